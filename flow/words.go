package flow

import "time"

// Moment is the time since the program started, on the monotonic clock. Next never
// asks for the time; the Events that need it carry it.
type Moment = time.Duration

// IdentType is how a customer is found.
type IdentType int

// The two ways the API knows (contract 3, ident_type).
const (
	ByPhone IdentType = iota
	ByEmail
)

// UserType separates logins that share a phone number or an e-mail address.
type UserType int

// The two types the API knows (contract 2, type).
const (
	AsCustomer UserType = iota
	AsCompany
)

// Other is the user type that is not this one.
func (u UserType) Other() UserType {
	if u == AsCompany {
		return AsCustomer
	}
	return AsCompany
}

// Identity is who signs in, exactly as it will be sent.
type Identity struct {
	By    IdentType
	Ident string
	As    UserType
}

// Draft is what was typed about the customer. It lasts until the sign-out, so that nothing
// has to be typed twice. Switching how the customer is found keeps both texts.
type Draft struct {
	By    IdentType
	As    UserType
	Phone string
	Email string
}

// Channel is the way a code travels to the customer.
type Channel int

// The channels the API knows (contract 3, oob_channel).
const (
	NoChannel Channel = iota // not named
	SMS
	Email
	channels
)

// Other is the other channel; NoChannel has no other.
func (c Channel) Other() Channel {
	switch c {
	case SMS:
		return Email
	case Email:
		return SMS
	default:
		return NoChannel
	}
}

// Name is the API's name for the channel (contract 3, oob_channel); empty for NoChannel.
func (c Channel) Name() string { return [channels]string{SMS: "sms", Email: "email"}[c] }

// ChannelNamed is the channel that the API calls by a name; NoChannel for any other name.
func ChannelNamed(name string) Channel {
	for c := NoChannel + 1; c < channels; c++ {
		if c.Name() == name {
			return c
		}
	}
	return NoChannel
}

// LoginMode is which sign-in call a profile wants.
type LoginMode int

// Auto reads the account's settings; the other two are set in a profile.
const (
	LoginAuto LoginMode = iota
	LoginMFA
	LoginPassword
)

// Tristate is a fact that may be unknown. Unknown is never treated as No.
type Tristate int

// The zero Tristate is Unknown.
const (
	Unknown Tristate = iota
	Yes
	No
)

// Call is one of the API's calls.
type Call int

// The calls of contract 1 to 8, in the order of that document.
const (
	CallClientToken Call = iota
	CallLogin
	CallMFALogin
	CallChallenge
	CallAnswer
	CallRecovery
	CallSettings
	CallRefresh
	CallRevoke
	CallKeys
	CallChangePassword
	CallExists
	callCount
)
