package cli

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"dintero-login/api/config"
	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/lanes"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// deskLog is the record of what an agent does, a line each in the system log: the agent's
// name, and of a customer a pseudonym that only this host can make. No line holds an
// identifier, a secret, or anything that a server said.
type deskLog struct {
	agent string
	key   []byte
	lines chan string
	done  chan struct{} // closed when every line is written

	mu       sync.Mutex
	customer string // the pseudonym of whom the login is about; empty while there is nobody
	dropped  int
	begun    bool
	closed   bool
}

// logAtOnce is how many lines may wait for the system's log. Beyond, a line is dropped and
// counted: nobody who calls waits for a log that takes nothing.
const logAtOnce = 256

// loggedWithin is how long the end of a session waits for its last lines to be written.
const loggedWithin = 250 * time.Millisecond

// openDeskLog begins a record. Where the system has no log there is no desk: a session that
// leaves no trace is what a record is there to rule out.
func openDeskLog(ctx context.Context, agent, configFile string) (*deskLog, error) {
	key, err := config.HostKey(ctx, configFile)
	if err != nil {
		return nil, err
	}
	out, err := systemLog()
	if err != nil {
		return nil, exit(terminal.ExitUsage, script.BecauseConfig, "the desk does not start without a record of what is done, and this machine has no system log (syslog) to keep it")
	}
	return newDeskLog(agent, key, out), nil
}

func newDeskLog(agent string, key []byte, out io.WriteCloser) *deskLog {
	l := &deskLog{agent: agent, key: key, lines: make(chan string, logAtOnce), done: make(chan struct{})}
	spawn.Go(func() {
		defer close(l.done)
		for line := range l.lines {
			_, _ = io.WriteString(out, line)
		}
		_ = out.Close()
	})
	return l
}

// begins notes that the agent sees the screen.
func (l *deskLog) begins(account string) {
	l.line("session begins account=" + account)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.begun = true
}

// close says that a session which began is over, and writes what waits. Nothing follows.
func (l *deskLog) close() {
	l.mu.Lock()
	begun := l.begun
	l.mu.Unlock()
	if begun {
		l.line("session ends")
	}
	l.mu.Lock()
	if !l.closed {
		l.closed = true
		close(l.lines)
	}
	l.mu.Unlock()
	select {
	case <-l.done:
	case <-time.After(loggedWithin):
	}
}

func (l *deskLog) line(what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	line := "desk: " + what + " agent=" + l.agent
	if l.dropped > 0 {
		line += fmt.Sprintf(" dropped=%d", l.dropped)
	}
	select {
	case l.lines <- line:
		l.dropped = 0
	default:
		l.dropped++
	}
}

// pseudonym is a customer in the log: HMAC-SHA256 under the host's key, of which 128 bits
// stand there in hexadecimal. A number has the same one with and without its +, and an
// address whatever its case.
func (l *deskLog) pseudonym(by flow.IdentType, ident string) string {
	kind := "phone"
	if by == flow.ByEmail {
		kind, ident = "email", strings.ToLower(ident)
	}
	mac := hmac.New(sha256.New, l.key)
	_, _ = io.WriteString(mac, kind+":"+strings.TrimPrefix(ident, "+"))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// around is the API with a record of what goes to it.
func (l *deskLog) around(api lanes.Performer) lanes.Performer { return onRecord{api, l} }

type onRecord struct {
	api lanes.Performer
	log *deskLog
}

// Perform implements lanes.Performer.
func (r onRecord) Perform(ctx context.Context, do flow.Effect) flow.Event {
	if sends := r.log.before(do); sends != "" {
		r.log.line(sends)
	}
	e := r.api.Perform(ctx, do)
	if f, failed := e.(flow.CallFailed); failed && f.Failure.Status/100 == 4 && do.Lane() == flow.LoginLane {
		r.log.line(fmt.Sprintf("refused call=%s status=%d customer=%s", callWord(f.Call), f.Failure.Status, r.log.about()))
	}
	return e
}

// before notes whom a login is about, and says what reaches a customer or asks about one.
func (l *deskLog) before(do flow.Effect) string {
	switch do := do.(type) {
	case flow.AskExistence:
		return "existence asked customer=" + l.pseudonym(do.Identity.By, do.Identity.Ident)
	case flow.LogIn:
		l.isAbout(do.Identity.By, do.Identity.Ident)
	case flow.StartMFALogin:
		l.isAbout(do.Identity.By, do.Identity.Ident)
	case flow.SendCode:
		return "message kind=code channel=" + channelWord(do.Channel) + " customer=" + l.about()
	case flow.StartRecovery:
		l.isAbout(do.Identity.By, do.Identity.Ident)
		return "message kind=recovery customer=" + l.about()
	case flow.MailLink:
		l.isAbout(flow.ByEmail, do.Email)
		return "message kind=link channel=email customer=" + l.about()
	}
	return ""
}

func (l *deskLog) isAbout(by flow.IdentType, ident string) {
	name := l.pseudonym(by, ident)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.customer = name
}

func (l *deskLog) about() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.customer
}

func channelWord(c flow.Channel) string {
	if c == flow.Email {
		return "email"
	}
	return "sms"
}

// callWord is a call of a login as the log names it.
func callWord(c flow.Call) string {
	return map[flow.Call]string{
		flow.CallLogin: "login", flow.CallMFALogin: "mfa_login", flow.CallChallenge: "challenge", flow.CallAnswer: "answer",
		flow.CallRecovery: "recovery", flow.CallChangePassword: "change_password", flow.CallRevoke: "revoke",
	}[c]
}
