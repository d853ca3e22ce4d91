package flow

// The effects of the facts lane.
type (
	// Connect gets the client's token and reads its scopes (contract 1).
	// Ends in ClientConnected or CallFailed{CallClientToken}.
	Connect struct{}
	// ReadSettings reads the account's settings (contract 7).
	// Ends in SettingsRead or CallFailed{CallSettings}.
	ReadSettings struct{}
	// ReadKeys reads the account's public keys (contract 8).
	// Ends in KeysRead or CallFailed{CallKeys}.
	ReadKeys struct{}
	// VerifyToken checks the signatures of a customer's access token and of the client's own with
	// the account's keys, and reads those again, once, where a token names another key.
	// Ends in TokenVerified.
	VerifyToken struct {
		Token Secret
		Keys  *Keys
	}
	// AskExistence asks whether the account has a customer with this identifier, whatever the
	// user type (contract 8). It reaches nobody and counts as no try; the identifier stands in
	// the request's address. Ends in ExistenceLearned.
	AskExistence struct{ Identity Identity }
)

// The effects of the login lane. Each ends in the Event named, or in CallFailed with
// the Call named.
type (
	// AwaitSettings holds the secret until the state knows the settings, or that they cannot
	// be read, for Within at most. It sends nothing. Ends in SettingsAwaited.
	AwaitSettings struct {
		Secret Secret
		Within Moment
	}
	// LogIn signs in with the secret alone (contract 2).
	// Ends in TokenReceived or CallFailed{CallLogin}.
	LogIn struct {
		Identity Identity
		Secret   Secret
	}
	// StartMFALogin signs in where a code follows (contract 3).
	// Ends in ChallengeOffered or CallFailed{CallMFALogin}.
	StartMFALogin struct {
		Identity Identity
		Secret   Secret
	}
	// SendCode makes a message go out (contract 4).
	// Ends in CodeSent or CallFailed{CallChallenge}.
	SendCode struct {
		MFAToken Secret
		Channel  Channel
		Send     int // the number that its message will have: SMS 2
	}
	// AnswerChallenge checks a code (contract 5).
	// Ends in TokenReceived or CallFailed{CallAnswer}.
	AnswerChallenge struct {
		MFAToken Secret
		OobCode  Secret
		Code     Secret
	}
	// StartRecovery sends the first of two recovery codes (contract 6).
	// Ends in RecoveryStarted or CallFailed{CallRecovery}.
	StartRecovery struct {
		Identity Identity
		Send     int // the number that its message will have
	}
	// MailLink mails the customer a link to change the password (contract 8).
	// Ends in LinkMailed or CallFailed{CallChangePassword}.
	MailLink struct {
		Email string
		As    UserType
	}
	// RefreshSession gets a new token (contract 8).
	// Ends in TokenReceived or CallFailed{CallRefresh}.
	RefreshSession struct{ Refresh Secret }
	// SignOut revokes the refresh token, if there is one (contract 8), and forgets the
	// client's token and all else, whatever the answer.
	// Ends in SignedOut or CallFailed{CallRevoke}.
	SignOut struct{ Refresh Secret }
)

// Lane implements Effect.
func (Connect) Lane() Lane { return FactsLane }

// Lane implements Effect.
func (ReadSettings) Lane() Lane { return FactsLane }

// Lane implements Effect.
func (ReadKeys) Lane() Lane { return FactsLane }

// Lane implements Effect.
func (VerifyToken) Lane() Lane { return FactsLane }

// Lane implements Effect.
func (AskExistence) Lane() Lane { return FactsLane }

// Lane implements Effect.
func (AwaitSettings) Lane() Lane { return LoginLane }

// Lane implements Effect.
func (LogIn) Lane() Lane { return LoginLane }

// Lane implements Effect.
func (StartMFALogin) Lane() Lane { return LoginLane }

// Lane implements Effect.
func (SendCode) Lane() Lane { return LoginLane }

// Lane implements Effect.
func (AnswerChallenge) Lane() Lane { return LoginLane }

// Lane implements Effect.
func (StartRecovery) Lane() Lane { return LoginLane }

// Lane implements Effect.
func (MailLink) Lane() Lane { return LoginLane }

// Lane implements Effect.
func (RefreshSession) Lane() Lane { return LoginLane }

// Lane implements Effect.
func (SignOut) Lane() Lane { return LoginLane }
