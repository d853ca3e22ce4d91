package flow

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// scene is one moment of a story: what happens, the state that it leads to, and what is
// done about it.
type scene struct {
	happens Event
	state   string
	effect  string
}

// sec is a moment, in seconds.
func sec(s int) Moment { return Moment(s) * time.Second }

func TestStories(t *testing.T) {
	t.Parallel()
	const (
		mfaLogin  = "StartMFALogin +4799999999/AsCustomer secret"
		logIn     = "LogIn +4799999999/AsCustomer secret"
		sendSMS   = "SendCode mfa_token SMS"
		sendMail  = "SendCode mfa_token Email"
		check     = "AnswerChallenge mfa_token oob_code code"
		check2    = "AnswerChallenge mfa_token2 oob_code code2"
		otherCode = "AnswerChallenge mfa_token oob_code code2"
		mailLink  = "MailLink kari@example.com"
		recovery  = "StartRecovery +4799999999/AsCustomer"
	)
	p := newPrinter(t)
	on, off := known(Yes), known(No)
	code2At := func(at Moment) CodeEntered { return CodeEntered{Code: hidden("code2"), At: at} }
	linkWanted := LinkWanted{Email: kari().Email, At: sec(5)}
	noCredentials := coded(403, "invalid_credentials")

	for _, story := range []struct {
		name string
		with Account
		told []scene
	}{
		{"a login with MFA", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{tokenAt(sec(10)), "SignedIn By=SMS", ""},
		}},
		{"the code comes by the channel that the answer names", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(Email, sec(2)), "SendingCode Channel=Email", sendMail},
			{codeSentAt(sec(3)), "EnteringCode Channel=Email Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=Email Sends=1", check},
			{tokenAt(sec(10)), "SignedIn By=Email", ""},
		}},
		{"a channel that no answer names is assumed, and said to be", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{SettingsAwaited{Secret: hidden("secret"), At: sec(3)}, "SigningIn", mfaLogin},
			{offered(NoChannel, sec(4)), "SendingCode Channel=SMS Assumed=yes", sendSMS},
			{codeSentAt(sec(5)), "EnteringCode Channel=SMS Assumed=yes Sends=1", ""},
		}},
		{"a login with the password alone", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{tokenAt(sec(2)), "SignedIn", ""},
		}},
		{"a step up goes on with a code and is no error", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{failed(CallLogin, owed("mfa_token"), sec(2)), "SendingCode Channel=SMS Assumed=yes", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Assumed=yes Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Assumed=yes Sends=1", check},
			{tokenAt(sec(10)), "SignedIn By=SMS", ""},
		}},
		{"a second code may be asked for, a third is refused", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode Channel=SMS Assumed=yes Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(11)), "EnteringCode Channel=SMS Assumed=yes Codes=1 Sends=1", ""},
			{code2At(sec(15)), "CheckingCode Channel=SMS Assumed=yes Codes=1 Sends=1", check2},
			{notAnswered(owed("mfa_token"), sec(16)), "EnteringSecret Problem=CodeOwedAgain(Answer)", ""},
		}},
		{"a second code that is accepted signs in", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{failed(CallLogin, owed("mfa_token"), sec(2)), "SendingCode Channel=SMS Assumed=yes", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Assumed=yes Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Assumed=yes Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode Channel=SMS Assumed=yes Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(11)), "EnteringCode Channel=SMS Assumed=yes Codes=1 Sends=1", ""},
			{code2At(sec(15)), "CheckingCode Channel=SMS Assumed=yes Codes=1 Sends=1", check2},
			{tokenAt(sec(16)), "SignedIn By=SMS", ""},
		}},

		{"a lost secret: a link by mail", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "MailingLink", mailLink},
			{LinkMailed{}, "EnteringSecret News=LinkOnItsWay", ""},
			{secretAt(sec(90)), "SigningIn", mfaLogin},
		}},
		{"a lost secret: the link could not be sent", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "MailingLink", mailLink},
			{failed(CallChangePassword, status(404), sec(6)), "ChoosingRecovery Problem=NotFound(ChangePassword)", ""},
			{Back{At: sec(7)}, "EnteringSecret", ""},
		}},
		{"a lost secret: two codes, over both channels", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{recoveryStartedAt(sec(2)), "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=Email Assumed=yes Part=1 Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode Channel=SMS Assumed=yes Part=2 Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(11)), "EnteringCode Channel=SMS Assumed=yes Part=2 Codes=1 Sends=1", ""},
			{code2At(sec(15)), "CheckingCode Channel=SMS Assumed=yes Part=2 Codes=1 Sends=1", check2},
			{tokenAt(sec(16)), "SignedIn By=SMS Recovered=yes", ""},
		}},
		{"a lost secret: a third code is refused here too", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{recoveryStartedAt(sec(2)), "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=Email Assumed=yes Part=1 Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode Channel=SMS Assumed=yes Part=2 Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(11)), "EnteringCode Channel=SMS Assumed=yes Part=2 Codes=1 Sends=1", ""},
			{code2At(sec(15)), "CheckingCode Channel=SMS Assumed=yes Part=2 Codes=1 Sends=1", check2},
			{notAnswered(owed("mfa_token"), sec(16)), "EnteringSecret Problem=CodeOwedAgain(Answer)", ""},
		}},
		{"a lost secret: the first code is asked for again by the same call", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{recoveryStartedAt(sec(2)), "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{ChannelSwitched{At: sec(40)}, "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{ResendWanted{At: sec(40)}, "SendingCode Channel=Email Assumed=yes Part=1 Sends=1", recovery},
			{recoveryStartedAt(sec(41)), "EnteringCode Channel=Email Assumed=yes Part=1 Sends=2", ""},
		}},
		{"a lost secret: recovery is not to be had", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{failed(CallRecovery, coded(403, "recovery_unavailable"), sec(2)), "ChoosingRecovery Problem=RecoveryOff(Recovery)", ""},
			{linkWanted, "MailingLink", mailLink},
		}},

		{"a refused secret is counted and typed again", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{failed(CallMFALogin, noCredentials, sec(2)), "EnteringSecret Attempt=1 Problem=NotAccepted(MFALogin)", ""},
			{secretAt(sec(5)), "SigningIn Attempt=1", mfaLogin},
			{failed(CallMFALogin, noCredentials, sec(6)), "EnteringSecret Attempt=2 Problem=NotAccepted(MFALogin)", ""},
		}},
		{"the customer may be a company", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{failed(CallMFALogin, noCredentials, sec(2)), "EnteringSecret Attempt=1 Problem=NotAccepted(MFALogin)", ""},
			{UserTypeSwitched{}, "EnteringSecret Attempt=1", ""},
			{secretAt(sec(5)), "SigningIn Attempt=1", "StartMFALogin +4799999999/AsCompany secret"},
			{Back{At: sec(6)}, "EnteringSecret Attempt=1", ""},
			{UserTypeSwitched{}, "EnteringSecret Attempt=1", ""},
			{secretAt(sec(7)), "SigningIn Attempt=1", mfaLogin},
		}},
		{"too many tries: wait until the time is up", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{failed(CallMFALogin, slowDown(), sec(2)), "EnteringSecret Problem=MustWait(MFALogin) Until=42s", ""},
			{secretAt(sec(41)), "EnteringSecret Problem=MustWait(MFALogin) Until=42s", ""},
			{secretAt(sec(42)), "SigningIn", mfaLogin},
		}},

		{"a wrong code asks again, the same one only after a question", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(coded(403, "invalid_grant"), sec(10)), "EnteringCode Channel=SMS Sends=1 Turned=1 Wrong=1 Refused=code Problem=CodeNotAccepted(Answer)", ""},
			{codeAt(sec(11)), "EnteringCode Channel=SMS Sends=1 Turned=1 Wrong=1 Refused=code Problem=CodeNotAccepted(Answer) Question=SameCodeAgain", ""},
			{Back{At: sec(12)}, "EnteringCode Channel=SMS Sends=1 Turned=1 Wrong=1 Refused=code Problem=CodeNotAccepted(Answer)", ""},
			{codeAt(sec(13)), "EnteringCode Channel=SMS Sends=1 Turned=1 Wrong=1 Refused=code Problem=CodeNotAccepted(Answer) Question=SameCodeAgain", ""},
			{Agreed{At: sec(14)}, "CheckingCode Channel=SMS Sends=1 Turned=1 Wrong=1 Refused=code", check},
			{notAnswered(coded(403, "invalid_grant"), sec(15)), "EnteringCode Channel=SMS Sends=1 Turned=2 Wrong=2 Refused=code Problem=CodeNotAccepted(Answer)", ""},
			{code2At(sec(16)), "CheckingCode Channel=SMS Sends=1 Turned=2 Wrong=2 Refused=code", otherCode},
			{tokenAt(sec(17)), "SignedIn By=SMS", ""},
		}},
		{"an expired code stays and offers to send again", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(400)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(coded(403, "expired_token"), sec(401)), "EnteringCode Channel=SMS Sends=1 Turned=1 Refused=code Problem=CodeExpired(Answer)", ""},
			{ResendWanted{At: sec(402)}, "SendingCode Channel=SMS Sends=1 Turned=1 Refused=code", sendSMS},
			{codeSentAt(sec(403)), "EnteringCode Channel=SMS Sends=2 Turned=1 Refused=code", ""},
			{code2At(sec(410)), "CheckingCode Channel=SMS Sends=2 Turned=1 Refused=code", otherCode},
		}},
		{"an expired sign-in goes back to the secret, the customer kept", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{ResendWanted{At: sec(1000)}, "SendingCode Channel=SMS Sends=1", sendSMS},
			{failed(CallChallenge, coded(403, "expired_token"), sec(1001)), "EnteringSecret Problem=SignInExpired(Challenge)", ""},
			{secretAt(sec(1002)), "SigningIn", mfaLogin},
		}},
		{"too many codes: wait until the time is up", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(slowDown(), sec(10)), "EnteringCode Channel=SMS Sends=1 Problem=MustWait(Answer) Until=50s", ""},
			{code2At(sec(49)), "EnteringCode Channel=SMS Sends=1 Problem=MustWait(Answer) Until=50s", ""},
			{code2At(sec(50)), "CheckingCode Channel=SMS Sends=1", otherCode},
		}},
		{"a cut while answering: the code may have been used", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(Failure{Reach: CutOff}, sec(10)), "EnteringCode Channel=SMS Sends=1 Problem=MaybeUsed(Answer)", ""},
		}},

		{"another message goes out after 30 seconds, not before", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{ResendWanted{At: sec(33) - 1}, "EnteringCode Channel=SMS Sends=1", ""},
			{ResendWanted{At: sec(33)}, "SendingCode Channel=SMS Sends=1", sendSMS},
			{codeSentAt(sec(34)), "EnteringCode Channel=SMS Sends=2", ""},
			{ResendWanted{At: sec(63)}, "EnteringCode Channel=SMS Sends=2", ""},
			{ResendWanted{At: sec(64)}, "SendingCode Channel=SMS Sends=2", sendSMS},
		}},
		{"a longer Retry-After holds another message back", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{failed(CallChallenge, slowDown(), sec(3)), "SendFailed Channel=SMS Problem=MustWait(Challenge)", ""},
			{ResendWanted{At: sec(42)}, "SendFailed Channel=SMS Problem=MustWait(Challenge)", ""},
			{ChannelSwitched{At: sec(42)}, "SendFailed Channel=SMS Problem=MustWait(Challenge)", ""},
			{ResendWanted{At: sec(43)}, "SendingCode Channel=SMS", sendSMS},
		}},
		{"the other channel", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{ChannelSwitched{At: sec(32)}, "EnteringCode Channel=SMS Sends=1", ""},
			{ChannelSwitched{At: sec(33)}, "SendingCode Channel=Email Sends=1", sendMail},
			{codeSentAt(sec(34)), "EnteringCode Channel=Email Sends=2", ""},
			{codeAt(sec(40)), "CheckingCode Channel=Email Sends=2", check},
			{tokenAt(sec(41)), "SignedIn By=Email", ""},
		}},
		{"a message that did not go out is sent again by the person", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{failed(CallChallenge, Failure{Status: 401, Renewal: Renewed}, sec(3)), "SendFailed Channel=SMS Problem=TokenRenewed(Challenge)", ""},
			{ResendWanted{At: sec(3)}, "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(4)), "EnteringCode Channel=SMS Sends=1", ""},
		}},
		{"a message that may have gone out counts as one", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{failed(CallChallenge, Failure{Reach: TimedOut}, sec(3)), "SendFailed Channel=SMS Sends=1 Problem=MaybeSent(Challenge)", ""},
			{ResendWanted{At: sec(32)}, "SendFailed Channel=SMS Sends=1 Problem=MaybeSent(Challenge)", ""},
			{ResendWanted{At: sec(33)}, "SendingCode Channel=SMS Sends=1", sendSMS},
			{codeSentAt(sec(34)), "EnteringCode Channel=SMS Sends=2", ""},
		}},

		{"a refresh brings a new token, and keeps the refresh token if none comes", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{tokenAt(sec(2)), "SignedIn", ""},
			{RefreshWanted{At: sec(60)}, "Refreshing", "RefreshSession refresh"},
			{accessOnlyAt(sec(61)), "SignedIn News=SessionRefreshed", ""},
			{RefreshWanted{At: sec(70)}, "Refreshing", "RefreshSession refresh"},
			{failed(CallRefresh, slowDown(), sec(71)), "SignedIn Problem=MustWait(Refresh) Until=1m51s", ""},
			{RefreshWanted{At: sec(72)}, "SignedIn Problem=MustWait(Refresh) Until=1m51s", ""},
			{RefreshWanted{At: sec(120)}, "Refreshing Until=1m51s", "RefreshSession refresh"},
			{failed(CallRefresh, coded(403, "invalid_grant"), sec(121)), "SignedIn Problem=SessionEnded(Refresh)", ""},
			{RefreshWanted{At: sec(130)}, "SignedIn Problem=SessionEnded(Refresh)", ""},
		}},
		{"without a refresh token there is nothing to refresh", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{accessOnlyAt(sec(2)), "SignedIn", ""},
			{RefreshWanted{At: sec(60)}, "SignedIn", ""},
			{SignOutWanted{}, "SigningOut", "SignOut"},
			{SignedOut{}, "ChoosingCustomer News=EverythingForgotten", "Connect"},
		}},
		{"a sign-out revokes the refresh token and begins anew", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{tokenAt(sec(2)), "SignedIn", ""},
			{Back{At: sec(3)}, "SignedIn", ""},
			{StartedOver{}, "SignedIn", ""},
			{SignOutWanted{}, "SigningOut", "SignOut refresh"},
			{SignOutWanted{}, "SigningOut", ""},
			{SignedOut{}, "ChoosingCustomer News=EverythingForgotten", "Connect"},
			{ClientConnected{May: permissions(Yes)}, "ChoosingCustomer News=EverythingForgotten", "ReadSettings"},
		}},
		{"a sign-out that does not get through forgets all the same", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{tokenAt(sec(2)), "SignedIn", ""},
			{RefreshWanted{At: sec(60)}, "Refreshing", "RefreshSession refresh"},
			{SignOutWanted{}, "SigningOut", "SignOut refresh"},
			{failed(CallRevoke, status(500), sec(61)), "ChoosingCustomer Problem=Unexpected(Revoke)", "Connect"},
		}},
		{"a sign-out in the middle of a login", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{SignOutWanted{}, "SigningOut", "SignOut"},
			{SignedOut{}, "ChoosingCustomer News=EverythingForgotten", "Connect"},
		}},

		{"esc while signing in", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{Back{At: sec(2)}, "EnteringSecret", ""},
			{Back{At: sec(3)}, "ChoosingCustomer", ""},
			{Back{At: sec(4)}, "ChoosingCustomer", ""},
		}},
		{"esc while waiting for the settings", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{Back{At: sec(2)}, "EnteringSecret", ""},
		}},
		{"esc while sending: the message may be on its way", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{Back{At: sec(3)}, "SendFailed Channel=SMS Sends=1 Problem=MaybeSent(Challenge)", ""},
			{Back{At: sec(4)}, "EnteringSecret", ""},
		}},
		{"esc while sending again: the message may be on its way", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{ResendWanted{At: sec(33)}, "SendingCode Channel=SMS Sends=1", sendSMS},
			{Back{At: sec(34)}, "EnteringCode Channel=SMS Sends=2 Problem=MaybeSent(Challenge)", ""},
			{ResendWanted{At: sec(63)}, "EnteringCode Channel=SMS Sends=2 Problem=MaybeSent(Challenge)", ""},
		}},
		{"esc while checking: the code may have been used", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{Back{At: sec(10)}, "EnteringCode Channel=SMS Sends=1 Problem=MaybeUsed(Answer)", ""},
		}},
		{"esc at the code asks first", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{Back{At: sec(4)}, "EnteringCode Channel=SMS Sends=1 Question=LeaveTheCode", ""},
			{Back{At: sec(5)}, "EnteringCode Channel=SMS Sends=1", ""},
			{Agreed{At: sec(6)}, "EnteringCode Channel=SMS Sends=1", ""},
			{Back{At: sec(7)}, "EnteringCode Channel=SMS Sends=1 Question=LeaveTheCode", ""},
			{Agreed{At: sec(8)}, "EnteringSecret", ""},
		}},
		{"esc while the link is mailed: it may be on its way", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "MailingLink", mailLink},
			{Back{At: sec(6)}, "ChoosingRecovery Problem=MaybeSent(ChangePassword)", ""},
			{Back{At: sec(7)}, "EnteringSecret", ""},
		}},
		{"esc while recovery begins: the message may be on its way", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{Back{At: sec(2)}, "ChoosingRecovery Problem=MaybeSent(Recovery) Until=32s", ""},
			{RecoveryWanted{At: sec(31)}, "ChoosingRecovery Problem=MaybeSent(Recovery) Until=32s", ""},
			{RecoveryWanted{At: sec(32)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
		}},
		{"esc while refreshing keeps the session", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{tokenAt(sec(2)), "SignedIn", ""},
			{RefreshWanted{At: sec(60)}, "Refreshing", "RefreshSession refresh"},
			{Back{At: sec(61)}, "SignedIn Problem=NoAnswer(Refresh)", ""},
		}},
		{"esc while signing out: forgotten here, not known there", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{tokenAt(sec(2)), "SignedIn", ""},
			{SignOutWanted{}, "SigningOut", "SignOut refresh"},
			{Back{At: sec(3)}, "ChoosingCustomer Problem=NoAnswer(Revoke)", "Connect"},
		}},
		{"starting over from the code", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{StartedOver{}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret", ""},
		}},

		{"auto waits for settings that say no MFA", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{SettingsAwaited{Secret: hidden("secret"), Settings: settings(No), At: sec(2)}, "SigningIn", logIn},
			{tokenAt(sec(3)), "SignedIn", ""},
		}},
		{"auto waits once for an enter, then takes MFA for on", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{SettingsAwaited{Secret: hidden("secret"), At: sec(3)}, "SigningIn", mfaLogin},
		}},
		{"auto takes settings that say nothing of MFA for on", known(Unknown), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
		}},
		{"auto takes settings that failed for on", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{failed(CallSettings, status(500), sec(1)), "EnteringSecret", ""},
			{secretAt(sec(2)), "SigningIn", mfaLogin},
		}},
		{"a profile that says mfa does not wait", mode(LoginMFA, reading()), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
		}},
		{"a profile that says password does not wait", mode(LoginPassword, reading()), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
		}},
		{"MFA turns out to be off: said, and asked again with the other call", mode(LoginMFA, reading()), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{failed(CallMFALogin, coded(403, "mfa_not_enabled"), sec(2)), "EnteringSecret Password=yes News=MFATurnedOff", ""},
			{secretAt(sec(3)), "SigningIn Password=yes", logIn},
			{tokenAt(sec(4)), "SignedIn Password=yes", ""},
		}},
		{"settings that come late disturb nothing", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SettingsRead{Settings: settings(Yes)}, "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{SettingsRead{Settings: settings(No)}, "SigningIn", ""},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{SettingsRead{Settings: settings(Yes)}, "SendingCode Channel=SMS", ""},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{SettingsWanted{}, "EnteringCode Channel=SMS Sends=1", "ReadSettings"},
			{failed(CallSettings, status(500), sec(4)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
		}},

		{"production: asked before the code goes out, and once", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "ConfirmingSend Channel=SMS", ""},
			{Back{At: sec(3)}, "EnteringSecret", ""},
			{secretAt(sec(4)), "SigningIn", mfaLogin},
			{offered(SMS, sec(5)), "ConfirmingSend Channel=SMS", ""},
			{Agreed{At: sec(6)}, "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(7)), "EnteringCode Channel=SMS Sends=1", ""},
			{ResendWanted{At: sec(40)}, "SendingCode Channel=SMS Sends=1", sendSMS},
			{StartedOver{}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(50)), "SigningIn", mfaLogin},
			{offered(SMS, sec(51)), "SendingCode Channel=SMS", sendSMS},
		}},
		{"production: the other user type is another customer", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "ConfirmingSend Channel=Email Assumed=yes Part=1 Want=RecoveryCode", ""},
			{Agreed{At: sec(2)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{StartedOver{}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret", ""},
			{UserTypeSwitched{}, "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(9)}, "ConfirmingSend Channel=Email Assumed=yes Part=1 Want=RecoveryCode", ""},
			{Back{At: sec(9)}, "ChoosingRecovery", ""},
		}},
		{"production: asked before a link goes out", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "ConfirmingSend Want=PasswordLink Mail=kari@example.com", ""},
			{Back{At: sec(6)}, "ChoosingRecovery", ""},
			{linkWanted, "ConfirmingSend Want=PasswordLink Mail=kari@example.com", ""},
			{Agreed{At: sec(7)}, "MailingLink", mailLink},
		}},
		{"production: asked before a sign-in that may be all there is", production(off), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{agreedSecretAt(sec(1)), "EnteringSecret Asking=yes", ""},
			{secretAt(sec(2)), "EnteringSecret Asking=yes", ""},
			{Back{At: sec(3)}, "EnteringSecret", ""},
			{secretAt(sec(4)), "EnteringSecret Asking=yes", ""},
			{agreedSecretAt(sec(5)), "SigningIn", logIn},
			{failed(CallLogin, noCredentials, sec(6)), "EnteringSecret Attempt=1 Problem=NotAccepted(Login)", ""},
			{secretAt(sec(7)), "SigningIn Attempt=1", logIn},
			{failed(CallLogin, owed("mfa_token"), sec(8)), "SendingCode Attempt=1 Channel=SMS Assumed=yes", sendSMS},
		}},
		{"production: asked once the settings say that there is no code", production(reading()), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{SettingsAwaited{Secret: hidden("secret"), Settings: settings(No), At: sec(2)}, "EnteringSecret Asking=yes", ""},
			{agreedSecretAt(sec(3)), "SigningIn", logIn},
		}},
		{"production: a yes lasts for the run, a sign-out too", production(off), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "EnteringSecret Asking=yes", ""},
			{agreedSecretAt(sec(2)), "SigningIn", logIn},
			{tokenAt(sec(3)), "SignedIn", ""},
			{SignOutWanted{}, "SigningOut", "SignOut refresh"},
			{SignedOut{}, "ChoosingCustomer News=EverythingForgotten", "Connect"},
			{ClientConnected{May: permissions(Yes)}, "ChoosingCustomer News=EverythingForgotten", "ReadSettings"},
			{SettingsRead{Settings: settings(No)}, "ChoosingCustomer News=EverythingForgotten", ""},
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(9)), "SigningIn", logIn},
		}},
		{"production: a script that named it is not asked", unguarded(production(on)), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
		}},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			s := New(story.with, Draft{})
			for i, told := range story.told {
				next, do := Next(s, told.happens)
				if got := p.tersely(next); got != told.state {
					t.Fatalf("%d, %s:\ngot  %s\nwant %s", i+1, typeName(told.happens), got, told.state)
				}
				if got := p.effect(do); got != told.effect {
					t.Fatalf("%d, %s:\ndoes %s\nwant %s", i+1, typeName(told.happens), got, told.effect)
				}
				s = next
			}
		})
	}
}

// tersely is a state on a line, without what a story does not turn on: tokens and times.
func (p printer) tersely(s State) string {
	untold := []string{"MFAToken", "OobCode", "Over", "SentAt", "ResendAt", "Token", "Since", "Ends"}
	words := strings.Split(p.state(s), " ")
	return strings.Join(slices.DeleteFunc(words, func(word string) bool {
		name, _, _ := strings.Cut(word, "=")
		return slices.Contains(untold, name)
	}), " ")
}

func TestWhatWasTypedAboutTheCustomerIsKeptUntilSignOut(t *testing.T) {
	t.Parallel()
	typed := kari()
	for _, s := range samples() {
		next, _ := Next(s.state, StartedOver{})
		if first, ok := next.(ChoosingCustomer); ok && next != s.state && first.Draft != typed {
			t.Errorf("%s, %s: starting over leaves %+v", typeName(s.state), s.name, first.Draft)
		}
	}
	s := lead("", known(Yes), kariChosen(), UserTypeSwitched{}, Back{At: late}).state.(ChoosingCustomer)
	typed.As = AsCompany
	if s.Draft != typed {
		t.Errorf("esc leaves %+v", s.Draft)
	}
}

func TestASignOutForgetsAllButTheProfileAndTheYesOfTheGuard(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		if _, ok := s.state.(SigningOut); ok {
			continue
		}
		s := s.after(SignOutWanted{})
		for _, e := range append(replies(s.doing, late), happening{"Back", Back{At: late}}) {
			was, next := s.state.account(), s.after(e.Event).state.(ChoosingCustomer)
			want := ChoosingCustomer{Problem: next.Problem, News: next.News, Account: Account{
				Production: was.Production, Login: was.Login, Unguarded: was.Unguarded, agreed: was.agreed,
				Client: Reading, Reading: Reading,
			}}
			if next != want {
				t.Errorf("%s: %s leaves %+v", s.name, e.name, next)
			}
		}
	}
}

func TestASessionsEndIsCountedFromItsReceipt(t *testing.T) {
	t.Parallel()
	in := lead("", known(No), kariChosen(), secretAt(before), tokenAt(sent))
	if got := in.state.(SignedIn); got.Since != sent || got.Ends != sent+lifetime {
		t.Errorf("since %s, ends %s", got.Since, got.Ends)
	}
	again := in.after(RefreshWanted{At: late}).after(accessOnlyAt(late))
	got := again.state.(SignedIn)
	if got.Since != late || got.Ends != late+lifetime {
		t.Errorf("refreshed: since %s, ends %s", got.Since, got.Ends)
	}
	if got.Token.Access != hidden("access2") || got.Token.Refresh != hidden("refresh") {
		t.Error("refreshed: it does not hold the new token beside the old refresh token")
	}
	unsaid := tokenAt(late)
	unsaid.Token.ExpiresIn = 0
	if got := again.after(RefreshWanted{At: late}).after(unsaid).state.(SignedIn); got.Ends != 0 {
		t.Errorf("an end that was not said: %s", got.Ends)
	}
}

func TestANewRefreshTokenReplacesTheOldOne(t *testing.T) {
	t.Parallel()
	renewed := tokenAt(late)
	renewed.Token.Refresh = hidden("refresh2")
	s := lead("", known(No), kariChosen(), secretAt(before), tokenAt(sent), RefreshWanted{At: late}, renewed)
	if _, do := Next(s.state, RefreshWanted{At: late}); do != (RefreshSession{Refresh: hidden("refresh2")}) {
		t.Errorf("the next refresh is %T with another token", do)
	}
}

// What was typed outlives a change of state that leaves the Place as it is.
func TestAScreenIsMadeAfreshOnlyWhenItsQuestionIs(t *testing.T) {
	t.Parallel()
	signing := lead("", known(Yes), kariChosen(), secretAt(before))
	entering := signing.after(offered(SMS, before)).after(codeSentAt(sent))
	checking := entering.after(codeAt(late))
	resending := entering.after(ResendWanted{At: late})
	for _, row := range []struct {
		name  string
		from  sample
		event Event
		fresh bool
	}{
		{"signing in keeps the secret on the screen", lead("", known(Yes), kariChosen()), secretAt(late), false},
		{"a refused secret clears it", signing, failed(CallMFALogin, status(403), late), true},
		{"a failed network keeps the secret", signing, failed(CallMFALogin, Failure{Reach: NotSent}, late), false},
		{"a malformed request keeps the secret", signing, failed(CallMFALogin, status(400), late), false},
		{"esc keeps the secret", signing, Back{At: late}, false},
		{"checking keeps the code on the screen", entering, codeAt(late), false},
		{"a wrong code clears it", checking, notAnswered(coded(403, "invalid_grant"), late), true},
		{"an expired code clears it", checking, notAnswered(coded(403, "expired_token"), late), true},
		{"a server's error keeps the code", checking, notAnswered(status(500), late), false},
		{"too many tries keep the code", checking, notAnswered(slowDown(), late), false},
		{"a cut keeps the code", checking, notAnswered(Failure{Reach: CutOff}, late), false},
		{"a question keeps the code", entering, Back{At: late}, false},
		{"another message on its way keeps the code", entering, ResendWanted{At: late}, false},
		{"another message clears the code", resending, codeSentAt(late), true},
		{"a message that did not go out keeps the code", resending, failed(CallChallenge, status(500), late), false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			from, to := At(row.from.state), At(row.from.after(row.event).state)
			if got := from != to; got != row.fresh {
				t.Errorf("from %+v to %+v", from, to)
			}
		})
	}
}

func TestNoTwoChallengesShareAPlace(t *testing.T) {
	t.Parallel()
	first := lead("", known(Yes), kariChosen(), secretAt(before), offered(SMS, before), codeSentAt(sent))
	second := first.after(codeAt(late)).after(notAnswered(owed("mfa_token2"), late)).after(codeSentAt(late))
	if At(first.state) == At(second.state) {
		t.Errorf("both are at %+v", At(first.state))
	}
}

func TestMessagesAreNumberedForEachChannel(t *testing.T) {
	t.Parallel()
	s := lead("", known(Yes), kariChosen(), secretAt(before), offered(SMS, before), codeSentAt(sec(60)))
	for _, row := range []struct {
		wants Event
		sent  Moment
		want  int
	}{
		{ResendWanted{At: sec(100)}, sec(101), 2},    // SMS 2
		{ChannelSwitched{At: sec(140)}, sec(141), 1}, // e-mail 1
		{ChannelSwitched{At: sec(180)}, sec(181), 3}, // SMS 3
		{ChannelSwitched{At: sec(220)}, sec(221), 2}, // e-mail 2
	} {
		s = s.after(row.wants).after(codeSentAt(row.sent))
		if got := s.state.(EnteringCode).Number(); got != row.want {
			t.Errorf("at %s: got %d, want %d", row.sent, got, row.want)
		}
	}
}

func TestAnAccountKnowsWhetherALoginTakesACode(t *testing.T) {
	t.Parallel()
	p := newPrinter(t)
	for _, row := range []struct {
		name string
		Account
		mfa  Tristate
		call Call
	}{
		{"nothing is known yet", Account{}, Unknown, CallMFALogin},
		{"the settings do not say", known(Unknown), Unknown, CallMFALogin},
		{"MFA is on", known(Yes), Yes, CallMFALogin},
		{"MFA is off", known(No), No, CallLogin},
		{"the profile says mfa", mode(LoginMFA, known(No)), No, CallMFALogin},
		{"the profile says password", mode(LoginPassword, known(Yes)), Yes, CallLogin},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := row.MFA(); got != row.mfa {
				t.Errorf("MFA is %s", p.name(reflect.ValueOf(got)))
			}
			if got := row.SignInCall(); got != row.call {
				t.Errorf("a sign-in calls %s", p.call(got))
			}
		})
	}
}

func TestASettingIsFoundByItsPath(t *testing.T) {
	t.Parallel()
	s := &Settings{Fields: []Field{{Path: FromOutside("users.mfa.enabled"), Value: FromOutside("true")}}}
	if got, ok := s.Value("users.mfa.enabled"); !ok || got.Shown() != "true" {
		t.Errorf("got %s, %t", got, ok)
	}
	if _, ok := s.Value("users.head.enabled"); ok {
		t.Error("a setting that is not there was found")
	}
	if _, ok := (*Settings)(nil).Value("users.mfa.enabled"); ok {
		t.Error("no settings have a value")
	}
}
