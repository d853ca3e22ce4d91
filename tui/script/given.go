package script

import (
	"context"
	"errors"
	"strings"

	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/field"
	"dintero-login/tui/words"
)

// GiveSecret returns the secret from the source that a flag named. It has the same limits as a
// typed one: a secret that cannot be right costs no try.
func (l Login) GiveSecret(ctx context.Context) (flow.Secret, error) {
	secret, err := spawn.Await(ctx, l.Secret)
	if err != nil {
		return flow.Secret{}, err
	}
	if problem := words.SecretProblem(secret); problem != "" {
		return flow.Secret{}, errors.New(problem)
	}
	return secret, nil
}

// GiveCode returns the code from the source that a flag named, as the field would take it.
func (l Login) GiveCode(ctx context.Context, asked CodeAsked) (flow.Secret, error) {
	code, err := spawn.Await(ctx, func(ctx context.Context) (flow.Secret, error) { return l.Code(ctx, asked) })
	if err != nil {
		return flow.Secret{}, err
	}
	code, err = oneCode(code)
	if err != nil {
		return flow.Secret{}, err
	}
	if problem := words.CodeProblem(code, l.Length); problem != "" {
		return flow.Secret{}, errors.New(problem)
	}
	return code, nil
}

// oneCode returns a code as the field would take it: one line, its digits plain, without spaces,
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
