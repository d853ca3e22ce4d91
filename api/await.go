package api

import (
	"context"
	"sync"
	"time"

	"dintero-login/flow"
)

// board is where the settings are put up for a login that waits for them. They are on
// their way from the first Connect on: after it flow asks for the settings, and between
// the two nothing is in flight.
type board struct {
	mu       sync.Mutex
	ticket   int // of the newest attempt to read them
	settings *flow.Settings
	settled  chan struct{} // closed when they are there, or will not come
}

func newBoard() *board { return &board{settled: make(chan struct{})} }

// begin says that the settings are on their way again.
func (b *board) begin() (ticket int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.isSettled() {
		b.settings, b.settled = nil, make(chan struct{})
	}
	b.ticket++
	return b.ticket
}

// settle puts up the settings, nil when they did not come. A newer attempt outranks it.
func (b *board) settle(ticket int, s *flow.Settings) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ticket == b.ticket && !b.isSettled() {
		b.settings = s
		close(b.settled)
	}
}

func (b *board) isSettled() bool {
	select {
	case <-b.settled:
		return true
	default:
		return false
	}
}

// forget takes the settings down; who waits for them gets none.
func (b *board) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.isSettled() {
		close(b.settled)
	}
	b.settings, b.settled = nil, make(chan struct{})
	b.ticket++
}

// wait is the settings, or nil when they did not come within the time.
func (b *board) wait(ctx context.Context, within time.Duration) *flow.Settings {
	b.mu.Lock()
	settled := b.settled
	if b.isSettled() {
		defer b.mu.Unlock()
		return b.settings
	}
	b.mu.Unlock()
	timer := time.NewTimer(within)
	defer timer.Stop()
	select {
	case <-settled:
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.settings
}

// awaitSettings waits for settings that are being read, sends nothing, and gives the
// secret back.
func (a *Adapter) awaitSettings(ctx context.Context, e flow.AwaitSettings) flow.Event {
	s := a.board.wait(ctx, e.Within)
	return flow.SettingsAwaited{Secret: e.Secret, Settings: s, At: a.cfg.Clock()}
}
