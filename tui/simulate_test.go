package tui

import (
	"context"
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"go.uber.org/goleak"

	"dintero-login/api"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
	"dintero-login/tui/lanes"
)

// The driver: a person at the program, without a terminal and without waiting. A message
// goes through Update, then every command that came of it runs, until only what a test
// holds back and what waits for the clock is left. The clock is a number that a test moves.

// patience is how long anything may take on a busy machine before it counts as never.
const patience = 30 * time.Second

// clock is the time of the program, of the adapter and of the sandbox.
type clock struct {
	mu     sync.Mutex
	at     flow.Moment
	timers []*timer
}

type timer struct {
	due flow.Moment
	do  func()
}

// dawn is what the clock on the wall shows at the start.
func dawn() time.Time { return time.Date(2026, time.November, 20, 23, 40, 0, 0, time.UTC) }

func (c *clock) moment() flow.Moment {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) wall() time.Time { return dawn().Add(c.moment()) }

// after is time.AfterFunc on this clock.
func (c *clock) after(d time.Duration, do func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &timer{due: c.at + d, do: do}
	c.timers = append(c.timers, t)
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		before := len(c.timers)
		c.timers = slices.DeleteFunc(c.timers, func(other *timer) bool { return other == t })
		return len(c.timers) < before
	}
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	c.at += d
	var due []*timer
	c.timers = slices.DeleteFunc(c.timers, func(t *timer) bool {
		if t.due <= c.at {
			due = append(due, t)
		}
		return t.due <= c.at
	})
	c.mu.Unlock()
	for _, t := range due {
		t.do()
	}
}

// desk stands between the program and the API. It notes what is asked for, and keeps what
// a test wants kept.
type desk struct {
	api   lanes.Performer
	tells chan<- tale

	mu    sync.Mutex
	asked []flow.Effect
	holds map[reflect.Type]bool
}

// kept is an effect that waits for a test's word.
type kept struct {
	ctx  context.Context
	open chan struct{}
}

// tale is what a command's goroutine tells the driver.
type tale struct {
	msg  tea.Msg // what the command gave, unless kept
	kept *kept
}

// Perform implements lanes.Performer.
func (d *desk) Perform(ctx context.Context, do flow.Effect) flow.Event {
	d.mu.Lock()
	d.asked = append(d.asked, do)
	hold := d.holds[reflect.TypeOf(do)]
	d.mu.Unlock()
	if hold {
		k := &kept{ctx: ctx, open: make(chan struct{})}
		d.tells <- tale{kept: k}
		select {
		case <-k.open:
		case <-ctx.Done():
		}
	}
	return d.api.Perform(ctx, do)
}

// walk is one run of the program.
type walk struct {
	t     *testing.T
	clock *clock
	desk  *desk
	box   *sandbox.Sandbox // nil without one
	mail  <-chan Message   // what the sandbox has delivered
	app   App

	tells     chan tale
	running   int
	kept      []*kept
	secrets   []string // what must not show, nor print
	quit      bool
	clipboard []string
	suspended bool
	flawed    bool // a flaw was reported; one is enough
}

// setup is what a test changes about a run before it begins.
type setup struct {
	session    Session
	account    flow.Account
	draft      flow.Draft
	presenting bool
	autoQuit   bool
	width      int
	height     int
	secrets    []string
}

type option func(*setup)

func sized(width, height int) option {
	return func(s *setup) { s.width, s.height = width, height }
}

// real makes the account a production one, whose guard asks.
func real(s *setup) {
	s.session.Standing, s.session.Profile, s.session.Account = Production, "shop-no", "P11223344"
	s.account.Production, s.session.Sandbox = true, nil
}

// calling sets the profile's word on the sign-in call.
func calling(mode flow.LoginMode) option {
	return func(s *setup) { s.account.Login = mode }
}

// watching names what must never show.
func watching(secrets ...string) option {
	return func(s *setup) { s.secrets = append(s.secrets, secrets...) }
}

// offline is a run on a scripted API.
func offline(t *testing.T, options ...option) (*walk, *scriptedAPI) {
	t.Helper()
	c := &clock{}
	api := newScript(c)
	s := setup{session: Session{Standing: Test, Profile: "shop", Account: "T11223344", Host: "api.dintero.com", Region: "NO"}}
	return begin(t, c, api, s, options), api
}

// online is a run on the real adapter and a sandbox of its own, which plays a scenario.
func online(t *testing.T, scenario string, options ...option) *walk {
	t.Helper()
	c := &clock{}
	session, box, err := OpenDemo(sandbox.Options{Scenario: scenario, Now: c.wall, After: c.after, Seeded: true, Seed: 7, Key: sandboxKey()}, c.moment)
	if err != nil {
		t.Fatal(err)
	}
	adapter, mail := session.API.(*api.Adapter), session.Sandbox.Messages
	session.Sandbox.Messages = nil // the driver hands them over
	d, s := box.Describe(), setup{session: session}
	s.secrets = append(s.secrets, d.ClientSecret.Reveal(), d.AdminToken.Reveal())
	t.Cleanup(func() {
		adapter.Close()
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	})
	x := begin(t, c, adapter, s, options)
	x.box, x.mail = box, mail
	return x
}

func begin(t *testing.T, c *clock, api lanes.Performer, s setup, options []option) *walk {
	t.Helper()
	s.width, s.height = 80, 24
	for _, o := range options {
		o(&s)
	}
	tells := make(chan tale, 64)
	d := &desk{api: api, tells: tells, holds: map[reflect.Type]bool{}}
	s.session.API, s.session.Clock, s.session.Wall = d, c.moment, c.wall
	s.session.Start = flow.New(s.account, s.draft)
	x := &walk{t: t, clock: c, desk: d, tells: tells, secrets: s.secrets}
	x.app = newApp(s.session, true, s.presenting, s.autoQuit)
	t.Cleanup(x.end)
	x.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
	return x
}

// start lets the program begin: the client connects and the settings are read, unless held.
func (x *walk) start() *walk {
	x.t.Helper()
	return x.send(startMsg{})
}

// end waits for what the program left behind; leaving cancels it all.
func (x *walk) end() {
	x.app.lanes.Stop()
	x.settle()
}

// send is one message after the other, each with all that comes of it.
func (x *walk) send(msgs ...tea.Msg) *walk {
	x.t.Helper()
	for _, msg := range msgs {
		x.update(msg)
		x.settle()
	}
	return x
}

func (x *walk) update(msg tea.Msg) {
	x.t.Helper()
	switch name := fmt.Sprintf("%T", msg); {
	case msg == nil || x.quit:
		return
	case name == "tea.QuitMsg":
		x.quit = true
		return
	case name == "tea.SuspendMsg":
		x.suspended = true
	case name == "tea.setClipboardMsg":
		x.clipboard = append(x.clipboard, reflect.ValueOf(msg).String())
		return
	}
	model, cmd := x.app.Update(msg)
	app, ok := model.(App)
	if !ok {
		x.t.Fatalf("Update gave a %T", model)
	}
	x.app = app
	x.look()
	x.run(cmd)
}

// run starts a command. What waits for the clock never ends here: a test sends the message
// that would come of it.
func (x *walk) run(cmd tea.Cmd) {
	if cmd == nil || ticks(cmd) {
		return
	}
	x.running++
	go func() { x.tells <- tale{msg: cmd()} }()
}

func ticks(cmd tea.Cmd) bool {
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	return strings.Contains(name, "Tick.func")
}

// settle waits until nothing runs that could still say something by itself.
func (x *walk) settle() {
	x.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		x.kept = slices.DeleteFunc(x.kept, func(k *kept) bool {
			ends := k.ctx.Err() != nil
			if ends {
				x.running++
			}
			return ends
		})
		if x.running == 0 {
			return
		}
		select {
		case got := <-x.tells:
			x.take(got)
		case <-late.C:
			x.t.Fatalf("%d commands do not end; the screen is\n%s", x.running, x.text())
		}
	}
}

// take goes on with what a command's goroutine tells.
func (x *walk) take(got tale) {
	x.t.Helper()
	x.running--
	if got.kept != nil {
		x.kept = append(x.kept, got.kept)
		return
	}
	batch, several := got.msg.(tea.BatchMsg)
	if !several {
		x.update(got.msg)
		return
	}
	for _, cmd := range batch {
		x.run(cmd)
	}
}

// hold keeps effects of these kinds from the API from now on.
func (x *walk) hold(effects ...flow.Effect) *walk {
	x.desk.mu.Lock()
	defer x.desk.mu.Unlock()
	for _, do := range effects {
		x.desk.holds[reflect.TypeOf(do)] = true
	}
	return x
}

// release lets go of everything that is held.
func (x *walk) release() *walk {
	x.t.Helper()
	x.desk.mu.Lock()
	clear(x.desk.holds)
	x.desk.mu.Unlock()
	for _, k := range x.kept {
		x.running++
		close(k.open)
	}
	x.kept = nil
	x.settle()
	return x
}

// asked is how many effects of a kind the program has asked for.
func (x *walk) asked(do flow.Effect) int {
	x.desk.mu.Lock()
	defer x.desk.mu.Unlock()
	n := 0
	for _, other := range x.desk.asked {
		if reflect.TypeOf(other) == reflect.TypeOf(do) {
			n++
		}
	}
	return n
}

// last is the newest effect of a kind.
func last[E flow.Effect](x *walk) E {
	x.t.Helper()
	x.desk.mu.Lock()
	defer x.desk.mu.Unlock()
	for _, do := range slices.Backward(x.desk.asked) {
		if e, ok := do.(E); ok {
			return e
		}
	}
	var none E
	x.t.Fatalf("no %T was asked for", none)
	return none
}

// wait moves the clock, and wakes the program as its own timer would.
func (x *walk) wait(d time.Duration) *walk {
	x.t.Helper()
	x.clock.advance(d)
	return x.send(wakeMsg{x.app.wakes})
}

// rings waits for one message to the simulated phone.
func (x *walk) rings() *walk {
	x.t.Helper()
	select {
	case m := <-x.mail:
		return x.send(messageMsg(m))
	case <-time.After(patience):
		x.t.Fatal("no message came")
		return x
	}
}

func (x *walk) press(keys ...string) *walk {
	x.t.Helper()
	for _, name := range keys {
		if name == "y" {
			x.clock.advance(time.Second) // a question is read first
		}
		x.send(press(name))
	}
	return x
}

// agrees says yes where the program asks.
func (x *walk) agrees() *walk {
	x.t.Helper()
	if x.app.asking() != "" {
		x.press("y")
	}
	return x
}

func (x *walk) types(text string) *walk {
	x.t.Helper()
	return x.send(typed(text)...)
}

func (x *walk) paste(text string) *walk {
	x.t.Helper()
	return x.send(tea.PasteMsg{Content: text})
}

// press is a key as a person would name it.
func press(name string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			k.Mod, name = mod, rest
		}
	}
	named := map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome,
		"pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "backspace": tea.KeyBackspace, "enter": tea.KeyEnter,
		"esc": tea.KeyEscape, "tab": tea.KeyTab, "f1": tea.KeyF1,
	}
	if code, ok := named[name]; ok {
		k.Code = code
		return k
	}
	if name == "space" {
		k.Code, k.Text = tea.KeySpace, " "
		return k
	}
	k.Code = []rune(name)[0]
	if k.Mod == 0 {
		k.Text = name
	}
	return k
}

func typed(text string) []tea.Msg {
	var msgs []tea.Msg
	for _, r := range text {
		msgs = append(msgs, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return msgs
}

// text is the screen without its looks.
func (x *walk) text() string { return ansi.Strip(x.app.View().Content) }

// flat is the screen as one line, so that it does not matter where a sentence wraps.
func (x *walk) flat() string { return strings.Join(strings.Fields(x.text()), " ") }

func (x *walk) shows(words ...string) *walk {
	x.t.Helper()
	flat := x.flat()
	for _, word := range words {
		if !strings.Contains(flat, word) {
			x.t.Fatalf("the screen does not say %q:\n%s", word, x.text())
		}
	}
	return x
}

func (x *walk) hides(words ...string) *walk {
	x.t.Helper()
	flat := x.flat()
	for _, word := range words {
		if strings.Contains(flat, word) {
			x.t.Fatalf("the screen says %q:\n%s", word, x.text())
		}
	}
	return x
}

// in is the state, which has to be of this kind.
func in[S flow.State](x *walk) S {
	x.t.Helper()
	s, ok := x.app.state.(S)
	if !ok {
		var want S
		x.t.Fatalf("the state is %T, want %T; the screen is\n%s", x.app.state, want, x.text())
	}
	return s
}

// left wants the program to have ended with this code.
func (x *walk) left(code int) {
	x.t.Helper()
	if !x.quit || x.app.code != code {
		x.t.Fatalf("ended %v with code %d, want an end with %d; the screen is\n%s", x.quit, x.app.code, code, x.text())
	}
}

// typedHere is what the field with the focus holds.
func (x *walk) typedHere() string {
	x.t.Helper()
	switch s := x.app.screen.(type) {
	case customerScreen:
		if s.by == flow.ByEmail {
			return s.email.Text()
		}
		return s.phone.Text()
	case secretScreen:
		return s.secret.SecretText().Reveal()
	case codeScreen:
		return s.code.SecretText().Reveal()
	}
	x.t.Fatalf("%T has no field", x.app.screen)
	return ""
}

func (x *walk) holdsTyped(want string) *walk {
	x.t.Helper()
	if got := x.typedHere(); got != want {
		x.t.Fatalf("the field holds %q, want %q; the screen is\n%s", got, want, x.text())
	}
	return x
}

// look is done after every step of every run: the screen fits, holds no control bytes but
// our own colours, and neither it nor the memory behind it shows a secret.
func (x *walk) look() {
	x.t.Helper()
	if flaw := flawOf(x.app.View(), x.app.width, x.app.height); flaw != "" && !x.flawed {
		x.flawed = true
		x.t.Errorf("%s:\n%s", flaw, x.text())
	}
	if len(x.secrets) == 0 {
		return
	}
	where := map[string]string{"the screen": x.text(), "%+v of App": fmt.Sprintf("%+v", x.app), "%#v of App": fmt.Sprintf("%#v", x.app)}
	for _, secret := range x.secrets {
		for _, trace := range traces(secret) {
			for place, text := range where {
				if strings.Contains(text, trace) {
					x.t.Errorf("%s shows %q of %q", place, trace, secret)
				}
			}
		}
	}
}

// traces are the shapes in which a text may slip out: as it is, as a list of characters, as
// a list of bytes, and in hexadecimal.
func traces(secret string) []string {
	list := func(v any) string { return strings.Trim(fmt.Sprint(v), "[]") }
	return []string{secret, list([]rune(secret)), list([]byte(secret)), fmt.Sprintf("%x", secret)}
}

var ownLooks = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// flawOf says what is wrong with a screen; empty when nothing is.
func flawOf(v tea.View, width, height int) string {
	lines := strings.Split(v.Content, "\n")
	if len(lines) > height {
		return fmt.Sprintf("%d rows on a terminal of %d", len(lines), height)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			return fmt.Sprintf("row %d is %d wide on a terminal of %d", i, w, width)
		}
		for _, r := range ownLooks.ReplaceAllString(line, "") {
			if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Variation_Selector) || r == 0x2800 {
				return fmt.Sprintf("row %d has %U in it", i, r)
			}
		}
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= width || c.Y < 0 || c.Y >= height) {
		return fmt.Sprintf("the cursor is at %d,%d on a terminal of %d×%d", c.X, c.Y, width, height)
	}
	return ""
}

// script is an API that answers at once, and well unless told otherwise.
type scriptedAPI struct {
	clock *clock
	mu    sync.Mutex
	next  map[reflect.Type][]flow.Event
}

// What the scripted API hands out, to be looked for where it must not be.
const (
	accessCanary  = "eyJACCESS-CANARY-0123456789abcdef.x.w5c2"
	refreshCanary = "REFRESH-CANARY-0123456789"
	mfaCanary     = "MFATOKEN-CANARY-0123456789"
	oobCanary     = "OOBCODE-CANARY-0123456789"
	secretCanary  = "sécret-CANARY-24 68"
	codeCanary    = "73951846"
)

func canaries() []string {
	return []string{accessCanary, refreshCanary, mfaCanary, oobCanary, secretCanary, codeCanary}
}

func newScript(c *clock) *scriptedAPI {
	return &scriptedAPI{clock: c, next: map[reflect.Type][]flow.Event{}}
}

// once answers the next effect of a kind with this event.
func (s *scriptedAPI) once(do flow.Effect, e flow.Event) *scriptedAPI {
	s.mu.Lock()
	defer s.mu.Unlock()
	kind := reflect.TypeOf(do)
	s.next[kind] = append(s.next[kind], e)
	return s
}

// Perform implements lanes.Performer.
func (s *scriptedAPI) Perform(_ context.Context, do flow.Effect) flow.Event {
	now := s.clock.moment()
	s.mu.Lock()
	defer s.mu.Unlock()
	kind := reflect.TypeOf(do)
	if queue := s.next[kind]; len(queue) > 0 {
		s.next[kind] = queue[1:]
		return stamped(queue[0], do, now)
	}
	switch do := do.(type) {
	case flow.VerifyToken:
		return flow.TokenVerified{Token: do.Token, Keys: do.Keys}
	case flow.Connect:
		return flow.ClientConnected{May: permissions(flow.Yes)}
	case flow.ReadSettings:
		return flow.SettingsRead{Settings: accountSettings(flow.Yes)}
	case flow.ReadKeys:
		return flow.KeysRead{Keys: flow.NewKeys([]flow.Foreign{flow.FromOutside("7c1e")}, true, nil)}
	case flow.StartMFALogin:
		return flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Channel: flow.SMS, At: now}
	case flow.SendCode:
		return flow.CodeSent{OobCode: flow.Conceal(oobCanary), At: now}
	case flow.StartRecovery:
		return flow.RecoveryStarted{MFAToken: flow.Conceal(mfaCanary), OobCode: flow.Conceal(oobCanary), At: now}
	case flow.LogIn, flow.AnswerChallenge, flow.RefreshSession:
		return flow.TokenReceived{Token: token(), At: now}
	case flow.MailLink:
		return flow.LinkMailed{}
	default:
		return flow.SignedOut{}
	}
}

// stamped fills in what the adapter would: the time, the call, and the code that was tried.
func stamped(e flow.Event, do flow.Effect, now flow.Moment) flow.Event {
	switch e := e.(type) {
	case flow.CallFailed:
		e.At, e.Call = now, callOf(do)
		if answer, ok := do.(flow.AnswerChallenge); ok {
			e.Typed = answer.Code
		}
		return e
	case flow.ChallengeOffered:
		e.At = now
		return e
	case flow.TokenReceived:
		e.At = now
		return e
	case flow.TokenVerified:
		verify := do.(flow.VerifyToken)
		e.Token, e.Keys = verify.Token, verify.Keys
		return e
	}
	return e
}

func callOf(do flow.Effect) flow.Call {
	switch do.(type) {
	case flow.Connect:
		return flow.CallClientToken
	case flow.LogIn:
		return flow.CallLogin
	case flow.StartMFALogin:
		return flow.CallMFALogin
	case flow.SendCode:
		return flow.CallChallenge
	case flow.AnswerChallenge:
		return flow.CallAnswer
	case flow.StartRecovery:
		return flow.CallRecovery
	case flow.MailLink:
		return flow.CallChangePassword
	case flow.RefreshSession:
		return flow.CallRefresh
	case flow.SignOut:
		return flow.CallRevoke
	case flow.ReadKeys:
		return flow.CallKeys
	default:
		return flow.CallSettings
	}
}

// permissions is a scope matrix with the same word for every call.
func permissions(held flow.Tristate) flow.Permissions {
	var may flow.Permissions
	for i := range may {
		may[i] = flow.Permission{Held: held, Scope: "write:accounts:/auth/users"}
	}
	may[flow.CallChallenge].Scope = "write:accounts:/auth/mfa"
	may[flow.CallSettings].Scope = "read:customers"
	may[flow.CallKeys].Scope = "read:accounts"
	return may
}

func token() flow.Token {
	return flow.Token{
		Access: flow.Conceal(accessCanary), Refresh: flow.Conceal(refreshCanary), ExpiresIn: 24 * time.Hour,
		Claims: flow.Claims{
			Decoded: true, Subject: flow.FromOutside("3f2a-11"), Issuer: flow.FromOutside("https://api.dintero.com/v1/accounts/T11223344"),
			Audience: flow.FromOutside("https://api.dintero.com/v1/accounts/T11223344"), Scope: flow.FromOutside("user:customers"),
			Algorithm: flow.FromOutside("RS256"), KeyID: flow.FromOutside("7c1e"), Expiry: flow.Stamp{Is: flow.Fits, In: 24 * time.Hour},
		},
	}
}

// accountSettings is the document of contract 7, and what it means.
func accountSettings(mfa flow.Tristate) *flow.Settings {
	field := func(path, value string) flow.Field {
		return flow.Field{Path: flow.FromOutside(path), Value: flow.FromOutside(value)}
	}
	enabled := map[flow.Tristate]string{flow.Yes: "true", flow.No: "false", flow.Unknown: "null"}[mfa]
	return &flow.Settings{
		MFA: mfa, LoginChannel: flow.SMS, RecoveryChannel: flow.Email,
		Fields: []flow.Field{
			field("users.customer_id_format", "uuid"), field("users.head.enabled", "false"),
			field("users.phone_number_validation.allow_duplicates", "true"), field("users.mfa.enabled", enabled),
			field("users.mfa.login.challenge_type", "oob"), field("users.mfa.login.oob_channel", "sms"),
			field("users.mfa.login_recovery.oob_channel", "email"), field("users.shoe_size.enabled", "true"),
			field("tokens.event_expiry[0].time_to_live", "15780000"),
		},
		Attributes: []flow.Attribute{
			{Name: flow.FromOutside("loyalty"), Type: flow.FromOutside("integer"), Private: flow.Yes},
			{Name: flow.FromOutside("nicknames"), Type: flow.FromOutside("string"), Multiple: flow.Yes},
		},
		Document: []byte(`{"users":{"mfa":{"enabled":true}},"attributes":[{"name":"loyalty"}]}`),
	}
}

func TestTheDriverKnowsWhatWaitsForTheClock(t *testing.T) {
	t.Parallel()
	if !ticks(tea.Tick(time.Hour, func(time.Time) tea.Msg { return nil })) {
		t.Error("a tick is not seen to be one")
	}
	if ticks(tea.Quit) {
		t.Error("an end is taken for a tick")
	}
	a := newSecretScreen(flow.EnteringSecret{}, Session{})
	if _, does := a.Update(revealMsg{}); !ticks(does.cmd) {
		t.Error("the end of a reveal is not seen to be a tick")
	}
}

// A walk of each kind leaves nothing behind. It runs alone, so that the goroutines of others
// are not taken for its own.
func TestNothingRunsOnAfterARun(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Run("a login, a cancelled one and one that was left", func(t *testing.T) {
		x := online(t, "happy").start()
		x.press("ctrl+f", "enter", "ctrl+f").hold(flow.StartMFALogin{}).press("enter", "esc").release()
		x.press("ctrl+f", "enter").rings().press("ctrl+f").hold(flow.AnswerChallenge{}).press("enter", "ctrl+c")
		x.left(130)
	})
	goleak.VerifyNone(t, before)
}

func contains(text, part string) bool { return strings.Contains(text, part) }

// sized changes the size of the terminal.
func (x *walk) sized(width, height int) *walk {
	x.t.Helper()
	return x.send(tea.WindowSizeMsg{Width: width, Height: height})
}

// secretOf is a flag's source of a secret; it counts how often it is asked.
func secretOf(text string, calls *int) func(context.Context) (flow.Secret, error) {
	return func(context.Context) (flow.Secret, error) {
		*calls++
		return flow.Conceal(text), nil
	}
}

// brokenSource is a flag's source that has nothing to give.
func brokenSource(err error) func(context.Context) (flow.Secret, error) {
	return func(context.Context) (flow.Secret, error) { return flow.Secret{}, err }
}
