package flow

// Cause is a reason why a customer cannot sign in. Each has a rule, an id and its words.
type Cause int

// The Causes, in the order in which a login meets them.
const (
	CauseUnknown Cause = iota // nothing that this program knows fits

	CauseClientSecretMissing // there is no client secret
	CauseClientRefused       // the client's credentials are not accepted
	CauseGrantType           // the client's grant is limited to another type
	CauseAudienceNotGranted  // the client may not use the audience
	CauseEnvironmentMixed    // test and production are mixed up
	CauseClientTokenExpired  // the client token had expired while something was typed
	CauseScopeMissing        // the client lacks a scope
	CauseScopesUnknown       // nobody knows whether the client has the scope
	CauseSettingsUnreadable  // the account's settings cannot be read
	CauseBaseURLWrong        // the address is not the API's
	CauseDNS                 // the host's name cannot be looked up
	CauseNoConnection        // nothing answers at the address
	CauseTLSNotTrusted       // this machine does not trust the certificate, often a company's proxy
	CauseProxyLogin          // a proxy wants a login, or does not answer
	CauseCaptivePortal       // a network's sign-in page answers instead
	CauseFirewall            // something in front of the API refuses the call
	CauseRedirect            // the address sends elsewhere, which is not followed
	CauseClockOff            // this machine's clock is off
	CauseDinteroFault        // Dintero had an error of its own
	CauseAnswerBroken        // the answer was cut off or garbled
	CauseAnswerLate          // no answer came in time
	CauseRequestMalformed    // the API calls the request malformed
	CauseUserTypeOther       // registered as the other user type
	CauseNumberOther         // another number or e-mail address is on file
	CausePINWrong            // the PIN or password is wrong, often forgotten
	CausePINInPasswordCall   // a PIN was sent to the password call
	CauseNumberShared        // several customers share the number
	CauseMFAOff              // the account asks for no code
	CauseMFAOn               // the account asks for a code
	CauseLocked              // the customer is locked
	CauseTooManyCalls        // this client makes too many calls
	CauseDenied              // the sign-in was denied
	CauseRecoveryOff         // recovery is not available
	CauseNoAddress           // no address for the channel is on file
	CauseWrongChannel        // the customer looks in another place than the code goes to
	CauseMessageLate         // the message is still on its way
	CauseSMSNotDelivered     // the text message does not get through
	CauseMailNotFound        // the mail is in spam or at another address
	CauseCodeWrong           // the code was mistyped
	CauseCodeOlder           // the code is from an older message
	CauseCodeExpired         // the code has expired
	CauseCodeUsed            // an earlier try without an answer used the code up
	CauseSignInExpired       // the sign-in (mfa_token) has expired
	CauseAnsweredElsewhere   // the customer has yet to answer somewhere else
	CauseSessionExpired      // the refresh token is no longer valid
	CauseNothingWrong        // the sign-in was accepted
	Causes                   // how many there are
)

// ID is the cause's stable name, for scripts, tickets and other programs.
func (c Cause) ID() string { return rules()[c].id }

// Remedy is the next step about the cause.
func (c Cause) Remedy() Remedy { return rules()[c].remedy }

// Owner is who can do something about a cause.
type Owner int

// The Owners.
const (
	OwnerAgent Owner = iota // who uses this program
	OwnerCustomer
	OwnerClients // who manages the account's API clients
	OwnerNetwork // who runs the network or the machine
	OwnerDintero
	Owners // how many there are
)

// Symptom is what a customer sees, as a support desk hears it.
type Symptom int

// The Symptoms.
const (
	NoSymptom Symptom = iota
	SymptomNoCode
	SymptomSecret // the PIN or password is not accepted
	SymptomCode   // the code is not accepted
	SymptomLocked
	SymptomOther
	Symptoms // how many there are
)

// Fact is something that can be observed about a login. Facts are bits, so that a rule names
// several as A|B.
type Fact uint32

// The Facts. Each is worded so that Yes is what a login needs.
const (
	FactNetwork      Fact = 1 << iota // an answer came over the network
	FactAddress                       // the API is at the address, with this account
	FactAPI                           // this very answer is the API's own
	FactClient                        // the client's credentials and audience were accepted
	FactScope                         // the client has the scope of the call
	FactClock                         // this machine's clock is right
	FactSettings                      // the account's settings were read
	FactMFA                           // the account asks for a code
	FactSMS                           // the code goes by SMS; No is by e-mail
	FactUniqueNumber                  // no two customers share a phone number
	FactExists                        // the existence check finds the customer
	FactTestCustomer                  // the test customer's PIN was accepted: not everyone has the problem
	FactSecret                        // the PIN or password was accepted
	FactMessage                       // a message with a code went out
	FactOneMessage                    // no more than one did
	FactEveryAnswer                   // every try of this code got an answer
	FactAccepted                      // the sign-in was accepted
	factEnd
	Facts = iota - 1 // how many there are
)

// IDs of the facts, by their bit; stable, as those of the causes.
func factIDs() [Facts]string {
	return [...]string{
		"network", "address", "api", "client", "scope", "clock", "settings", "mfa", "sms", "unique-number",
		"exists", "test-customer", "secret", "message", "one-message", "every-answer", "accepted",
	}
}

// Each lists the single facts in a set.
func (f Fact) Each() []Fact {
	var list []Fact
	for one := Fact(1); one < factEnd; one <<= 1 {
		if f&one != 0 {
			list = append(list, one)
		}
	}
	return list
}

// Index is the place of a single fact among all, from 0.
func (f Fact) Index() int {
	i := 0
	for ; f > 1; f >>= 1 {
		i++
	}
	return i
}

// ID is the stable name of a single fact.
func (f Fact) ID() string { return factIDs()[f.Index()] }
