package words

import (
	"fmt"
	"strconv"

	"dintero-login/flow"
)

// The lengths that the API takes (contract 2), in characters.
const (
	secretAtLeast = 4
	secretAtMost  = 255
)

// SecretLengths says how long a secret is.
func SecretLengths() string { return fmt.Sprintf("%d to %d characters", secretAtLeast, secretAtMost) }

// SecretProblem is why a secret cannot be sent; empty when it can.
func SecretProblem(secret flow.Secret) string {
	switch n := secret.Len(); {
	case n == 0:
		return "Type the customer's PIN or password."
	case n < secretAtLeast:
		return "Too short: a PIN or password has 4 characters or more."
	case n > secretAtMost:
		return "Too long: Dintero takes 255 characters at the most."
	default:
		return ""
	}
}

// CodeProblem is why a code cannot be sent; empty when it can. The length is the profile's,
// 0 where nobody knows it.
func CodeProblem(code flow.Secret, length int) string {
	switch {
	case code.IsEmpty():
		return "Type the code from the message."
	case length > 0 && code.Len() != length:
		return "The code has " + strconv.Itoa(length) + " characters; these are " + strconv.Itoa(code.Len()) + "."
	default:
		return ""
	}
}
