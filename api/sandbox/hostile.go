package sandbox

import (
	"bytes"
	"encoding/json"
)

// hostileText is what a terminal must never be given: colour that does not end, a new
// window title, the clipboard (OSC 52), a link (OSC 8), a cleared screen by way of C1,
// bidi overrides, invisible and stacked characters, a line of its own, NUL and DEL.
const hostileText = "\x1b[31;5mHOSTILE\x1b]0;HOSTILE\x07\x1b]52;c;SE9TVElMRQ==\x07" +
	"\x1b]8;;https://login.example\x1b\\\u009b2J\u202eELITSOH\u2066\u200b\ufe0f\u2800e\u0301\u0301\u0301\u0301\u0301\u0301" +
	"\r\n\tHOSTILE\x00\x7f"

// protocolWords are the members that a client decides or authenticates by. They stay as
// they are, or no login would get far enough to show the rest; the sandbox's own
// tokens are flavoured where they are made, so that it knows them again.
var protocolWords = map[string]bool{
	"access_token": true, "refresh_token": true, "mfa_token": true, "oob_code": true,
	"token_type": true, "challenge_type": true, "oob_channel": true, "binding_method": true,
	"rel": true, "code": true,
}

// flavoured adds a text to every string of a JSON document but the protocol's words.
func flavoured(document []byte, flavour string) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(addTo(value, flavour))
}

func addTo(value any, flavour string) any {
	switch v := value.(type) {
	case string:
		return v + flavour
	case []any:
		for i := range v {
			v[i] = addTo(v[i], flavour)
		}
	case map[string]any:
		for name := range v {
			if !protocolWords[name] {
				v[name] = addTo(v[name], flavour)
			}
		}
	}
	return value
}
