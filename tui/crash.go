package tui

import (
	"fmt"
	"runtime/debug"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// guard keeps a panic from reaching Bubble Tea, which would print its value. The value may
// be anything a person typed; the type and the stack may be shown.
type guard struct {
	model tea.Model
	crash *crash
}

// crash is the first panic.
type crash struct {
	once sync.Once
	mu   sync.Mutex
	what error
	quit func()
}

// PanicError says where the program broke. It holds no value.
type PanicError struct {
	Type  string
	Stack []byte
}

// Error implements error.
func (e *PanicError) Error() string {
	return fmt.Sprintf("internal error: panic of type %s\n%s", e.Type, e.Stack)
}

// caught notes a panic; to be deferred.
func (c *crash) caught(then func()) {
	value := recover()
	if value == nil {
		return
	}
	c.once.Do(func() {
		c.mu.Lock()
		c.what = &PanicError{Type: fmt.Sprintf("%T", value), Stack: debug.Stack()}
		c.mu.Unlock()
	})
	then()
}

func (c *crash) err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.what
}

// Init implements tea.Model.
func (g guard) Init() (cmd tea.Cmd) {
	defer g.crash.caught(func() { cmd = tea.Quit })
	return g.crash.guarded(g.model.Init())
}

// Update implements tea.Model.
func (g guard) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	defer g.crash.caught(func() { model, cmd = g, tea.Quit })
	next, cmd := g.model.Update(msg)
	return guard{model: next, crash: g.crash}, g.crash.guarded(cmd)
}

// View implements tea.Model.
func (g guard) View() (view tea.View) {
	// The loop that would take the message is the one that draws, so it is not waited for.
	defer g.crash.caught(func() { go g.crash.quit() })
	return g.model.View()
}

// guarded is a command whose panic ends the program in order.
func (c *crash) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer c.caught(func() { msg = tea.QuitMsg{} })
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = c.guarded(batch[i])
			}
		}
		return msg
	}
}
