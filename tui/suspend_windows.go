package tui

import "context"

func (s *show) suspends() (stop func()) { return func() {} }

// suspend does nothing: there are no jobs here.
func (s *show) suspend() {}

func inForeground(context.Context, any) bool { return true }

func keepBackgroundRunning() {}
