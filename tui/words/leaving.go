package words

import (
	"strconv"

	"dintero-login/flow"
)

// Lost says in one line what leaving has cost.
func Lost(s flow.State, code int) string {
	if code == 0 {
		return ""
	}
	p, _ := flow.PendingOf(s)
	return [...]string{
		flow.NothingLost: "",
		flow.LoginLost:   "",
		flow.TryLost:     "Left while signing in: it may count as a try.",
		flow.MailLost:    "Left while the link was being mailed: it may arrive all the same.",
		flow.MessageLost: "Left while the code was being sent: a message may still arrive. It is useless now.",
		flow.CodeLost:    "Left before the code was checked: " + Channel(p.Channel) + " " + strconv.Itoa(p.Number()) + " is useless now.",
		flow.CheckLost:   "Left while the code was being checked: it may have been used.",
		flow.SessionLost: "Left signed in: the token is forgotten. It lasts until its end all the same.",
	}[flow.LossOf(s)]
}

// Loss says what would be lost if the login ended now.
func Loss(l flow.Loss) string {
	return [...]string{
		flow.NothingLost: "",
		flow.LoginLost:   "This login ends here.",
		flow.TryLost:     "The sign-in that is running may count as a try.",
		flow.MailLost:    "The mail may be sent all the same.",
		flow.MessageLost: "The code that is being sent will be useless.",
		flow.CodeLost:    "The code that was sent will be useless.",
		flow.CheckLost:   "The code that was sent will be useless.",
		flow.SessionLost: "The session ends here.",
	}[l]
}
