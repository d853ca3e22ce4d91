package record

import "dintero-login/flow"

// shape is the type of a value that an answer may hold.
type shape int

// The shapes. Every value that has another one, or no row, is taken out.
const (
	secretText  shape = iota + 1 // a pseudonym stands in its place
	nameText                     // one of the API's own words: mfa_challenge, sms
	codeText                     // a code, in words: NOT FOUND, invalid_grant
	sentence                     // words for a person; only ordinary words stay
	addressText                  // a link; only one below the profile's own address stays
	number                       // of seconds, or of anything else that is counted
	truth                        // true or false
)

// rowsOf is what the answer of a call may hold, by where it stands (contract 1 to 8, and the
// error of the ground rules).
func rowsOf(call flow.Call) map[string]shape {
	rows := map[string]shape{
		"error": codeText, "error_description": sentence,
		"error.code": codeText, "error.message": sentence,
		"error.errors[].field": nameText, "error.errors[].code": codeText, "error.errors[].message": sentence,
		"error.errors[].param": nameText, "error.errors[].path": nameText,
		"mfa_token": secretText,
	}
	add := func(more map[string]shape) {
		for where, is := range more {
			rows[where] = is
		}
	}
	token := map[string]shape{
		"access_token": secretText, "refresh_token": secretText, "id_token": secretText,
		"token_type": nameText, "expires_in": number,
	}
	challenge := map[string]shape{
		"links[].rel": nameText, "links[].href": addressText, "challenge_type": nameText,
		"oob_channel": nameText, "binding_method": nameText, "oob_code": secretText,
	}
	switch call {
	case flow.CallClientToken, flow.CallAnswer, flow.CallRefresh:
		add(token)
	case flow.CallLogin:
		add(token)
	case flow.CallMFALogin, flow.CallChallenge, flow.CallRecovery:
		add(challenge)
	case flow.CallSettings:
		add(settingsRows())
	case flow.CallKeys:
		add(map[string]shape{"[].alg": nameText, "[].kty": nameText, "[].use": nameText, "keys[].alg": nameText, "keys[].kty": nameText, "keys[].use": nameText})
	}
	return rows
}

// settingsRows are those of contract 7.
func settingsRows() map[string]shape {
	return map[string]shape{
		"users.customer_id_format":                       nameText,
		"users.head.enabled":                             truth,
		"users.phone_number_validation.allow_duplicates": truth,
		"users.mfa.enabled":                              truth,
		"users.mfa.login.challenge_type":                 nameText,
		"users.mfa.login.oob_channel":                    nameText,
		"users.mfa.login_recovery.challenge_type":        nameText,
		"users.mfa.login_recovery.oob_channel":           nameText,
		"users.verifications.phone_number":               nameText,
		"auto_tokens.phone_number[].type":                nameText,
		"auto_tokens.email[].type":                       nameText,
		"tokens.event_expiry[].status":                   nameText,
		"tokens.event_expiry[].time_to_live":             number,
		"attributes[].type":                              nameText,
		"attributes[].multiple_values":                   truth,
		"attributes[].private":                           truth,
	}
}
