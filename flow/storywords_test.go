package flow

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
)

// deeds is what a person can do in a story.
func deeds(at Moment) map[string]Event {
	return map[string]Event{
		"chooses Kari":                     kariChosen(),
		"chooses Ola":                      otherChosen(),
		"enters the PIN":                   secretAt(at),
		"enters the PIN and says yes":      agreedSecretAt(at),
		"switches customer and company":    UserTypeSwitched{},
		"has lost the PIN":                 SecretLost{},
		"wants a link, and has no address": LinkWanted{At: at},
		"wants a link to Kari's address":   LinkWanted{Email: kari().Email, At: at},
		"wants a link to Ola's address":    LinkWanted{Email: elsewhere, At: at},
		"wants a recovery":                 RecoveryWanted{At: at},
		"enters code":                      codeAt(at),
		"enters code2":                     CodeEntered{Code: hidden("code2"), At: at},
		"wants another message":            ResendWanted{At: at},
		"wants the other channel":          ChannelSwitched{At: at},
		"says yes":                         Agreed{At: at},
		"goes back":                        Back{At: at},
		"starts over":                      StartedOver{At: at},
		"wants a new token":                RefreshWanted{At: at},
		"signs out":                        SignOutWanted{},
		"starts the program":               Started{},
		"wants the settings":               SettingsWanted{},
	}
}

// answers is what the API can answer in a story, beside failures.
func answers(at Moment) map[string]Event {
	return map[string]Event{
		"a code follows by SMS":                          offered(SMS, at),
		"a code follows by e-mail":                       offered(Email, at),
		"a code follows":                                 offered(NoChannel, at),
		"a message went out":                             codeSentAt(at),
		"a recovery began":                               recoveryStartedAt(at),
		"a token":                                        tokenAt(at),
		"a signed token":                                 signedAt(at),
		"the signature is the account's":                 TokenVerified{Token: hidden("signed"), Signature: SignatureVerified, Keys: keys("k1")},
		"a token, no refresh token":                      accessOnlyAt(at),
		"a token, another refresh token":                 TokenReceived{At: at, Token: Token{Access: hidden("access2"), Refresh: hidden("refresh2"), ExpiresIn: lifetime}},
		"a token that does not say its end":              TokenReceived{At: at, Token: Token{Access: hidden("access")}},
		"the link is mailed":                             LinkMailed{At: at},
		"signed out":                                     SignedOut{},
		"the client is connected":                        ClientConnected{May: permissions(Yes)},
		"the client is connected, no scope for the keys": ClientConnected{May: lacking(CallKeys, reading()).May},
		"the client is connected, scopes not known":      ClientConnected{},
		"settings, MFA on":                               SettingsRead{Settings: settings(Yes)},
		"settings, MFA off":                              SettingsRead{Settings: settings(No)},
		"keys":                                           KeysRead{Keys: keys("k1")},
		"the wait ends":                                  SettingsAwaited{Secret: hidden("secret")},
	}
}

// failure is how a call of a story failed: a status and a code, or one of these.
func failure(words string) (Failure, bool) {
	if f, ok := map[string]Failure{
		"429, wait 40s":                              slowDown(),
		"503, wait 40s":                              notNow(),
		"cut off":                                    {Reach: CutOff},
		"timed out":                                  {Reach: TimedOut},
		"not sent":                                   {Reach: NotSent},
		"cut off, of the client's token":             {Reach: CutOff, Client: true},
		"timed out, of the client's token":           {Reach: TimedOut, Client: true},
		"401, the client's token is renewed":         {Status: 401, Renewal: Renewed},
		"401, of the client's token":                 {Status: 401, Client: true},
		"401, the client's token is not renewed":     {Status: 401, Renewal: RenewalFailed, Client: true},
		"403 mfa_required, mfa_token":                owed("mfa_token"),
		"403 mfa_required, mfa_token2":               owed("mfa_token2"),
		"404 NOT FOUND, with the API's error object": unknown(),
	}[words]; ok {
		return f, true
	}
	number, code, _ := strings.Cut(words, " ")
	status, err := strconv.Atoi(number)
	return coded(status, code), err == nil
}

// callOf is the call that an effect makes, by the effect's name.
func callOf(do Effect) Call {
	return map[string]Call{
		"LogIn": CallLogin, "StartMFALogin": CallMFALogin, "SendCode": CallChallenge, "AnswerChallenge": CallAnswer,
		"StartRecovery": CallRecovery, "MailLink": CallChangePassword, "RefreshSession": CallRefresh, "SignOut": CallRevoke,
	}[typeName(do)]
}

// happens reads what happens in a line of a story, while an effect is in flight.
func happens(t *testing.T, line storyLine, doing Effect) Event {
	t.Helper()
	at, err := time.ParseDuration("0" + line.at)
	if line.at == "" {
		at, err = 0, nil
	}
	if e, ok := deeds(at)[line.happens]; ok && err == nil {
		return e
	}
	kind, said, _ := strings.Cut(line.happens, ": ")
	e, answered := answers(at)[said]
	f, fails := failure(said)
	switch {
	case kind == "answer" && answered:
		return e
	case kind == "the settings failed" && fails:
		return failed(CallSettings, f, at)
	case kind == "the keys failed" && fails:
		return failed(CallKeys, f, at)
	case kind == "the client's token failed" && fails:
		return failed(CallClientToken, f, at)
	case kind != "failed" || !fails || doing == nil || err != nil:
		t.Fatalf("no story can say: %+v", line)
	}
	ends := failed(callOf(doing), f, at)
	if check, ok := doing.(AnswerChallenge); ok {
		ends.Typed = check.Code
	}
	return ends
}

// accounts is what a story can begin with.
func accounts() map[string]Account {
	return map[string]Account{
		"an account with MFA":                                known(Yes),
		"an account with MFA, scopes not known":              scopesUnknown(known(Yes)),
		"an account without MFA":                             known(No),
		"settings that do not mention MFA, login = password": mode(LoginPassword, known(Unknown)),
		"settings that do not mention MFA":                   known(Unknown),
		"settings on their way":                              reading(),
		"settings on their way, login = mfa":                 mode(LoginMFA, reading()),
		"settings on their way, login = password":            mode(LoginPassword, reading()),
		"nothing known":                                      {},
		"production, with MFA":                               production(known(Yes)),
		"production, without MFA":                            production(known(No)),
		"production, settings on their way":                  production(reading()),
		"production, with MFA, a script":                     unguarded(production(known(Yes))),
		"support mode, with MFA":                             support(known(Yes)),
		"support mode, without MFA":                          support(known(No)),
		"support mode, production, with MFA":                 support(production(known(Yes))),
	}
}

// untold is what no story turns on: tokens, and times that follow from others.
var untold = []string{"MFAToken", "OobCode", "Sends", "SentAt", "ResendAt", "Before", "BeforeAssumed", "Last"}

// fieldWords is what a field of a state is called in a story, with its value at the %.
var fieldWords = map[string]string{
	"Client": "client %", "Reading": "settings %", "ReadingKeys": "keys %", "KeysProblem": "problem of the keys: %", "Signed": "token %",
	"Attempt": "PINs rejected: %", "Until": "no sign-in before %", "SendAt": "no link and no recovery before %",
	"Refused": "rejected: %", "Password": "without a code after all", "WithCode": "with a code after all",
	"Waiting": "for the settings", "Asking": "asks before a real customer is tried",
	"Channel": "by %", "Assumed": "a guess", "By": "by %", "Part": "recovery code % of 2",
	"Codes": "codes accepted: %", "Over": "messages: %", "Token": "tokens: %", "Since": "since %", "Ends": "ends %", "Turned": "codes rejected: %", "Wrong": "wrong: %",
	"Lost": "a try had no answer", "Wait": "no code before %", "RefreshAt": "no refresh before %",
	"Problem": "problem: %", "News": "news: %", "Question": "asks: %", "Asked": "about %",
	"Want": "a %", "Mail": "to %", "Recovered": "without the PIN", "Session": "of a session", "Revokes": "whose refresh token is revoked", "Dropping": "the token is being dropped",
}

// asShown writes words as the screens do.
var asShown = strings.NewReplacer("secret", "PIN", "email", "e-mail", "Email", "e-mail")

// told is a state in words: its name, what it holds, and which facts changed. Afresh says
// that the same question is asked anew, so that what was typed is gone.
func (p printer) told(t *testing.T, from, to State) string {
	t.Helper()
	name, holds, _ := strings.Cut(p.state(to), " ")
	words := []string{plain(name)}
	if At(from) != At(to) && At(from).Kind == At(to).Kind {
		words[0] += " afresh"
	}
	for field := range strings.FieldsSeq(holds) {
		name, value, _ := strings.Cut(field, "=")
		if slices.Contains(untold, name) {
			continue
		}
		as, ok := fieldWords[name]
		if !ok {
			t.Fatalf("stories have no words for the field %s", name)
		}
		words = append(words, strings.ReplaceAll(as, "%", plain(value)))
	}
	was := p.fields(reflect.ValueOf(from.account()))
	for i, f := range p.fields(reflect.ValueOf(to.account())) {
		if as, facts := fieldWords[f.name]; facts && f.value != "" && f.value != was[i].value {
			words = append(words, strings.ReplaceAll(as, "%", plain(f.value)))
		}
	}
	return asShown.Replace(strings.Join(words, ", "))
}

// does is an effect in words; nothing to do is empty.
func (p printer) does(do Effect) string {
	if do == nil {
		return ""
	}
	var words []string
	for _, value := range p.values(do) {
		words = append(words, plain(value))
	}
	return strings.TrimSuffix(" · "+plain(typeName(do))+": "+asShown.Replace(strings.Join(words, ", ")), ": ")
}

// plain takes a name of the code apart: "CodeNotAccepted(MFALogin)" becomes "code not
// accepted (MFA login)". Other text, which does not begin with a capital, stays as it is.
func plain(name string) string {
	ident, as, isIdentity := strings.Cut(name, "/As")
	if isIdentity {
		return ident + " as " + strings.ToLower(as)
	}
	if strings.Contains(name, ":") {
		return strings.NewReplacer(":", " ", "+", " and ").Replace(name)
	}
	if name == "" || !unicode.IsUpper(rune(name[0])) {
		return name
	}
	if reason, call, ok := strings.Cut(name, "("); ok {
		return plain(reason) + " (" + plain(strings.TrimSuffix(call, ")")) + ")"
	}
	var words []string
	begin := 0
	upper := func(i int) bool { return i < len(name) && unicode.IsUpper(rune(name[i])) }
	for i := 1; i <= len(name); i++ {
		if i == len(name) || upper(i) && (!upper(i-1) || i+1 < len(name) && !upper(i+1)) {
			word := name[begin:i]
			if len(word) == 1 || !upper(begin+1) {
				word = strings.ToLower(word)
			}
			words, begin = append(words, word), i
		}
	}
	return strings.Join(words, " ")
}
