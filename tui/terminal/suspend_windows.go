package terminal

import "context"

func (s *Show) suspends() (stop func()) { return func() {} }

// suspend does nothing: there are no jobs here.
func (s *Show) suspend() {}

// InForeground is always true: there are no jobs here.
func InForeground(context.Context, any) bool { return true }

func keepBackgroundRunning() {}
