package tui

import (
	"context"
	"errors"
	"strings"

	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/field"
)

// givenSecret is the secret from where a flag said, held against the same limits as a typed
// one: what cannot be right costs no try.
func (s Session) givenSecret(ctx context.Context) (flow.Secret, error) {
	secret, err := spawn.Await(ctx, s.Secret)
	if err != nil {
		return flow.Secret{}, err
	}
	if problem := secretProblem(secret); problem != "" {
		return flow.Secret{}, errors.New(problem)
	}
	return secret, nil
}

// givenCode is the code from where a flag said, as the field would take it.
func (s Session) givenCode(ctx context.Context, asked CodeAsked) (flow.Secret, error) {
	code, err := spawn.Await(ctx, func(ctx context.Context) (flow.Secret, error) { return s.Code(ctx, asked) })
	if err != nil {
		return flow.Secret{}, err
	}
	code, err = oneCode(code)
	if err != nil {
		return flow.Secret{}, err
	}
	if problem := codeProblem(code, s.Length); problem != "" {
		return flow.Secret{}, errors.New(problem)
	}
	return code, nil
}

// oneCode is a code as the field would take it: one line, its digits plain, without spaces,
// dashes and symbols.
func oneCode(given flow.Secret) (flow.Secret, error) {
	if strings.ContainsAny(strings.TrimSpace(given.Reveal()), "\r\n\u0085\u2028\u2029") {
		return flow.Secret{}, errors.New("the code is more than one line; nothing was sent")
	}
	code := field.New(field.Code).SetText(given.Reveal()).SecretText()
	if code.IsEmpty() {
		return flow.Secret{}, errors.New("the code is empty; nothing was sent")
	}
	return code, nil
}

// codeProblem is why a code cannot be sent; empty when it can. The length is the profile's,
// 0 where nobody knows it.
func codeProblem(code flow.Secret, length int) string {
	switch {
	case code.IsEmpty():
		return "Type the code from the message."
	case length > 0 && code.Len() != length:
		return "The code has " + itoa(length) + " characters; these are " + itoa(code.Len()) + "."
	default:
		return ""
	}
}
