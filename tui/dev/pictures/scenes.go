package main

import (
	"time"

	"dintero-login/tui"
)

// stage is a run of the program, and the screens of it that count.
type stage struct {
	name     string
	scenario string
	changes  func(*tui.Session, *tui.Options) // before it starts; nil changes nothing
	steps    []step
}

// step is what a person does, and the screen that comes of it.
type step struct {
	after    time.Duration // the clock is turned first
	keys     []string      // pressed by their names; any other text is typed
	running  bool          // the screen is the one while what the last key began still runs
	shows    string        // what stands there then, at 80×24
	name     string        // of the screen in a review; empty for one that does not count
	pictures []picture     // for the README
}

// picture is one of the README's.
type picture struct {
	name          string
	width, height int
	title         string
}

// login is what the README shows.
func login() stage {
	return stage{name: "login", steps: []step{
		{shows: "Who is signing in?", name: "start"},
		{keys: []string{"999 99 999"}, shows: "sent as +4799999999", name: "typed", pictures: []picture{
			{"customer", 80, 24, "Who is signing in? A phone number is typed in."},
		}},
		{keys: []string{"enter"}, shows: "PIN", name: "pin"},
		{keys: []string{"1357"}, shows: "••••", name: "pintyped"},
		{keys: []string{"enter"}, running: true, name: "signingin"},
		{shows: "Not accepted", name: "refused", pictures: []picture{
			{"refused", 80, 24, "The PIN was refused; the possible causes, and what to do."},
		}},
		{after: 9 * time.Second, keys: []string{"ctrl+f", "enter"}, shows: "Your code is", name: "sent"},
		{after: 8 * time.Second, keys: []string{"123456"}, shows: "123456", name: "wrongcode"},
		{keys: []string{"enter"}, running: true, name: "checking"},
		{shows: "wrong tries: 1", name: "codewrong"},
		{after: 4 * time.Second, keys: []string{"259"}, shows: "259", name: "code", pictures: []picture{
			{"code", 80, 24, "The code was refused; the simulated phone shows the right one."},
			{"wide", 130, 30, "The same at 130×30, with the phone beside the screen."},
			{"small", 40, 12, "The same at 40×12."},
		}},
		{keys: []string{"ctrl+f", "enter"}, shows: "Claims", name: "signedin", pictures: []picture{
			{"signedin", 80, 24, "Signed in: until when, and the token, masked."},
		}},
		{keys: []string{"enter"}, shows: "MFA at login", name: "settings", pictures: []picture{
			{"settings", 80, 24, "The account's settings, and what they mean for a login."},
		}},
	}}
}
