package tui

import (
	"context"
	"reflect"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/script"
)

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
	return x.settle()
}

// wait moves the clock, and wakes the program as its own timer would.
func (x *walk) wait(d time.Duration) *walk {
	x.t.Helper()
	x.clock.Turn(d)
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

// once has the scripted API answer the next effect of a kind with this event.
func (x *walk) once(do flow.Effect, e flow.Event) *walk {
	x.api.once(do, e)
	return x
}

// fails has the next effect of a kind fail.
func (x *walk) fails(do flow.Effect, f flow.Failure) *walk {
	x.api.fails(do, f)
	return x
}

// reads has the settings read once with a change in them.
func (x *walk) reads(change func(*flow.Settings)) *walk {
	doc := accountSettings(flow.Yes)
	change(doc)
	return x.once(flow.ReadSettings{}, flow.SettingsRead{Settings: doc})
}

func (x *walk) press(keys ...string) *walk {
	x.t.Helper()
	for _, name := range keys {
		if name == "y" {
			x.clock.Turn(time.Second) // a question is read first
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

// sized changes the size of the terminal.
func (x *walk) sized(width, height int) *walk {
	x.t.Helper()
	return x.send(tea.WindowSizeMsg{Width: width, Height: height})
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

// withSecret has a flag give the secret, or fail to.
func withSecret(text string, err error) option {
	return func(s *setup) {
		s.session.Secret = func(context.Context) (flow.Secret, error) { return flow.Conceal(text), err }
	}
}

// withCode has a flag give the code, or fail to.
func withCode(text string, err error) option {
	return func(s *setup) {
		s.session.Code = func(context.Context, script.CodeAsked) (flow.Secret, error) { return flow.Conceal(text), err }
	}
}
