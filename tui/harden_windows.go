package tui

// noCoreDump does nothing: Windows writes none unless it was told to.
func noCoreDump() {}
