package terminal

import "golang.org/x/sys/windows"

// hideTyping makes a console read lines without showing them.
func hideTyping(fd uintptr) error {
	var mode uint32
	if err := windows.GetConsoleMode(windows.Handle(fd), &mode); err != nil {
		return err
	}
	return windows.SetConsoleMode(windows.Handle(fd), mode&^windows.ENABLE_ECHO_INPUT|windows.ENABLE_LINE_INPUT|windows.ENABLE_PROCESSED_INPUT)
}

// dropTyped drops what was typed and not read.
func dropTyped(fd uintptr) { _ = windows.FlushConsoleInputBuffer(windows.Handle(fd)) }

func withoutStops() (again func()) { return func() {} }
