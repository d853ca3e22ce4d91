package record

import (
	"encoding/base64"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// sentenceCap is how much of a sentence is kept, in bytes.
const sentenceCap = 300

// ordinary is a server's sentence with nothing in it but ordinary words and the API's own names,
// and whether nothing was taken out. A word that is quoted, or has a digit, a bracket or a
// capital inside, may be anything.
func ordinary(said string, t *taking) (string, bool) {
	shown := flow.FromOutside(said).Shown()
	if shown == "" {
		return "", true
	}
	var kept []string
	whole := len(shown) <= sentenceCap
	if !whole {
		shown = strings.ToValidUTF8(shown[:sentenceCap], "")
	}
	for _, word := range strings.Fields(shown) {
		core := strings.Trim(word, `.,:;!?"'()`)
		if core == "" && len(word) <= 2 || (isAPIName(core) || isOrdinary(core) && !strings.ContainsAny(word, "\"“”«»")) && !t.holds(word) && !t.hidesIn(core) {
			kept = append(kept, word)
			continue
		}
		whole = false
		if len(kept) == 0 || kept[len(kept)-1] != removed {
			kept = append(kept, removed)
		}
	}
	line := strings.Join(kept, " ")
	if t.holds(line) || t.holds(strings.ReplaceAll(line, " ", "")) { // of several words, each ordinary
		return removed, false
	}
	return line, whole
}

// isOrdinary reports whether a word is spelled as words are: Customer, not, MFA.
func isOrdinary(word string) bool {
	word = strings.ReplaceAll(strings.ReplaceAll(word, "'", ""), "-", "")
	if word == "" || utf8.RuneCountInString(word) > 24 {
		return false
	}
	upper, lower := 0, 0
	for i, r := range word {
		switch {
		case unicode.IsUpper(r):
			upper++
			if i > 0 && lower > 0 {
				return false
			}
		case unicode.IsLower(r):
			lower++
		default:
			return false
		}
	}
	return upper <= 1 || lower == 0
}

// hidesIn reports whether a word is the base64 of something that has a pseudonym.
func (t *taking) hidesIn(word string) bool {
	plain, err := base64.RawURLEncoding.DecodeString(word)
	return err == nil && t.knows(string(plain))
}

// isName reports whether a text is spelled as the API spells its own words.
func isName(text string) bool {
	return text != "" && len(text) <= 40 && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz_-") == "" && text[0] >= 'a' && text[0] <= 'z'
}

// isWord reports whether a text has letters only.
func isWord(text string) bool {
	return text != "" && len(text) <= 40 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == ""
}

// isCode reports whether a text is spelled as error codes are: NOT FOUND, invalid_grant.
func isCode(text string) bool {
	if text == "" || len(text) > 60 {
		return false
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '.' }) {
		if !isOrdinary(word) {
			return false
		}
	}
	return strings.Trim(text, " _-.") != ""
}

// isAPIName reports whether a text is one of the words and names that the API is documented to
// use, or the name of a scope.
func isAPIName(text string) bool {
	if verb, rest, scope := strings.Cut(text, ":"); scope {
		return slices.Contains([]string{"admin", "create", "delete", "public", "read", "write"}, verb) &&
			slices.Contains([]string{
				"accounts", "accounts:/auth/users", "accounts:/auth/users/no-mfa", "accounts:/auth/mfa", "accounts:auth:refresh_token", "customers",
			}, rest)
	}
	return slices.Contains([]string{
		"access_token", "audience", "binding_code", "challenge_type", "client_id", "client_secret", "email", "grant_type", "ident",
		"ident_type", "mfa_token", "oob_channel", "oob_code", "password", "phone_number", "refresh_token", "secret", "token", "type",
		"mfa_challenge", "mfa_oob", "mfa-oob", "oob", "prompt", "sms", "bearer", "Bearer", "client_credentials", "uuid", "sequence",
		"SHA256", "HMAC-SHA256", "OPT_OUT", "OPT_IN", "string", "integer", "real", "boolean", "phonenumber", "date", "date-time",
		"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "RSA", "EC", "OKP", "sig",
		"customer", "company", "mfa_required", "invalid_grant", "expired_token",
	}, text)
}

// isRoute reports whether a path is one of the contract's, for the account of another path.
func isRoute(of, asked string) bool {
	before, rest, ok := strings.Cut(of, "/accounts/")
	account, _, _ := strings.Cut(rest, "/")
	if !ok {
		return false
	}
	for call := flow.CallClientToken; call <= flow.CallExists; call++ {
		if path.Join(before, "accounts", account, wire.RouteOf(call).Path) == asked {
			return true
		}
	}
	return false
}

// customersIn is whom a token is about: the claims that name a customer.
func customersIn(token string) []string {
	_, rest, _ := strings.Cut(token, ".")
	payload, _, ok := strings.Cut(rest, ".")
	if !ok || len(payload) > bodyCap {
		return nil
	}
	claims, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		return nil
	}
	var list []string
	for _, claim := range strict.Open(claims).Inside {
		switch claim.Key {
		case "sub", "customer_id", "user_id", "uid", "email", "phone_number":
			if claim.Kind == '"' && claim.Text != "" {
				list = append(list, claim.Text)
			}
		}
	}
	return list
}
