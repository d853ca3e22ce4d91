package script

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"dintero-login/flow"
)

// errNotPrinted is the error of a token that is not printed: in a header or on a terminal
// it could say anything.
var errNotPrinted = errors.New("signed in, but the access token holds what no token may hold (RFC 6750, section 2.1); it is not printed")

// PrintToken puts the result, and nothing else, on stdout, where the access token is a
// b64token. A refresh token is printed in JSON only, which escapes whatever it holds.
func PrintToken(w io.Writer, format string, t flow.Token) error {
	if format == "none" {
		return nil
	}
	if !IsB64Token(t.Access) {
		return errNotPrinted
	}
	switch format {
	case "access-token":
		_, err := fmt.Fprintln(w, t.Access.Reveal())
		return err
	case "header":
		_, err := fmt.Fprintln(w, "Authorization: Bearer "+t.Access.Reveal())
		return err
	default:
		return PrintJSON(w, struct {
			AccessToken  string `json:"access_token"`
			TokenType    string `json:"token_type"`
			ExpiresIn    int64  `json:"expires_in,omitempty"`
			RefreshToken string `json:"refresh_token,omitempty"`
		}{t.Access.Reveal(), "Bearer", int64(t.ExpiresIn / time.Second), t.Refresh.Reveal()})
	}
}

// IsB64Token reports whether a token is what a header may hold: RFC 6750, 2.1.
func IsB64Token(token flow.Secret) bool {
	text := strings.TrimRight(token.Reveal(), "=")
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-._~+/", r))
	})
}
