package flow

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
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
			{tokenAt(sec(10)), "SignedIn By=SMS Codes=1", ""},
		}},
		{"the code comes by the channel that the answer names", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(Email, sec(2)), "SendingCode Channel=Email", sendMail},
			{codeSentAt(sec(3)), "EnteringCode Channel=Email Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=Email Sends=1", check},
			{tokenAt(sec(10)), "SignedIn By=Email Codes=1", ""},
		}},
		{"a channel that no answer names is assumed, and said to be", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{SettingsAwaited{Secret: hidden("secret")}, "SigningIn", mfaLogin},
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
			{tokenAt(sec(10)), "SignedIn By=SMS Codes=1", ""},
		}},
		{"a second code may be asked for, a third is refused", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode SendAt=33s Channel=SMS Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(11)), "EnteringCode SendAt=33s Channel=SMS Codes=1 Sends=1", ""},
			{code2At(sec(15)), "CheckingCode SendAt=33s Channel=SMS Codes=1 Sends=1", check2},
			{notAnswered(owed("mfa_token"), sec(16)), "EnteringSecret SendAt=41s Problem=CodeOwedAgain(Answer)", ""},
		}},
		{"a second code that is accepted signs in", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{failed(CallLogin, owed("mfa_token"), sec(2)), "SendingCode Channel=SMS Assumed=yes", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Assumed=yes Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Assumed=yes Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode SendAt=33s Channel=SMS Assumed=yes Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(11)), "EnteringCode SendAt=33s Channel=SMS Assumed=yes Codes=1 Sends=1", ""},
			{code2At(sec(15)), "CheckingCode SendAt=33s Channel=SMS Assumed=yes Codes=1 Sends=1", check2},
			{tokenAt(sec(16)), "SignedIn SendAt=33s By=SMS Codes=2", ""},
		}},

		{"a lost secret: a link by mail", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "MailingLink", mailLink},
			{LinkMailed{At: sec(6)}, "EnteringSecret SendAt=36s News=LinkOnItsWay", ""},
			{SecretLost{}, "ChoosingRecovery SendAt=36s", ""},
			{LinkWanted{Email: elsewhere, At: sec(35)}, "ChoosingRecovery SendAt=36s", ""},
			{RecoveryWanted{At: sec(35)}, "ChoosingRecovery SendAt=36s", ""},
			{Back{At: sec(36)}, "EnteringSecret SendAt=36s", ""},
			{secretAt(sec(36)), "SigningIn SendAt=36s", mfaLogin},
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
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(11)), "EnteringCode SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1 Sends=1", ""},
			{code2At(sec(15)), "CheckingCode SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1 Sends=1", check2},
			{tokenAt(sec(16)), "SignedIn SendAt=32s By=SMS Codes=2 Recovered=yes", ""},
		}},
		{"a lost secret: a third code is refused here too", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{recoveryStartedAt(sec(2)), "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=Email Assumed=yes Part=1 Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(11)), "EnteringCode SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1 Sends=1", ""},
			{code2At(sec(15)), "CheckingCode SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1 Sends=1", check2},
			{notAnswered(owed("mfa_token"), sec(16)), "ChoosingRecovery SendAt=41s Problem=CodeOwedAgain(Answer)", ""},
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
			{Back{At: sec(6)}, "EnteringSecret Attempt=1 Problem=NoAnswer(MFALogin)", ""},
			{UserTypeSwitched{}, "EnteringSecret Attempt=1", ""},
			{secretAt(sec(7)), "SigningIn Attempt=1", mfaLogin},
		}},
		{"too many tries: wait until the time is up", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{failed(CallMFALogin, slowDown(), sec(2)), "EnteringSecret Until=42s Problem=MustWait(MFALogin)", ""},
			{secretAt(sec(41)), "EnteringSecret Until=42s Problem=MustWait(MFALogin)", ""},
			{secretAt(sec(42)), "SigningIn Until=42s", mfaLogin},
		}},

		{"a wrong code asks again, the same one only after a question", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(coded(403, "invalid_grant"), sec(10)), "EnteringCode Refused=code Channel=SMS Sends=1 Turned=1 Wrong=1 Problem=CodeNotAccepted(Answer)", ""},
			{codeAt(sec(11)), "EnteringCode Refused=code Channel=SMS Sends=1 Turned=1 Wrong=1 Problem=CodeNotAccepted(Answer) Question=SameCodeAgain Asked=code", ""},
			{Back{At: sec(12)}, "EnteringCode Refused=code Channel=SMS Sends=1 Turned=1 Wrong=1 Problem=CodeNotAccepted(Answer)", ""},
			{codeAt(sec(13)), "EnteringCode Refused=code Channel=SMS Sends=1 Turned=1 Wrong=1 Problem=CodeNotAccepted(Answer) Question=SameCodeAgain Asked=code", ""},
			{Agreed{At: sec(14)}, "CheckingCode Refused=code Channel=SMS Sends=1 Turned=1 Wrong=1", check},
			{notAnswered(coded(403, "invalid_grant"), sec(15)), "EnteringCode Refused=code Channel=SMS Sends=1 Turned=2 Wrong=2 Problem=CodeNotAccepted(Answer)", ""},
			{code2At(sec(16)), "CheckingCode Refused=code Channel=SMS Sends=1 Turned=2 Wrong=2", otherCode},
			{tokenAt(sec(17)), "SignedIn By=SMS Codes=1", ""},
		}},
		{"an expired code stays and offers to send again", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(400)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(coded(403, "expired_token"), sec(401)), "EnteringCode Refused=code Channel=SMS Sends=1 Turned=1 Problem=CodeExpired(Answer)", ""},
			{ResendWanted{At: sec(402)}, "SendingCode Refused=code Channel=SMS Sends=1 Turned=1", sendSMS},
			{codeSentAt(sec(403)), "EnteringCode Refused=code Channel=SMS Sends=2 Turned=1", ""},
			{code2At(sec(410)), "CheckingCode Refused=code Channel=SMS Sends=2 Turned=1", otherCode},
		}},
		{"an expired sign-in goes back to the secret, the customer kept", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{ResendWanted{At: sec(1000)}, "SendingCode Channel=SMS Sends=1", sendSMS},
			{failed(CallChallenge, coded(403, "expired_token"), sec(1001)), "EnteringSecret SendAt=33s Problem=SignInExpired(Challenge)", ""},
			{secretAt(sec(1002)), "SigningIn SendAt=33s", mfaLogin},
		}},
		{"too many codes: wait until the time is up", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(slowDown(), sec(10)), "EnteringCode Channel=SMS Sends=1 Wait=50s Problem=MustWait(Answer)", ""},
			{code2At(sec(49)), "EnteringCode Channel=SMS Sends=1 Wait=50s Problem=MustWait(Answer)", ""},
			{code2At(sec(50)), "CheckingCode Channel=SMS Sends=1 Wait=50s", otherCode},
		}},
		{"a cut while answering: the code may have been used", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(Failure{Reach: CutOff}, sec(10)), "EnteringCode Channel=SMS Sends=1 Lost=yes Problem=MaybeUsed(Answer)", ""},
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
			{tokenAt(sec(41)), "SignedIn By=Email Codes=1", ""},
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
			{failed(CallRefresh, slowDown(), sec(71)), "SignedIn Problem=MustWait(Refresh) RefreshAt=1m51s", ""},
			{RefreshWanted{At: sec(72)}, "SignedIn Problem=MustWait(Refresh) RefreshAt=1m51s", ""},
			{RefreshWanted{At: sec(120)}, "Refreshing RefreshAt=1m51s", "RefreshSession refresh"},
			{failed(CallRefresh, coded(403, "invalid_grant"), sec(121)), "SignedIn Problem=SessionEnded(Refresh)", ""},
			{RefreshWanted{At: sec(130)}, "SignedIn Problem=SessionEnded(Refresh)", ""},
		}},
		{"without a refresh token there is nothing to refresh", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{accessOnlyAt(sec(2)), "SignedIn", ""},
			{RefreshWanted{At: sec(60)}, "SignedIn", ""},
			{SignOutWanted{}, "SigningOut Session=yes", "SignOut"},
			{SignedOut{}, "ChoosingCustomer News=SessionOver", "Connect"},
		}},
		{"a sign-out revokes the refresh token and begins anew", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{tokenAt(sec(2)), "SignedIn", ""},
			{Back{At: sec(3)}, "SignedIn", ""},
			{StartedOver{}, "SignedIn", ""},
			{SignOutWanted{}, "SigningOut Session=yes", "SignOut refresh"},
			{SignOutWanted{}, "SigningOut Session=yes", ""},
			{SignedOut{}, "ChoosingCustomer News=SessionOver", "Connect"},
			{ClientConnected{May: permissions(Yes)}, "ChoosingCustomer News=SessionOver", "ReadSettings"},
		}},
		{"a sign-out that does not get through forgets all the same", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{tokenAt(sec(2)), "SignedIn", ""},
			{RefreshWanted{At: sec(60)}, "Refreshing", "RefreshSession refresh"},
			{SignOutWanted{}, "SigningOut Session=yes", "SignOut refresh"},
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
			{Back{At: sec(2)}, "EnteringSecret Problem=NoAnswer(MFALogin)", ""},
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
			{Back{At: sec(4)}, "EnteringSecret SendAt=33s", ""},
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
			{Back{At: sec(10)}, "EnteringCode Channel=SMS Sends=1 Lost=yes Problem=MaybeUsed(Answer)", ""},
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
			{Agreed{At: sec(8)}, "EnteringSecret SendAt=33s", ""},
		}},
		{"esc while the link is mailed: it may be on its way", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "MailingLink", mailLink},
			{Back{At: sec(6)}, "ChoosingRecovery SendAt=36s Problem=MaybeSent(ChangePassword)", ""},
			{linkWanted, "ChoosingRecovery SendAt=36s Problem=MaybeSent(ChangePassword)", ""},
			{Back{At: sec(7)}, "EnteringSecret SendAt=36s", ""},
		}},
		{"esc while recovery begins: the message may be on its way", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{Back{At: sec(2)}, "ChoosingRecovery SendAt=32s Problem=MaybeSent(Recovery)", ""},
			{RecoveryWanted{At: sec(31)}, "ChoosingRecovery SendAt=32s Problem=MaybeSent(Recovery)", ""},
			{RecoveryWanted{At: sec(32)}, "SendingCode SendAt=32s Channel=Email Assumed=yes Part=1", recovery},
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
			{SignOutWanted{}, "SigningOut Session=yes", "SignOut refresh"},
			{Back{At: sec(3)}, "ChoosingCustomer Problem=NoAnswer(Revoke)", "Connect"},
		}},
		{"starting over from the code", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{StartedOver{At: sec(4)}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret SendAt=33s", ""},
		}},

		{"all refused codes are remembered: across challenges, leaving, starting over", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(coded(403, "invalid_grant"), sec(10)), "EnteringCode Refused=code Channel=SMS Sends=1 Turned=1 Wrong=1 Problem=CodeNotAccepted(Answer)", ""},
			{code2At(sec(11)), "CheckingCode Refused=code Channel=SMS Sends=1 Turned=1 Wrong=1", otherCode},
			{notAnsweredTo("code2", coded(403, "expired_token"), sec(12)), "EnteringCode Refused=code+code2 Channel=SMS Sends=1 Turned=2 Wrong=1 Problem=CodeExpired(Answer)", ""},
			{codeAt(sec(13)), "EnteringCode Refused=code+code2 Channel=SMS Sends=1 Turned=2 Wrong=1 Problem=CodeExpired(Answer) Question=SameCodeAgain Asked=code", ""},
			{code2At(sec(14)), "EnteringCode Refused=code+code2 Channel=SMS Sends=1 Turned=2 Wrong=1 Problem=CodeExpired(Answer) Question=SameCodeAgain Asked=code2", ""},
			{Agreed{At: sec(15)}, "CheckingCode Refused=code+code2 Channel=SMS Sends=1 Turned=2 Wrong=1", otherCode},
			{notAnsweredTo("code2", owed("mfa_token2"), sec(16)), "SendingCode SendAt=33s Refused=code+code2 Channel=SMS Codes=1", "SendCode mfa_token2 SMS"},
			{codeSentAt(sec(17)), "EnteringCode SendAt=33s Refused=code+code2 Channel=SMS Codes=1 Sends=1", ""},
			{codeAt(sec(18)), "EnteringCode SendAt=33s Refused=code+code2 Channel=SMS Codes=1 Sends=1 Question=SameCodeAgain Asked=code", ""},
			{Back{At: sec(19)}, "EnteringCode SendAt=33s Refused=code+code2 Channel=SMS Codes=1 Sends=1", ""},
			{Back{At: sec(20)}, "EnteringCode SendAt=33s Refused=code+code2 Channel=SMS Codes=1 Sends=1 Question=LeaveTheCode", ""},
			{Agreed{At: sec(21)}, "EnteringSecret SendAt=47s Refused=code+code2", ""},
			{Back{At: sec(22)}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret SendAt=47s Refused=code+code2", ""},
			{StartedOver{At: sec(23)}, "ChoosingCustomer", ""},
			{otherChosen(), "EnteringSecret", ""},
		}},
		{"the wait after too many tries outlives leaving the customer", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{failed(CallMFALogin, noCredentials, sec(2)), "EnteringSecret Attempt=1 Problem=NotAccepted(MFALogin)", ""},
			{secretAt(sec(3)), "SigningIn Attempt=1", mfaLogin},
			{failed(CallMFALogin, slowDown(), sec(4)), "EnteringSecret Attempt=1 Until=44s Problem=MustWait(MFALogin)", ""},
			{SecretLost{}, "ChoosingRecovery Attempt=1 Until=44s", ""},
			{Back{At: sec(5)}, "EnteringSecret Attempt=1 Until=44s", ""},
			{Back{At: sec(6)}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret Attempt=1 Until=44s", ""},
			{secretAt(sec(43)), "EnteringSecret Attempt=1 Until=44s", ""},
			{secretAt(sec(44)), "SigningIn Attempt=1 Until=44s", mfaLogin},
		}},
		{"a Retry-After counts whatever the status: signing in", off, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{failed(CallLogin, notNow(), sec(2)), "EnteringSecret Until=42s Problem=Unexpected(Login)", ""},
			{secretAt(sec(41)), "EnteringSecret Until=42s Problem=Unexpected(Login)", ""},
		}},
		{"a Retry-After counts whatever the status: checking a code", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(notNow(), sec(10)), "EnteringCode Channel=SMS Sends=1 Wait=50s Problem=Unexpected(Answer)", ""},
			{codeAt(sec(49)), "EnteringCode Channel=SMS Sends=1 Wait=50s Problem=Unexpected(Answer)", ""},
		}},
		{"a new message ends the wait on codes, one that did not go out does not", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(39)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(slowDown(), sec(40)), "EnteringCode Channel=SMS Sends=1 Wait=1m20s Problem=MustWait(Answer)", ""},
			{ResendWanted{At: sec(41)}, "SendingCode Channel=SMS Sends=1 Wait=1m20s", sendSMS},
			{failed(CallChallenge, Failure{Reach: NotSent}, sec(42)), "EnteringCode Channel=SMS Sends=1 Wait=1m20s Problem=NotReached(Challenge)", ""},
			{code2At(sec(43)), "EnteringCode Channel=SMS Sends=1 Wait=1m20s Problem=NotReached(Challenge)", ""},
			{ResendWanted{At: sec(44)}, "SendingCode Channel=SMS Sends=1 Wait=1m20s", sendSMS},
			{codeSentAt(sec(45)), "EnteringCode Channel=SMS Sends=2", ""},
			{code2At(sec(46)), "CheckingCode Channel=SMS Sends=2", otherCode},
		}},
		{"another channel that fails leaves the one that worked", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{ChannelSwitched{At: sec(33)}, "SendingCode Channel=Email Sends=1", sendMail},
			{failed(CallChallenge, coded(400, "unsupported_challenge_type"), sec(34)), "EnteringCode Channel=SMS Sends=1 Problem=ChannelRefused(Challenge)", ""},
			{ResendWanted{At: sec(35)}, "SendingCode Channel=SMS Sends=1", sendSMS},
		}},
		{"a guessed channel is a guess again once the other one fails", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{failed(CallSettings, status(500), sec(1)), "EnteringSecret", "ReadKeys"},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(NoChannel, sec(2)), "SendingCode Channel=SMS Assumed=yes", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Assumed=yes Sends=1", ""},
			{ChannelSwitched{At: sec(33)}, "SendingCode Channel=Email Sends=1", sendMail},
			{failed(CallChallenge, status(500), sec(34)), "EnteringCode Channel=SMS Assumed=yes Sends=1 Problem=Unexpected(Challenge)", ""},
		}},
		{"another channel that may have worked stays", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{ChannelSwitched{At: sec(33)}, "SendingCode Channel=Email Sends=1", sendMail},
			{Back{At: sec(34)}, "EnteringCode Channel=Email Sends=2 Problem=MaybeSent(Challenge)", ""},
			{ChannelSwitched{At: sec(64)}, "SendingCode Channel=SMS Sends=2", sendSMS},
			{failed(CallChallenge, status(500), sec(65)), "EnteringCode Channel=Email Sends=2 Problem=Unexpected(Challenge)", ""},
		}},
		{"a second code comes over the channel of the first", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{ChannelSwitched{At: sec(33)}, "SendingCode Channel=Email Sends=1", sendMail},
			{codeSentAt(sec(34)), "EnteringCode Channel=Email Sends=2", ""},
			{codeAt(sec(40)), "CheckingCode Channel=Email Sends=2", check},
			{notAnswered(owed("mfa_token2"), sec(41)), "SendingCode SendAt=1m4s Channel=Email Codes=1", "SendCode mfa_token2 Email"},
		}},
		{"mfa_required without a token is no wrong code", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(coded(403, "mfa_required"), sec(10)), "EnteringCode Channel=SMS Sends=1 Problem=Unexpected(Answer)", ""},
		}},
		{"a client's token that could not be had has used no code and sent no message", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{failed(CallChallenge, Failure{Reach: TimedOut, Client: true}, sec(3)), "SendFailed Channel=SMS Problem=NoAnswer(Challenge)", ""},
			{ResendWanted{At: sec(4)}, "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(5)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
			{notAnswered(Failure{Reach: CutOff, Client: true}, sec(10)), "EnteringCode Channel=SMS Sends=1 Problem=NoAnswer(Answer)", ""},
		}},
		{"a lost secret: the second code may go over the channel of the first", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{recoveryStartedAt(sec(2)), "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=Email Assumed=yes Part=1 Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1", "SendCode mfa_token2 SMS"},
			{failed(CallChallenge, coded(400, "unsupported_challenge_type"), sec(11)), "SendFailed SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1 Problem=ChannelRefused(Challenge)", ""},
			{ChannelSwitched{At: sec(12)}, "SendingCode SendAt=32s Channel=Email Part=2 Codes=1", "SendCode mfa_token2 Email"},
			{codeSentAt(sec(13)), "EnteringCode SendAt=32s Channel=Email Part=2 Codes=1 Sends=1", ""},
			{ChannelSwitched{At: sec(43)}, "SendingCode SendAt=32s Channel=SMS Part=2 Codes=1 Sends=1", "SendCode mfa_token2 SMS"},
		}},
		{"a lost secret: leaving a code leads to the ways without it, and the wait stays", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{recoveryStartedAt(sec(2)), "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{Back{At: sec(3)}, "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1 Question=LeaveTheCode", ""},
			{Agreed{At: sec(4)}, "ChoosingRecovery SendAt=32s", ""},
			{RecoveryWanted{At: sec(5)}, "ChoosingRecovery SendAt=32s", ""},
			{linkWanted, "ChoosingRecovery SendAt=32s", ""},
			{RecoveryWanted{At: sec(32)}, "SendingCode SendAt=32s Channel=Email Assumed=yes Part=1", recovery},
			{recoveryStartedAt(sec(33)), "EnteringCode SendAt=32s Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{codeAt(sec(39)), "CheckingCode SendAt=32s Channel=Email Assumed=yes Part=1 Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(40)), "SendingCode SendAt=1m3s Channel=SMS Assumed=yes Part=2 Codes=1", "SendCode mfa_token2 SMS"},
			{failed(CallChallenge, notNow(), sec(41)), "SendFailed SendAt=1m3s Channel=SMS Assumed=yes Part=2 Codes=1 Problem=Unexpected(Challenge)", ""},
			{Back{At: sec(42)}, "ChoosingRecovery SendAt=1m21s", ""},
		}},
		{"a lost secret: a sign-in that expired leads to the ways without it", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{recoveryStartedAt(sec(2)), "EnteringCode Channel=Email Assumed=yes Part=1 Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=Email Assumed=yes Part=1 Sends=1", check},
			{notAnswered(owed("mfa_token2"), sec(10)), "SendingCode SendAt=32s Channel=SMS Assumed=yes Part=2 Codes=1", "SendCode mfa_token2 SMS"},
			{failed(CallChallenge, coded(403, "expired_token"), sec(11)), "ChoosingRecovery SendAt=32s Problem=SignInExpired(Challenge)", ""},
		}},
		{"a lost secret: no address, no link", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{LinkWanted{At: sec(5)}, "ChoosingRecovery", ""},
		}},
		{"starting over while a message is sent: it may be on its way", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "MailingLink", mailLink},
			{StartedOver{At: sec(6)}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret SendAt=36s", ""},
		}},

		{"settings that are being read are not asked for again", known(Yes), []scene{
			{SettingsWanted{}, "ChoosingCustomer", "ReadSettings"},
			{SettingsWanted{}, "ChoosingCustomer", ""},
			{SettingsRead{Settings: settings(No)}, "ChoosingCustomer", ""},
			{SettingsWanted{}, "ChoosingCustomer", "ReadSettings"},
			{failed(CallSettings, status(500), sec(1)), "ChoosingCustomer", ""},
			{SettingsWanted{}, "ChoosingCustomer", "ReadSettings"},
		}},
		{"a client that is being connected is not connected again", Account{}, []scene{
			{SettingsWanted{}, "ChoosingCustomer", "Connect"},
			{SettingsWanted{}, "ChoosingCustomer", ""},
			{failed(CallClientToken, status(401), sec(1)), "ChoosingCustomer", ""},
			{SettingsWanted{}, "ChoosingCustomer", "Connect"},
		}},
		{"auto waits for settings that say no MFA", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{SettingsRead{Settings: settings(No)}, "SigningIn Waiting=yes", "ReadKeys"},
			{SettingsAwaited{Secret: hidden("secret")}, "SigningIn", logIn},
			{tokenAt(sec(3)), "SignedIn", ""},
		}},
		{"auto waits once for an enter, then takes MFA for on", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{SettingsAwaited{Secret: hidden("secret")}, "SigningIn", mfaLogin},
		}},
		{"auto takes settings that say nothing of MFA for on", known(Unknown), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
		}},
		{"auto takes settings that failed for on", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{failed(CallSettings, status(500), sec(1)), "EnteringSecret", "ReadKeys"},
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
			{failed(CallMFALogin, coded(403, "mfa_not_enabled"), sec(2)), "EnteringSecret Password=yes Problem=MFAIsOff(MFALogin) News=MFATurnedOff", ""},
			{secretAt(sec(3)), "SigningIn Password=yes", logIn},
			{tokenAt(sec(4)), "SignedIn Password=yes", ""},
		}},
		{"a code turns out to be wanted: said, and asked again with the other call", mode(LoginPassword, known(Unknown)), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", logIn},
			{failed(CallLogin, coded(403, "MFA Required"), sec(2)), "EnteringSecret WithCode=yes Problem=WantsCode(Login) News=MFATurnedOn", ""},
			{secretAt(sec(3)), "SigningIn WithCode=yes", mfaLogin},
			{failed(CallMFALogin, coded(403, "mfa_not_enabled"), sec(4)), "EnteringSecret Password=yes Problem=MFAIsOff(MFALogin) News=MFATurnedOff", ""},
		}},
		{"nowhere to send the code: the other channel can be tried, and the customer is kept", on, []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{failed(CallChallenge, unknown(), sec(3)), "SendFailed Channel=SMS Problem=NowhereToSend(Challenge)", ""},
			{ChannelSwitched{At: sec(4)}, "SendingCode Channel=Email", "SendCode mfa_token Email"},
			{failed(CallChallenge, unknown(), sec(5)), "SendFailed Channel=Email Problem=NowhereToSend(Challenge)", ""},
			{Back{At: sec(6)}, "EnteringSecret", ""},
		}},
		{"settings that come late disturb nothing", reading(), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SettingsRead{Settings: settings(Yes)}, "EnteringSecret", "ReadKeys"},
			{secretAt(sec(1)), "SigningIn", mfaLogin},
			{SettingsRead{Settings: settings(No)}, "SigningIn", ""},
			{KeysRead{Keys: keys("k1")}, "SigningIn", ""},
			{offered(SMS, sec(2)), "SendingCode Channel=SMS", sendSMS},
			{SettingsRead{Settings: settings(Yes)}, "SendingCode Channel=SMS", ""},
			{codeSentAt(sec(3)), "EnteringCode Channel=SMS Sends=1", ""},
			{SettingsWanted{}, "EnteringCode Channel=SMS Sends=1", "ReadSettings"},
			{failed(CallSettings, status(500), sec(4)), "EnteringCode Channel=SMS Sends=1", ""},
			{codeAt(sec(9)), "CheckingCode Channel=SMS Sends=1", check},
		}},

		{"production: asked before the code goes out, and once", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "EnteringSecret Asking=yes", ""},
			{agreedSecretAt(sec(1)), "SigningIn", mfaLogin},
			{offered(SMS, sec(2)), "ConfirmingSend Channel=SMS", ""},
			{Back{At: sec(3)}, "EnteringSecret", ""},
			{secretAt(sec(4)), "SigningIn", mfaLogin},
			{offered(SMS, sec(5)), "ConfirmingSend Channel=SMS", ""},
			{Agreed{At: sec(6)}, "SendingCode Channel=SMS", sendSMS},
			{codeSentAt(sec(7)), "EnteringCode Channel=SMS Sends=1", ""},
			{ResendWanted{At: sec(40)}, "SendingCode Channel=SMS Sends=1", sendSMS},
			{StartedOver{At: sec(41)}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret SendAt=1m11s", ""},
			{secretAt(sec(50)), "SigningIn SendAt=1m11s", mfaLogin},
			{offered(SMS, sec(51)), "SendingCode SendAt=1m11s Channel=SMS", sendSMS},
		}},
		{"production: the other user type is another customer", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "ConfirmingSend Channel=Email Assumed=yes Part=1 Want=RecoveryCode", ""},
			{Agreed{At: sec(2)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{StartedOver{At: sec(3)}, "ChoosingCustomer", ""},
			{kariChosen(), "EnteringSecret SendAt=33s", ""},
			{UserTypeSwitched{}, "EnteringSecret SendAt=33s", ""},
			{SecretLost{}, "ChoosingRecovery SendAt=33s", ""},
			{RecoveryWanted{At: sec(9)}, "ChoosingRecovery SendAt=33s", ""},
			{RecoveryWanted{At: sec(33)}, "ConfirmingSend SendAt=33s Channel=Email Assumed=yes Part=1 Want=RecoveryCode", ""},
			{Back{At: sec(34)}, "ChoosingRecovery SendAt=33s", ""},
		}},
		{"production: asked before a link goes out", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "ConfirmingSend Want=PasswordLink Mail=kari@example.com", ""},
			{Back{At: sec(6)}, "ChoosingRecovery", ""},
			{linkWanted, "ConfirmingSend Want=PasswordLink Mail=kari@example.com", ""},
			{Agreed{At: sec(7)}, "MailingLink", mailLink},
		}},
		{"production: a yes for one address is for no other, nor for the customer", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{linkWanted, "ConfirmingSend Want=PasswordLink Mail=kari@example.com", ""},
			{Agreed{At: sec(6)}, "MailingLink", mailLink},
			{LinkMailed{At: sec(7)}, "EnteringSecret SendAt=37s News=LinkOnItsWay", ""},
			{SecretLost{}, "ChoosingRecovery SendAt=37s", ""},
			{LinkWanted{Email: elsewhere, At: sec(40)}, "ConfirmingSend SendAt=37s Want=PasswordLink Mail=" + elsewhere, ""},
			{Back{At: sec(41)}, "ChoosingRecovery SendAt=37s", ""},
			{LinkWanted{Email: kari().Email, At: sec(42)}, "MailingLink SendAt=37s", mailLink},
			{failed(CallChangePassword, status(404), sec(43)), "ChoosingRecovery Problem=NotFound(ChangePassword)", ""},
			{RecoveryWanted{At: sec(44)}, "ConfirmingSend Channel=Email Assumed=yes Part=1 Want=RecoveryCode", ""},
		}},
		{"production: a yes for a customer found by phone is for no address", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{RecoveryWanted{At: sec(1)}, "ConfirmingSend Channel=Email Assumed=yes Part=1 Want=RecoveryCode", ""},
			{Agreed{At: sec(2)}, "SendingCode Channel=Email Assumed=yes Part=1", recovery},
			{failed(CallRecovery, status(500), sec(3)), "ChoosingRecovery Problem=Unexpected(Recovery)", ""},
			{linkWanted, "ConfirmingSend Want=PasswordLink Mail=kari@example.com", ""},
		}},
		{"production: a yes to a message is none to a try, which a recovery's code is", production(on), []scene{
			{otherChosen(), "EnteringSecret", ""},
			{SecretLost{}, "ChoosingRecovery", ""},
			{LinkWanted{Email: elsewhere, At: sec(1)}, "ConfirmingSend Want=PasswordLink Mail=" + elsewhere, ""},
			{Agreed{At: sec(2)}, "MailingLink", "MailLink " + elsewhere},
			{failed(CallChangePassword, status(404), sec(3)), "ChoosingRecovery Problem=NotFound(ChangePassword)", ""},
			{RecoveryWanted{At: sec(4)}, "ConfirmingSend Channel=Email Assumed=yes Part=1 Want=RecoveryCode", ""},
			{Agreed{At: sec(5)}, "SendingCode Channel=Email Assumed=yes Part=1", "StartRecovery " + elsewhere + "/AsCustomer"},
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
			{failed(CallLogin, owed("mfa_token"), sec(8)), "ConfirmingSend Attempt=1 Channel=SMS Assumed=yes", ""},
			{Agreed{At: sec(9)}, "SendingCode Attempt=1 Channel=SMS Assumed=yes", sendSMS},
		}},
		{"production: asked before the settings are waited for, whatever they will say", production(reading()), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "EnteringSecret Asking=yes", ""},
			{agreedSecretAt(sec(2)), "SigningIn Waiting=yes", "AwaitSettings secret 2s"},
			{SettingsRead{Settings: settings(No)}, "SigningIn Waiting=yes", "ReadKeys"},
			{SettingsAwaited{Secret: hidden("secret")}, "SigningIn", logIn},
		}},
		{"production: the first try and the first message are each asked for", production(on), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "EnteringSecret Asking=yes", ""},
			{agreedSecretAt(sec(2)), "SigningIn", mfaLogin},
			{failed(CallMFALogin, status(403), sec(3)), "EnteringSecret Attempt=1 Problem=NotAccepted(MFALogin)", ""},
			{secretAt(sec(4)), "SigningIn Attempt=1", mfaLogin},
			{offered(SMS, sec(5)), "ConfirmingSend Attempt=1 Channel=SMS", ""},
			{Agreed{At: sec(6)}, "SendingCode Attempt=1 Channel=SMS", sendSMS},
		}},
		{"production: a yes ends with a sign-out", production(off), []scene{
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(1)), "EnteringSecret Asking=yes", ""},
			{agreedSecretAt(sec(2)), "SigningIn", logIn},
			{tokenAt(sec(3)), "SignedIn", ""},
			{SignOutWanted{}, "SigningOut Session=yes", "SignOut refresh"},
			{SignedOut{}, "ChoosingCustomer News=SessionOver", "Connect"},
			{ClientConnected{May: permissions(Yes)}, "ChoosingCustomer News=SessionOver", "ReadSettings"},
			{SettingsRead{Settings: settings(No)}, "ChoosingCustomer News=SessionOver", "ReadKeys"},
			{kariChosen(), "EnteringSecret", ""},
			{secretAt(sec(9)), "EnteringSecret Asking=yes", ""},
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
	untold := []string{"MFAToken", "OobCode", "Over", "SentAt", "ResendAt", "Before", "BeforeAssumed", "Last", "Token", "Since", "Ends"}
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

func TestASignOutForgetsAllButTheProfile(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		if _, ok := s.state.(SigningOut); ok {
			continue
		}
		out := s.after(SignOutWanted{})
		for _, e := range append(replies(out.doing, late), happening{"Back", Back{At: late}}) {
			was, next := s.state.account(), out.after(e.Event).state.(ChoosingCustomer)
			want := ChoosingCustomer{Problem: next.Problem, News: next.News, Account: Account{
				Production: was.Production, Login: was.Login, Unguarded: was.Unguarded,
				Client: Reading, Reading: Reading,
			}}
			if next != want {
				t.Fatalf("%s, %s: after the sign-out, %s leaves %s", typeName(s.state), s.name, e.name, differing(next, want))
			}
		}
	}
}

// Two presses of a key, esc and enter, are no way around a wait or a question.
func TestLeavingForgetsNothingAboutTheCustomer(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		c, ok := s.state.(interface{ customer() Customer })
		if _, in := s.state.(SignedIn); !ok || in || typeName(s.state) == "Refreshing" {
			continue
		}
		was := c.customer()
		over := s.after(StartedOver{At: late})
		if first, ok := over.state.(ChoosingCustomer); ok && first.Last.Account != (Account{}) {
			t.Fatalf("%s, %s: the account is kept twice", typeName(s.state), s.name)
		}
		back := over.after(CustomerChosen{Draft: was.Draft, Ident: was.Identity.Ident}).state.(EnteringSecret).Customer
		if back.SendAt > was.SendAt && Working(s.state) {
			was.SendAt = back.SendAt // what was cancelled may have gone out
		}
		if back != was {
			t.Fatalf("%s, %s: starting over changes %s", typeName(s.state), s.name, differing(back, was))
		}
		other := over.after(otherChosen()).state.(EnteringSecret).Customer
		if want := (Customer{Account: was.Account, Draft: otherChosen().Draft, Identity: other.Identity}); other != want {
			t.Fatalf("%s, %s: another customer inherits %s", typeName(s.state), s.name, differing(other, want))
		}
	}
}

func TestAMessageThatWasCancelledByStartingOverMayHaveGoneOut(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		switch s.state.(type) {
		case SendingCode, MailingLink:
			if got := s.after(StartedOver{At: late}).state.(ChoosingCustomer).Last.SendAt; got != late+resendPause {
				t.Errorf("%s, %s: the next may go out at %s", typeName(s.state), s.name, got)
			}
		}
	}
}

// The mark of one customer says nothing of another, whatever the texts are.
func TestAYesToTheProductionGuardIsForOneCustomer(t *testing.T) {
	t.Parallel()
	two := production(Account{}).agree(ofTry, Identity{Ident: "x00"}).agree(ofTry, Identity{Ident: "y"})
	if !two.guarded(ofTry, Identity{Ident: "00"}) {
		t.Error("the yes for two customers is one for a third")
	}
	rapid.Check(t, func(t *rapid.T) {
		ident := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"", "\n", `"`, `\`, "+47", "+479", "0", "00", "x00", `00"+47"`, "\n00\"+47\"\n", "a\n\n00\"b", `a\n`, "\xff", "\ufffd", `\xff`,
		}))
		draw := func(label string) Identity {
			return Identity{
				By: rapid.SampledFrom([]IdentType{ByPhone, ByEmail}).Draw(t, label+" by"), Ident: ident.Draw(t, label),
				As: rapid.SampledFrom([]UserType{AsCustomer, AsCompany}).Draw(t, label+" as"),
			}
		}
		one, two, asked := draw("one"), draw("two"), draw("asked")
		kinds := rapid.SampledFrom([]guard{ofTry, ofMessage})
		of1, of2, of := kinds.Draw(t, "one of"), kinds.Draw(t, "two of"), kinds.Draw(t, "asked of")
		a := production(Account{}).agree(of1, one).agree(of2, two)
		if got, want := a.guarded(of, asked), (asked != one || of != of1) && (asked != two || of != of2); got != want {
			t.Fatalf("a yes for %+v and %+v; %+v is guarded: %t", one, two, asked, got)
		}
	})
}

func TestEveryRefusedCodeIsKeptOnce(t *testing.T) {
	t.Parallel()
	var c Customer
	for _, code := range []string{"1234", "12345", "1234", "34", "1234"} {
		c = c.refused(Conceal(code))
	}
	kept := 0
	for s := c.Refused; s != nil; s = s.rest {
		kept++
	}
	if kept != 3 {
		t.Errorf("%d codes are kept, want 3", kept)
	}
	if c.Refused.has(Conceal("123")) || c.Refused.has(Conceal("45")) || !c.Refused.has(Conceal("34")) {
		t.Error("a code is found that was not turned down, or one that was is not")
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
