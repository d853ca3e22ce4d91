package api_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"sync"
	"testing"
	"time"

	"dintero-login/api"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
)

// These tests play whole logins through Perform against the sandbox, which speaks the
// contract by its own reading of it.

// sandboxKey signs for every sandbox of these tests: making a key takes some 100 ms.
var sandboxKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

type play struct {
	t   *testing.T
	box *sandbox.Sandbox
	api *api.Adapter
}

func newPlay(t *testing.T, scenario string) play {
	t.Helper()
	return playing(t, sandbox.Options{Scenario: scenario, Key: sandboxKey()})
}

func playing(t *testing.T, o sandbox.Options) play {
	t.Helper()
	box, err := sandbox.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	about := box.Describe()
	a, err := api.New(api.Config{
		BaseURL: about.BaseURL, Account: about.Account, Audience: about.Audience, ClientID: about.ClientID,
		ClientSecret: func(context.Context) (flow.Secret, error) { return about.ClientSecret, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		a.Close()
		_ = box.Close()
	})
	return play{t, box, a}
}

// must performs an effect that ends in an E.
func must[E flow.Event](p play, do flow.Effect) E {
	p.t.Helper()
	got := p.api.Perform(p.t.Context(), do)
	e, ok := got.(E)
	if !ok {
		p.t.Fatalf("%T ended in %+v", do, got)
	}
	return e
}

// newest is the code of the newest message.
func (p play) newest() flow.Secret {
	p.t.Helper()
	all := p.box.Messages()
	if len(all) == 0 {
		p.t.Fatal("no message came")
	}
	return all[len(all)-1].Code
}

func (p play) person(name string) (flow.Identity, flow.Secret) {
	p.t.Helper()
	for _, person := range p.box.Describe().Customers {
		if person.Name == name {
			id := flow.Identity{By: flow.ByPhone, Ident: person.Phone}
			if person.Phone == "" {
				id.By, id.Ident = flow.ByEmail, person.Email
			}
			if person.Type == "company" {
				id.As = flow.AsCompany
			}
			return id, person.Secret
		}
	}
	p.t.Fatal("nobody of that name")
	return flow.Identity{}, flow.Secret{}
}

// byMFA plays a login by MFA to its end.
func (p play) byMFA(name string) flow.Token {
	p.t.Helper()
	id, secret := p.person(name)
	offered := must[flow.ChallengeOffered](p, flow.StartMFALogin{Identity: id, Secret: secret})
	sent := must[flow.CodeSent](p, flow.SendCode{MFAToken: offered.MFAToken, Channel: offered.Channel})
	return must[flow.TokenReceived](p, flow.AnswerChallenge{
		MFAToken: offered.MFAToken, OobCode: sent.OobCode, Code: p.newest(),
	}).Token
}

func TestTheClientConnectsAndReadsTheSettings(t *testing.T) {
	t.Parallel()
	p := newPlay(t, "happy")
	connected := must[flow.ClientConnected](p, flow.Connect{})
	for call, want := range map[flow.Call]flow.Tristate{
		flow.CallLogin: flow.Yes, flow.CallMFALogin: flow.Yes, flow.CallChallenge: flow.Yes, flow.CallAnswer: flow.Yes,
		flow.CallRecovery: flow.Yes, flow.CallSettings: flow.Yes, flow.CallRevoke: flow.Yes, flow.CallKeys: flow.Yes,
	} {
		if got := connected.May.Of(call); got.Held != want {
			t.Errorf("call %d: got %+v", call, got)
		}
	}
	if connected.Skew != 0 {
		t.Errorf("skew %v", connected.Skew)
	}
	s := must[flow.SettingsRead](p, flow.ReadSettings{}).Settings
	if s.MFA != flow.Yes || s.LoginChannel != flow.SMS || s.RecoveryChannel != flow.Email || !s.Damage.IsEmpty() || len(s.Fields) == 0 {
		t.Errorf("got %v %v %v %v", s.MFA, s.LoginChannel, s.RecoveryChannel, s.Damage)
	}
}

func TestTheKeyOfATokenIsOneOfTheAccounts(t *testing.T) {
	t.Parallel()
	p := newPlay(t, "happy")
	keys := must[flow.KeysRead](p, flow.ReadKeys{}).Keys
	token := p.byMFA("Kari Nordmann")
	if !keys.Whole() || !keys.Has(token.Claims.KeyID) {
		t.Errorf("%v, and the token's is %q", keys, token.Claims.KeyID)
	}
	got := must[flow.TokenVerified](p, flow.VerifyToken{Token: token.Access, Keys: keys})
	for whose, verdict := range map[string]flow.Verdict{
		"customer": flow.Judge(token.Claims, got.Signature, 0, 0), "client": flow.Judge(got.Own.Claims, got.Own.Signature, 0, 0),
	} {
		if verdict.Holds() != flow.Yes {
			t.Errorf("the %s's token: got %+v", whose, verdict)
		}
	}
	other := playing(t, sandbox.Options{}) // makes its own key
	others := must[flow.KeysRead](other, flow.ReadKeys{}).Keys
	if others.Has(token.Claims.KeyID) {
		t.Error("another account has the same key")
	}
	if got := must[flow.TokenVerified](other, flow.VerifyToken{Token: token.Access, Keys: others}); got.Signature != flow.SignatureForeignKey {
		t.Errorf("another account finds %d", got.Signature)
	}
}

func TestALoginByMFARefreshedAndSignedOut(t *testing.T) {
	t.Parallel()
	all := newPlay(t, "happy")
	for _, name := range []string{"Kari Nordmann", "Nordmann AS", "Ola Nordmann"} {
		t.Run(name, func(t *testing.T) {
			p := play{t, all.box, all.api}
			token := p.byMFA(name)
			c := token.Claims
			if !c.Decoded || c.Subject.IsEmpty() || c.Algorithm != flow.FromOutside("RS256") || c.KeyID.IsEmpty() || c.Expiry.Is != flow.Fits {
				t.Errorf("got claims %+v", c)
			}
			if token.ExpiresIn != 24*time.Hour || c.Expiry.In < 24*time.Hour-time.Minute || c.Expiry.In > 24*time.Hour+time.Minute {
				t.Errorf("lasts %v, and %v by itself", token.ExpiresIn, c.Expiry.In)
			}
			if token.Refresh.IsEmpty() {
				t.Fatal("no refresh token")
			}
			fresh := must[flow.TokenReceived](p, flow.RefreshSession{Refresh: token.Refresh}).Token
			if fresh.Access == token.Access {
				t.Error("the same token again")
			}
			refresh := fresh.Refresh
			if refresh.IsEmpty() {
				refresh = token.Refresh
			}
			must[flow.SignedOut](p, flow.SignOut{Refresh: refresh})
			must[flow.CallFailed](p, flow.RefreshSession{Refresh: refresh})
		})
	}
}

func TestAPasswordAloneWhereMFAIsOff(t *testing.T) {
	t.Parallel()
	p := newPlay(t, "mfa-off")
	if s := must[flow.SettingsRead](p, flow.ReadSettings{}).Settings; s.MFA != flow.No {
		t.Errorf("MFA %v", s.MFA)
	}
	id, secret := p.person("Kari Nordmann")
	refused := must[flow.CallFailed](p, flow.StartMFALogin{Identity: id, Secret: secret})
	if refused.Failure.Status != 403 || refused.Failure.Code != flow.FromOutside("mfa_not_enabled") {
		t.Errorf("got %+v", refused)
	}
	must[flow.TokenReceived](p, flow.LogIn{Identity: id, Secret: secret})
	byMail := flow.Identity{By: flow.ByEmail, Ident: "kari@example.com", As: flow.AsCompany}
	_, secret = p.person("Nordmann AS")
	must[flow.TokenReceived](p, flow.LogIn{Identity: byMail, Secret: secret})
}

func TestAStepUp(t *testing.T) {
	t.Parallel()
	p := newPlay(t, "happy")
	id, secret := p.person("Ola Nordmann")
	owed := must[flow.CallFailed](p, flow.LogIn{Identity: id, Secret: secret})
	if owed.Failure.Status != 403 || owed.Failure.Code != flow.FromOutside("mfa_required") || owed.Failure.MFAToken.IsEmpty() {
		t.Fatalf("got %+v", owed)
	}
	sent := must[flow.CodeSent](p, flow.SendCode{MFAToken: owed.Failure.MFAToken, Channel: flow.SMS})
	must[flow.TokenReceived](p, flow.AnswerChallenge{MFAToken: owed.Failure.MFAToken, OobCode: sent.OobCode, Code: p.newest()})
}

func TestARecoveryByTwoCodes(t *testing.T) {
	t.Parallel()
	p := newPlay(t, "happy")
	id, _ := p.person("Kari Nordmann")
	started := must[flow.RecoveryStarted](p, flow.StartRecovery{Identity: id})
	owed := must[flow.CallFailed](p, flow.AnswerChallenge{MFAToken: started.MFAToken, OobCode: started.OobCode, Code: p.newest()})
	if owed.Failure.Code != flow.FromOutside("mfa_required") || owed.Failure.MFAToken.IsEmpty() || owed.Failure.MFAToken == started.MFAToken {
		t.Fatalf("got %+v", owed)
	}
	sent := must[flow.CodeSent](p, flow.SendCode{MFAToken: owed.Failure.MFAToken, Channel: flow.SMS})
	must[flow.TokenReceived](p, flow.AnswerChallenge{MFAToken: owed.Failure.MFAToken, OobCode: sent.OobCode, Code: p.newest()})
}

func TestALinkByMail(t *testing.T) {
	t.Parallel()
	p := newPlay(t, "happy")
	must[flow.LinkMailed](p, flow.MailLink{Email: "kari@example.com", As: flow.AsCompany})
}

func TestScenariosDoNotMix(t *testing.T) {
	t.Parallel()
	all := newPlay(t, "happy")
	tell := func(t *testing.T, scenario string) play {
		t.Helper()
		if err := all.box.SetScenario(scenario); err != nil {
			t.Fatal(err)
		}
		all.api.Close() // the scenario begins with a new client's token
		return play{t, all.box, all.api}
	}
	kari := func(p play) flow.StartMFALogin {
		id, secret := p.person("Kari Nordmann")
		return flow.StartMFALogin{Identity: id, Secret: secret}
	}
	t.Run("wrong-secret", func(t *testing.T) {
		p := tell(t, "wrong-secret")
		if f := must[flow.CallFailed](p, kari(p)).Failure; f.Status != 403 || f.Code != flow.FromOutside("invalid_credentials") {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("locked", func(t *testing.T) {
		p := tell(t, "locked")
		if f := must[flow.CallFailed](p, kari(p)).Failure; f.Status != 429 || f.RetryAfter <= 0 || f.RetryAfter > time.Minute {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("no-scope", func(t *testing.T) {
		p := tell(t, "no-scope")
		want := flow.Permission{Held: flow.No, Scope: "write:accounts:/auth/users"}
		if got := must[flow.ClientConnected](p, flow.Connect{}).May.Of(flow.CallMFALogin); got != want {
			t.Errorf("got %+v", got)
		}
		if f := must[flow.CallFailed](p, kari(p)).Failure; f.Status != 403 || f.Code != flow.FromOutside("insufficient_scope") {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("cut", func(t *testing.T) {
		p := tell(t, "cut")
		offered := must[flow.ChallengeOffered](p, kari(p))
		sent := must[flow.CodeSent](p, flow.SendCode{MFAToken: offered.MFAToken, Channel: offered.Channel})
		answer := flow.AnswerChallenge{MFAToken: offered.MFAToken, OobCode: sent.OobCode, Code: p.newest()}
		if e := must[flow.CallFailed](p, answer); e.Failure.Reach != flow.CutOff || e.Typed != answer.Code {
			t.Errorf("got %+v", e)
		}
	})
	t.Run("hostile-link", func(t *testing.T) {
		p := tell(t, "hostile-link")
		if got := must[flow.ChallengeOffered](p, kari(p)).Stray; got != flow.FromOutside("api.dintero.com.login.example") {
			t.Errorf("got %q", got)
		}
	})
	t.Run("skewed-clock", func(t *testing.T) {
		p := tell(t, "skewed-clock")
		if got := must[flow.ClientConnected](p, flow.Connect{}).Skew; got < 2*time.Hour-time.Minute || got > 2*time.Hour+time.Minute {
			t.Errorf("got %v", got)
		}
	})
	t.Run("email-channel", func(t *testing.T) {
		p := tell(t, "email-channel")
		if got := must[flow.ChallengeOffered](p, kari(p)).Channel; got != flow.Email {
			t.Errorf("got %v", got)
		}
		p.byMFA("Kari Nordmann")
	})
	t.Run("hostile-text", func(t *testing.T) {
		p := tell(t, "hostile-text")
		must[flow.SettingsRead](p, flow.ReadSettings{})
		p.byMFA("Kari Nordmann")
	})
	t.Run("server-error", func(t *testing.T) {
		p := tell(t, "server-error")
		if f := must[flow.CallFailed](p, kari(p)).Failure; f.Status != 500 || f.Client {
			t.Errorf("got %+v", f)
		}
		must[flow.ChallengeOffered](p, kari(p))
	})
}

func TestTheSandboxTellsTheClientWhoExists(t *testing.T) {
	t.Parallel()
	p := newPlay(t, "happy")
	kari, _ := p.person("Kari Nordmann")
	for _, row := range []struct {
		who  flow.Identity
		want flow.Tristate
	}{
		{kari, flow.Yes},
		{flow.Identity{By: flow.ByEmail, Ident: "KARI@example.com", As: flow.AsCompany}, flow.Yes},
		{flow.Identity{Ident: "+4700000000"}, flow.No},
		{flow.Identity{By: flow.ByEmail, Ident: "nobody@example.com"}, flow.No},
	} {
		s := flow.New(flow.Account{}, flow.Draft{})
		do := flow.Effect(nil)
		for _, e := range []flow.Event{
			p.api.Perform(t.Context(), flow.Connect{}), p.api.Perform(t.Context(), flow.ReadSettings{}),
			flow.CustomerChosen{Draft: flow.Draft{By: row.who.By, As: row.who.As}, Ident: row.who.Ident},
			flow.ExistenceWanted{},
		} {
			s, do = flow.Next(s, e)
		}
		s, _ = flow.Next(s, p.api.Perform(t.Context(), do))
		if got := flow.ExistenceOf(s); got.Found() != row.want {
			t.Errorf("%s: got %+v", row.who.Ident, got)
		}
	}
}
