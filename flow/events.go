package flow

// What a person does.
type (
	// Started sets the facts lane going; the first Event of every run.
	Started struct{}
	// CustomerChosen says who signs in: what was typed, and what will be sent.
	CustomerChosen struct {
		Draft Draft
		Ident string
	}
	// SecretEntered carries the customer's secret, byte for byte. Agreed reports
	// whether the person has said yes to signing in on a production account.
	SecretEntered struct {
		Secret Secret
		Agreed bool
		At     Moment
	}
	// UserTypeSwitched tries the same customer as the other user type.
	UserTypeSwitched struct{}
	// SecretLost asks how a customer without the secret can sign in.
	SecretLost struct{}
	// LinkWanted asks for a mail with a link to change the password.
	LinkWanted struct {
		Email string
		At    Moment
	}
	// RecoveryWanted asks for a login by two codes.
	RecoveryWanted struct{ At Moment }
	// CodeEntered carries the code that was typed.
	CodeEntered struct {
		Code Secret
		At   Moment
	}
	// ResendWanted asks for another message over the same channel.
	ResendWanted struct{ At Moment }
	// ChannelSwitched asks for a message over the other channel.
	ChannelSwitched struct{ At Moment }
	// Agreed says yes to the question that is open.
	Agreed struct{ At Moment }
	// Back goes one step back, cancels what runs, and says no to a question.
	Back struct{ At Moment }
	// StartedOver goes back to the first question and keeps what was typed there.
	StartedOver struct{ At Moment }
	// RefreshWanted asks for a new token with the refresh token.
	RefreshWanted struct{ At Moment }
	// SignOutWanted revokes the refresh token, if there is one, and forgets everything.
	SignOutWanted struct{}
	// SettingsWanted reads the account's settings again.
	SettingsWanted struct{ At Moment }
	// ExistenceWanted asks whether the account has the customer who is to sign in.
	ExistenceWanted struct{ At Moment }
)

// What the API answers.
type (
	// ClientConnected: the client's credentials were accepted (contract 1).
	ClientConnected struct {
		May    Permissions
		Excess Excess
		Skew   Moment // the server's clock less ours; 0 when it sent no Date
		Own    ClientToken
	}
	// SettingsRead: the account's settings came (contract 7).
	SettingsRead struct{ Settings *Settings }
	// KeysRead: the account's public keys came (contract 8).
	KeysRead struct{ Keys *Keys }
	// TokenVerified: a token's signature was checked, with these keys.
	TokenVerified struct {
		Token     Secret
		Signature Signature
		Own       ClientToken
		Keys      *Keys
	}
	// ExistenceLearned: what the existence check answered (contract 8), and the failure of the
	// request that ended it, if one did.
	ExistenceLearned struct {
		Existence Existence
		Failure   Failure
	}
	// TestCustomerTried: the profile's test customer signed in, or was rejected. Nothing
	// reaches a customer by it.
	TestCustomerTried struct {
		Accepted Tristate
		At       Moment
	}
	// SettingsAwaited ends AwaitSettings: the settings came or could not be read, or the
	// wait is over.
	SettingsAwaited struct{ Secret Secret }
	// ChallengeOffered: the secret was accepted and a code is required (contract 3).
	ChallengeOffered struct {
		MFAToken Secret
		Channel  Channel // NoChannel when the answer did not name one
		Stray    Foreign // the host of a link that leads elsewhere; empty when none does
		At       Moment
	}
	// CodeSent: a message went out (contract 4).
	CodeSent struct {
		OobCode Secret
		At      Moment
	}
	// RecoveryStarted: the first of two codes went out (contract 6).
	RecoveryStarted struct {
		MFAToken Secret
		OobCode  Secret
		At       Moment
	}
	// TokenReceived: signed in, or refreshed (contract 2, 5, 8).
	TokenReceived struct {
		Token Token
		At    Moment
	}
	// LinkMailed: the mail with the link is on its way (contract 8).
	LinkMailed struct{ At Moment }
	// SignedOut ends SignOut: the program has forgotten everything.
	SignedOut struct{}
	// CallFailed: a call failed. Typed is the code that was being
	// checked, and empty for every other call.
	CallFailed struct {
		Call    Call
		Failure Failure
		Typed   Secret
		At      Moment
	}
)

func (Started) event()           {}
func (CustomerChosen) event()    {}
func (SecretEntered) event()     {}
func (UserTypeSwitched) event()  {}
func (SecretLost) event()        {}
func (LinkWanted) event()        {}
func (RecoveryWanted) event()    {}
func (CodeEntered) event()       {}
func (ResendWanted) event()      {}
func (ChannelSwitched) event()   {}
func (Agreed) event()            {}
func (Back) event()              {}
func (StartedOver) event()       {}
func (RefreshWanted) event()     {}
func (SignOutWanted) event()     {}
func (SettingsWanted) event()    {}
func (ClientConnected) event()   {}
func (SettingsRead) event()      {}
func (KeysRead) event()          {}
func (TokenVerified) event()     {}
func (TestCustomerTried) event() {}
func (SettingsAwaited) event()   {}
func (ChallengeOffered) event()  {}
func (CodeSent) event()          {}
func (RecoveryStarted) event()   {}
func (TokenReceived) event()     {}
func (LinkMailed) event()        {}
func (SignedOut) event()         {}
func (CallFailed) event()        {}
func (ExistenceWanted) event()   {}
func (ExistenceLearned) event()  {}
