package sandbox

import "cmp"

// mfaIsOn reports whether a login needs a code, as the settings show it.
func (x *exchange) mfaIsOn() bool { return x.account.plan.mfa && !x.run.mfaOff }

// loginChannel is the channel of a login's code, as the settings show it.
func (x *exchange) loginChannel() string {
	return cmp.Or(x.run.loginChannel, x.account.plan.loginChannel)
}

// settings is GET /accounts/{aid}/customers/settings (contract 7).
func (x *exchange) settings() (any, *refusal) {
	var d settingsDocument
	d.Users.CustomerIDFormat = "uuid"
	d.Users.Head.Enabled = x.account.plan.existence
	d.Users.MFA.Enabled = x.mfaIsOn()
	d.Users.MFA.Login = oob{"oob", x.loginChannel()}
	d.Users.MFA.Recovery = oob{"oob", x.account.plan.recoveryChannel}
	d.Users.Verifications.Phone = sms
	d.AutoTokens.Phone = []autoToken{{"SHA256"}}
	d.AutoTokens.Email = []autoToken{{"SHA256"}, {"HMAC-SHA256"}}
	d.Tokens.EventExpiry = []eventExpiry{{"OPT_OUT", 15_780_000}, {"OPT_IN", 31_560_000}}
	d.Attributes = []attribute{
		{Name: "loyalty_level", Type: "integer"},
		{Name: "interests", Type: "string", Many: true},
		{Name: "member_since", Type: "date"},
		{Name: "credit_limit", Type: "real", Private: true},
		{Name: "work_phone", Type: "phonenumber", Many: true, Private: true},
	}
	return d, nil
}

// settingsDocument is the answer of contract 7, field by field.
type settingsDocument struct {
	Users struct {
		CustomerIDFormat string `json:"customer_id_format"`
		Head             struct {
			Enabled bool `json:"enabled"`
		} `json:"head"`
		Phone struct {
			AllowDuplicates bool `json:"allow_duplicates"`
		} `json:"phone_number_validation"`
		MFA struct {
			Enabled  bool `json:"enabled"`
			Login    oob  `json:"login"`
			Recovery oob  `json:"login_recovery"`
		} `json:"mfa"`
		Verifications struct {
			Phone string `json:"phone_number"`
		} `json:"verifications"`
	} `json:"users"`
	AutoTokens struct {
		Phone []autoToken `json:"phone_number"`
		Email []autoToken `json:"email"`
	} `json:"auto_tokens"`
	Tokens struct {
		EventExpiry []eventExpiry `json:"event_expiry"`
	} `json:"tokens"`
	Attributes []attribute `json:"attributes"`
}

type oob struct {
	ChallengeType string `json:"challenge_type"`
	Channel       string `json:"oob_channel"`
}

type autoToken struct {
	Type string `json:"type"`
}

type eventExpiry struct {
	Status     string `json:"status"`
	TimeToLive int    `json:"time_to_live"` // seconds
}

type attribute struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Many    bool   `json:"multiple_values"`
	Private bool   `json:"private"`
}
