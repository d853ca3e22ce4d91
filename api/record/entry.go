package record

import "dintero-login/flow"

// Entry is an exchange with what went over the wire, without its secrets. It is a value: nobody
// changes it or what is in it.
type Entry struct {
	flow.Exchange
	Request Message
	Answer  Message // empty while none came
	Taken   []Taken // in the order of the exchange
}

// Message is a request or an answer.
type Message struct {
	Method  string // of a request
	Address Text   // of a request: the whole URL
	Headers []Header
	Body    Text
	Type    string // the media type of the body; empty where it is not known
	Size    int64  // of the body, in bytes; -1 where it would tell the length of something short
	Dropped string // what the body was where it is not kept, such as "HTML, 512 bytes"
}

// Header is one line of a header.
type Header struct {
	Name  string
	Value Text
}

// Taken is what was taken out, and where: neither holds any of it.
type Taken struct {
	Where string // such as request.body.secret
	Kind  string // such as secret; "unknown" for what no list has
}

// Value is a header's value; empty where the message has no such header.
func (m Message) Value(name string) string {
	for _, h := range m.Headers {
		if h.Name == name {
			return h.Value.String()
		}
	}
	return ""
}

// Target is the path and the query of the address.
func (m Message) Target() string {
	_, rest := origin(m.Address.String())
	return rest
}

// size is how much text an entry holds, in bytes.
func (e Entry) size() int {
	n := 0
	for _, m := range []Message{e.Request, e.Answer} {
		n += len(m.Method) + len(m.Type) + len(m.Dropped) + m.Address.size() + m.Body.size()
		for _, h := range m.Headers {
			n += len(h.Name) + h.Value.size()
		}
	}
	for _, t := range e.Taken {
		n += len(t.Where) + len(t.Kind)
	}
	return n
}
