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
