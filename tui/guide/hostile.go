package guide

// hostiles are the scenarios in which answers cannot be trusted as they are.
func hostiles() []Scene { return []Scene{hostileLink(), hostileText(), skewedClock()} }

func hostileLink() Scene {
	return Scene{"hostile-link", []Step{
		begins("Dintero's answers hold links that say where to go on. Here they lead to a look-alike address, as if somebody had tampered with them."),
		types("Her number and her PIN are typed. The links are in the answer to them, and the next step asks for it."),
		sendsPIN("The PIN is right, but the links in the answer lead to another host. The screen names it. A program that follows such a link hands the code to whoever put it there."),
		givesCode("Signed in. Every request went to the address at the top and to no other: links in answers are never followed."),
		opensSettings("The settings are in order. The right address is fixed before the first request, and no answer can change it."),
	}}
}

func hostileText() Scene {
	return Scene{"hostile-text", []Step{
		begins("Text from outside can be a weapon: characters that turn words around, or commands that repaint your screen. Here every text that Dintero sends holds some."),
		types("Her number and her PIN are typed. The danger is not in what you type, but in what comes back."),
		sendsPIN("The PIN is right and the code is here. The message holds commands for the terminal; they are shown as harmless characters, such as ^[, and not obeyed."),
		givesCode("Signed in. The token came with such characters as well; none of them moved anything on this screen."),
		opensSettings("The settings hold such characters, too. All text from outside is made harmless in one place before it is shown anywhere."),
	}}
}

func skewedClock() Scene {
	return Scene{"skewed-clock", []Step{
		begins("Two clocks disagree: this machine's is two hours behind Dintero's. Codes and tokens live by the clock, so this causes riddles; the screen names it at once."),
		types("Her number and her PIN are typed. Neither of them cares what time it is."),
		sendsPIN("The PIN is right and the code is here. A clock that is wrong does not stop a sign-in; it makes what comes after it look strange."),
		givesCode("Signed in. By this machine's clock the token seems to live two hours too long. The screen gives the reason, instead of calling the token wrong."),
		opensSettings("The settings are in order. A clock is wrong here, and whoever runs that machine can set it."),
	}}
}
