package flow

// Check is one thing that is looked at to find out whether logins can work here, without a login.
type Check int

// The checks, each after those that it needs.
const (
	CheckConfig      Check = iota // which config counts
	CheckSecret                   // where the client's secret is, and who on this machine can read it
	CheckAccount                  // the account against the audience and the host
	CheckName                     // the name of the host, or of the proxy that leads to it
	CheckConnection               // a connection to it
	CheckProxy                    // the proxy that the environment names
	CheckCertificate              // TLS
	CheckToken                    // the client's token
	CheckClock                    // this machine's clock against the server's
	CheckScopes                   // what the client may do
	CheckSettings                 // the account's settings
	CheckChannel                  // how a login is proved
	CheckKeys                     // the account's public keys
	CheckExistence                // whether existence can be asked for
	CheckCustomer                 // the sign-in of a test customer, up to the code
	CheckCount
)

// Outcome is how a check ended.
type Outcome int

// The outcomes.
const (
	Passed Outcome = iota
	Warned
	NotPassed
	Skipped
)

// Finding is what a check found. Each has its sentences in tui/words.
type Finding int

// The findings, by check. A check whose call failed has a Problem instead, and one that was
// skipped because of another has neither.
const (
	NoFinding         Finding = iota
	ConfigRead                // Text is where it is
	ConfigCompleted           // Text is what was added to it
	SecretInFile              // a file that only its owner can read
	SecretInVariable          // Text is its name
	SecretFromCommand         // Text is the program
	SecretEmbedded            // the demo's
	SecretMissing             // Text is why
	AccountFits               // Text is the account
	AccountOnTestHost         // a production account; Text is the host
	AudienceElsewhere         // the audience names no account
	AudienceOfAnother         // it names another account
	AudienceMixedUp           // a test account's for a production account, or the other way round
	NameFound                 // Text is an address
	NameNotNeeded             // the host is an address
	NameNotFound              // Problem says how
	Connected                 // Text is the address
	NotConnected              // Problem says how
	ProxyNone
	ProxyUsed         // Text is its host
	ProxyRefused      // Problem says how
	CertificateTaken  // Moment is how long it lasts
	CertificateEnding // the same, and that is soon
	CertificateNone   // plain HTTP on this machine
	CertificateWrong  // Problem says how
	TokenGiven
	ClockRight
	ClockOff // Moment is the server's clock less ours
	ScopesEnough
	ScopesNotKnown
	ScopeMissing // Text is the scope
	ScopesBeyond // Excess is what is too much
	SettingsWhole
	SettingsDamaged // Text is how
	ChannelSet      // Channel is where a login's code goes
	ChannelNotSet   // MFA is on, and no channel is named
	MFAOff
	MFANotSaid
	LoginAgainstMFA // the profile's login is the call that the account's settings rule out
	KeysPublished   // Count is how many
	KeysMissing
	ExistenceOn
	ExistenceOff
	ExistenceNotSaid
	CustomerNotNamed // the profile has no test customer
	CustomerAccepted
	CustomerNeedsMFA // mfa_login tells nothing where MFA is off
	CustomerNoSecret // Text is why
	CheckPanicked    // Text is the type of the panic's value
	FindingCount
)

// CheckResult is how a check ended, and the facts about it.
type CheckResult struct {
	Check   Check
	Outcome Outcome
	Because Check // with Skipped and NoFinding: the check that did not pass
	Finding Finding
	Took    Moment // by itself, without those that it waited for

	Problem Problem // of the call that failed
	Text    Foreign
	Moment  Moment
	Channel Channel
	Count   int
	May     Permissions // of CheckScopes
	Excess  Excess      // of CheckScopes
}

// Learned is what a check that ended now tells the login: whether the test customer was accepted.
// It is false for a check that tells nothing.
func (r CheckResult) Learned(now Moment) (Event, bool) {
	switch {
	case r.Finding == CustomerAccepted:
		return TestCustomerTried{Accepted: Yes, At: now}, true
	case r.Check == CheckCustomer && r.Problem.Reason == NotAccepted:
		return TestCustomerTried{Accepted: No, At: now}, true
	}
	return nil, false
}

// Means is what a failed call means, by the table of meanings.
func (e CallFailed) Means(may Permissions) Problem { return problemOf(e, may) }
