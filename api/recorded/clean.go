package recorded

import (
	"slices"
	"strings"
	"unicode"

	"dintero-login/flow"
)

// removed stands where something was taken out.
const removed = "[removed]"

// remembered is the secrets and identifiers that were seen anywhere in the input, so that a
// message that repeats one of them shows none. It keeps the newest.
type remembered struct {
	list []string
	next int
}

// The caps on what is remembered. No secret of the contract is shorter than 4.
const (
	rememberedCap = 1024
	longestSecret = 4 << 10
	shortest      = 4
)

func (r *remembered) add(texts ...string) {
	for _, text := range texts {
		switch {
		case len(text) < shortest || len(text) > longestSecret || slices.Contains(r.list[max(0, len(r.list)-16):], text):
		case len(r.list) < rememberedCap:
			r.list = append(r.list, strings.Clone(text)) // and not all of its line
		default:
			r.list[r.next] = strings.Clone(text)
			r.next = (r.next + 1) % rememberedCap
		}
	}
}

// clean takes out of a server's text what was remembered, and what may be a secret or a
// person's by its look: e-mail addresses, numbers, tokens, what is quoted, and what stands
// after the name of a secret. It rather takes out too much.
func (r *remembered) clean(text string) string {
	for _, secret := range r.list {
		text = strings.ReplaceAll(text, secret, removed)
		text = strings.ReplaceAll(text, flow.FromOutside(secret).Shown(), removed)
	}
	return strings.Join(withoutNumbers(withoutNames(strings.Fields(withoutQuotes(text)))), " ")
}

// cleaned is text of a server that may leave.
func (r *remembered) cleaned(text flow.Foreign) flow.Foreign {
	return flow.FromOutside(r.clean(text.Shown()))
}

// withoutQuotes takes out what is quoted, unless it is a name of the API's own.
func withoutQuotes(text string) string {
	for _, pair := range []string{`""`, "``", "“”", "«»"} {
		marks := []rune(pair)
		open, shut := string(marks[0]), string(marks[1])
		var b strings.Builder
		for {
			before, after, ok := strings.Cut(text, open)
			inside, rest, closed := strings.Cut(after, shut)
			if !ok || !closed {
				break
			}
			b.WriteString(before)
			if isOwnName(inside) {
				b.WriteString(open + inside + shut)
			} else {
				b.WriteString(removed)
			}
			text = rest
		}
		text = b.String() + text
	}
	return text
}

// secretNames are what stands before a secret or an identifier in texts.
func secretNames() []string {
	return []string{
		"secret", "password", "passord", "pin", "code", "kode", "token", "mfa_token", "oob_code", "binding_code", "access_token",
		"refresh_token", "client_secret", "ident", "email", "e-mail", "phone", "phone_number", "authorization", "bearer", "basic",
		"customer", "customer_id", "user", "id", "sub",
	}
}

// withoutNames takes out what follows a secret's name and : or =, and what cannot be an
// ordinary word.
func withoutNames(words []string) []string {
	after := false
	for i, word := range words {
		name, _, found := strings.Cut(strings.ToLower(word), "=")
		if !found {
			name, _, found = strings.Cut(strings.ToLower(word), ":")
		}
		plain := strings.Trim(strings.ToLower(word), `"'.,;()`)
		named := found && slices.Contains(secretNames(), strings.Trim(name, `"'{[(,`))
		switch {
		case after || plain == "bearer" || plain == "basic":
			words[i] = removed
			after = plain == "bearer" || plain == "basic"
			continue
		case named && len(word) > len(name)+1:
			words[i] = word[:len(name)+1] + removed
			continue
		case named:
			after = true
			continue
		case isOdd(word):
			words[i] = removed
		}
		after = false
	}
	return words
}

// isOdd reports whether a word is an address, a token, or anything else that is no ordinary
// word and no name of the API's.
func isOdd(word string) bool {
	switch {
	case strings.Contains(word, "@") || strings.Contains(word, "%40") || strings.Contains(word, "://"):
		return true
	case strings.Contains(word, "eyJ"):
		return true
	}
	return len(word) > 24 && !isOwnName(strings.Trim(word, `"'.,;()`))
}

// isOwnName reports whether a text is a name such as the API has: binding_code, or
// write:accounts:/auth/users.
func isOwnName(text string) bool {
	if len(text) > 60 || strings.Trim(text, "abcdefghijklmnopqrstuvwxyz_:/-") != "" {
		return false
	}
	verb, _, scope := strings.Cut(text, ":")
	if scope {
		return slices.Contains([]string{"admin", "create", "delete", "public", "read", "user", "write"}, verb)
	}
	return slices.Contains([]string{
		"ident_type", "ident", "email", "type", "password", "secret", "mfa_token", "oob_code", "binding_code", "audience",
		"grant_type", "challenge_type", "oob_channel", "client_id", "client_secret", "refresh_token", "phone_number",
	}, text)
}

// withoutNumbers takes out words with four digits or more, and runs of words with six.
func withoutNumbers(words []string) []string {
	for i := 0; i < len(words); {
		to, all := i, 0
		for to < len(words) && digits(words[to]) > 0 {
			all += digits(words[to])
			to++
		}
		for at := i; at < to; at++ {
			if all >= 6 || digits(words[at]) >= 4 {
				words[at] = removed
			}
		}
		i = max(to, i+1)
	}
	return slices.Compact(words)
}

func digits(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// codeOf is an error code that may leave: words without a digit.
func (r *remembered) codeOf(code flow.Foreign) flow.Foreign {
	text := code.Shown()
	if text == "" {
		return code
	}
	if len(text) > 40 || strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz_- ") != "" || r.clean(text) != strings.Join(strings.Fields(text), " ") {
		return flow.FromOutside(removed)
	}
	return code
}

// requestOf is a request id that may leave: one word of letters, digits and dashes that is
// neither a token nor a number, which may be somebody's.
func (r *remembered) requestOf(id flow.Foreign) flow.Foreign {
	text := id.Shown()
	if text == "" || len(text) > 64 || strings.Trim(text, letters+"-_.=") != "" || strings.Trim(text, "0123456789-_.=") == "" || strings.HasPrefix(text, "eyJ") {
		return flow.Foreign{}
	}
	for _, secret := range r.list {
		if strings.Contains(text, secret) || strings.Contains(secret, text) {
			return flow.Foreign{}
		}
	}
	return id
}
