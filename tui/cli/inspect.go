package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"regexp"

	"github.com/spf13/cobra"

	"dintero-login/api/jwt"
	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// inspectCap is how many bytes are read of what should be a token: one of more than 64 KiB is not
// decoded anyway.
const inspectCap = 128 << 10

func (p *program) inspectCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "inspect [FILE|-]", Short: "Say what a token says, and whether it is verified",
		Long: "Say what a token says, and whether it is verified. The token comes from a file or from standard input, also with\n" +
			"Authorization: Bearer before it, and is neither sent anywhere nor printed. Without --profile nothing is asked for, and\n" +
			"no signature can be verified.\n\nExit codes: 0 verified, 3 bad, 4 not verifiable; the others as everywhere.",
		Example: "  dintero-login token inspect --profile shop token.txt\n  pbpaste | dintero-login token inspect --json",
		RunE:    func(cmd *cobra.Command, args []string) error { return p.inspect(cmd, args, asJSON) },
	}
	f := cmd.Flags()
	f.StringVar(&p.flags.account.config, "config", "", "the config `FILE`")
	f.StringVar(&p.flags.account.profile, "profile", "", "whose keys verify it: the profile's `NAME` in the config")
	f.BoolVar(&asJSON, "json", false, "the verdict as one JSON object")
	return cmd
}

func (p *program) inspect(cmd *cobra.Command, args []string, asJSON bool) error {
	ctx, stop := terminal.UntilSignal(cmd.Context())
	defer stop()
	switch {
	case len(args) > 1:
		return misused("token inspect takes one FILE, or - for standard input")
	case len(args) == 0 && terminal.Is(p.stdin):
		return misused("there is no token to inspect; give its FILE, or pipe it in")
	case p.flags.account.profile == "" && p.flags.account.config != "":
		return misused("--config needs --profile, which says whose keys verify the token")
	}
	token, err := p.tokenFrom(ctx, append(args, "-")[0])
	if err != nil {
		return err
	}
	claims, verdict, err := p.judge(ctx, token)
	switch {
	case ctx.Err() != nil:
		return exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	case err != nil:
		return err
	case asJSON:
		err = script.PrintVerdictJSON(p.stdout, verdict, claims)
	default:
		err = script.PrintVerdict(p.stdout, verdict, claims, p.now())
	}
	p.result.Code = script.VerdictExitCode(verdict)
	return err
}

// judge verifies a token with the keys of the profile that was named, or with none. The profile's
// host is asked for its keys, and never sees the token.
func (p *program) judge(ctx context.Context, token flow.Secret) (flow.Claims, flow.Verdict, error) {
	if p.flags.account.profile == "" {
		claims := jwt.Claims(token, jwt.Expected{}, p.now())
		return claims, flow.Judge(claims, jwt.Verify(token, nil), 0, 0), nil
	}
	opened, err := p.open(ctx, false)
	if err != nil {
		return flow.Claims{}, flow.Verdict{}, err
	}
	defer opened.close()
	account, problem := script.ReadKeys(ctx, opened.adapter)
	if problem.Reason != flow.NoReason {
		return flow.Claims{}, flow.Verdict{}, exitError{script.Result{Code: script.ExitCode(problem), Said: script.Sentence(problem), Problem: problem}}
	}
	claims := jwt.Claims(token, opened.adapter.Expected(), p.now())
	return claims, flow.Judge(claims, jwt.Verify(token, account.Keys), 0, account.Skew), nil
}

// before is what may stand before a token that was copied out of a request. The scheme's case does
// not matter (RFC 9110 section 11.1).
var before = regexp.MustCompile(`(?i)^(?:authorization:[ \t]*)?(?:bearer[ \t]+)?`)

// tokenFrom reads a token from a file, or from standard input for -. No error names the file: it
// may be the token itself, in the wrong place.
func (p *program) tokenFrom(ctx context.Context, name string) (flow.Secret, error) {
	text, err := spawn.Await(ctx, func(context.Context) ([]byte, error) {
		from := p.stdin
		if name != "-" {
			file, err := os.Open(name)
			if err != nil {
				return nil, err
			}
			defer func() { _ = file.Close() }()
			from = file
		}
		return io.ReadAll(io.LimitReader(from, inspectCap))
	})
	var place *os.PathError
	switch {
	case ctx.Err() != nil:
		return flow.Secret{}, exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	case errors.As(err, &place):
		return flow.Secret{}, misused("the token's file cannot be read: %s; a token itself comes through standard input", place.Err)
	case err != nil:
		return flow.Secret{}, misused("the token cannot be read")
	}
	line := text
	for _, end := range []string{"\n", "\r"} {
		if n := len(line); n > 0 && line[n-1] == end[0] {
			line = line[:n-1]
		}
	}
	line = line[len(before.Find(line)):]
	if len(line) == 0 {
		return flow.Secret{}, misused("there is no token to inspect; give its FILE, or pipe it in")
	}
	return flow.Conceal(string(line)), nil
}
