package config

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"dintero-login/api/config/source"
	"dintero-login/api/spawn"
	"dintero-login/flow"
)

const (
	sourceTimeout = 30 * time.Second // for a secret's file that is a pipe
	noticeAfter   = time.Second
)

// Access is what a profile takes from elsewhere on this machine before the first call.
type Access struct {
	// ClientSecret returns the secret that Access read to its first caller and does not keep it;
	// for later callers it reads the secret again, as Profile.ClientSecret does.
	ClientSecret func(context.Context) (flow.Secret, error)
	CA           []byte // the content of ca_file, PEM; nil for none
}

// Access reads the client's secret and the certificates now, so that a missing one is reported
// before a person is asked for anything. It calls say once if that takes longer than a second, and
// never after it has returned. The error lists every problem and is an ErrConfig or a source.Err;
// when ctx ends first it is ctx's.
func (p Profile) Access(ctx context.Context, say func(string)) (Access, error) {
	ca, wrongCA := p.Certificates(ctx)
	secret, wrongSecret := p.secretWithNotice(ctx, say)
	if ctx.Err() != nil {
		return Access{}, fmt.Errorf("the client's secret: %w", ctx.Err())
	}
	if err := errors.Join(wrongSecret, wrongCA); err != nil {
		return Access{}, err
	}
	return Access{ClientSecret: p.startingWith(secret), CA: ca}, nil
}

// startingWith returns ClientSecret with a known first result.
func (p Profile) startingWith(secret flow.Secret) func(context.Context) (flow.Secret, error) {
	first := make(chan flow.Secret, 1)
	first <- secret
	return func(ctx context.Context) (flow.Secret, error) {
		select {
		case secret := <-first:
			return secret, nil
		default:
			return p.ClientSecret(ctx)
		}
	}
}

// secretWithNotice is ClientSecret with a notice when it takes long.
func (p Profile) secretWithNotice(ctx context.Context, say func(string)) (flow.Secret, error) {
	said := make(chan struct{})
	timer := time.AfterFunc(noticeAfter, spawn.Guarded(func() {
		defer close(said)
		key, shown := p.SecretFrom()
		say("waiting for the client's secret (" + key + ": " + shown + ")")
	}))
	secret, err := p.ClientSecret(ctx)
	if !timer.Stop() {
		<-said
	}
	return secret, err
}

// SecretFrom returns the key that names the client's secret, and its value as config show prints it.
func (p Profile) SecretFrom() (key, shown string) {
	key, _ = p.source.key()
	if r, ok := ruleOf(key); ok {
		return key, r.show(p)
	}
	return "", "none"
}

// ClientSecret reads the client's secret at each call: from the config itself, a variable, a file
// of at most 64 KiB, or a command. A command, or a file that is a pipe, may take 30 s. The error
// names the key and its line, never the value, and is a source.Err; when ctx ends first it is
// ctx's.
func (p Profile) ClientSecret(ctx context.Context) (flow.Secret, error) {
	key, get := p.source.key()
	if get == nil {
		return flow.Secret{}, source.Errorf("this profile has no client secret")
	}
	secret, err := get(ctx, p)
	if err != nil {
		return flow.Secret{}, fmt.Errorf("%s: %s: %w", p.origins[key], key, err)
	}
	return secret, nil
}

// key returns the key that names the source, and a function that reads the secret from there.
func (s secretSource) key() (key string, get func(context.Context, Profile) (flow.Secret, error)) {
	switch {
	case s.env != "":
		return "client_secret_env", func(_ context.Context, p Profile) (flow.Secret, error) { return source.FromEnv(p.lookup, s.env) }
	case s.file != "":
		return "client_secret_file", func(ctx context.Context, _ Profile) (flow.Secret, error) { return fromFileInTime(ctx, s.file) }
	case len(s.argv) > 0:
		return "client_secret_command", func(ctx context.Context, p Profile) (flow.Secret, error) {
			return source.Command{Argv: s.argv, Hide: p.hide}.Run(ctx)
		}
	case !s.literal.IsEmpty():
		return "client_secret", func(context.Context, Profile) (flow.Secret, error) { return s.literal, nil }
	default:
		return "", nil
	}
}

func fromFileInTime(ctx context.Context, path string) (flow.Secret, error) {
	limited, cancel := context.WithTimeout(ctx, sourceTimeout)
	defer cancel()
	secret, err := source.FromFile(limited, path)
	if err != nil && ctx.Err() == nil && limited.Err() != nil {
		return flow.Secret{}, source.Errorf("%s: nothing came within %s", flow.FromOutside(path).Shown(), sourceTimeout)
	}
	return secret, err
}

// Certificates returns the content of ca_file; nil without the key. The error names the
// key's line, and is an ErrConfig.
func (p Profile) Certificates(ctx context.Context) ([]byte, error) {
	if p.CAFile == "" {
		return nil, nil
	}
	content, wrong := readCertificates(ctx, p.CAFile)
	if wrong != "" {
		return nil, fault("%s: ca_file: %s: %s", p.origins["ca_file"], flow.FromOutside(p.CAFile).Shown(), wrong)
	}
	return content, nil
}

// readCertificates reads a regular file of at most 1 MiB with at least one certificate.
func readCertificates(ctx context.Context, path string) (content []byte, wrong string) {
	file, err := source.ReadFile(ctx, path, maxFile, source.Regular)
	switch {
	case err != nil:
		return nil, source.Why(err, maxFile)
	case !x509.NewCertPool().AppendCertsFromPEM(file.Bytes):
		return nil, "there is no certificate in it; it must hold PEM, a -----BEGIN CERTIFICATE----- block for each"
	}
	return file.Bytes, ""
}
