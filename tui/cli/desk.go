package cli

import (
	"context"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"regexp"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"

	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// deskCommand is support mode for agents who share a host. OpenSSH runs it as the forced
// command of an agent's key: what the agent can do is what it offers.
func (p *program) deskCommand() *cobra.Command {
	var agent string
	cmd := &cobra.Command{
		Use: "desk", Short: "Support mode for agents on a shared host, under OpenSSH",
		Long: "Support mode for agents on a shared host. OpenSSH runs it as the forced command of an agent's key;\n" +
			"the README has the lines for sshd. Each session, existence question, message and refusal is a line\n" +
			"of the system log, which names the agent and not the customer. Windows has no desk.",
		Example: `  command="/usr/local/bin/dintero-login desk --agent kari",restrict,pty ssh-ed25519 AAAA…`,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.desk(cmd.Context(), agent) },
	}
	f := cmd.Flags()
	f.StringVar(&agent, "agent", "", "the agent's `NAME` in the log: letters, digits and . _ - @")
	f.StringVar(&p.flags.account.config, "config", "", "the config `FILE`")
	f.StringVar(&p.flags.account.profile, "profile", "", "the profile's `NAME` in the config")
	return cmd
}

// desk is one agent's session. Nothing that the agent's client sends chooses anything: not the
// environment, of which three variables stay, and not the command, which there must not be.
func (p *program) desk(ctx context.Context, agent string) error {
	switch {
	case runtime.GOOS == "windows":
		return misused("there is no desk on Windows, which has neither OpenSSH's forced commands with a terminal nor a system log")
	case !regexp.MustCompile(`^[A-Za-z0-9._@-]{1,64}$`).MatchString(agent):
		return misused("--agent takes the agent's name: letters, digits and . _ - @, at most 64")
	}
	asked := os.Getenv("SSH_ORIGINAL_COMMAND") != ""
	folder, err := keepTerminalVariables()
	if err != nil {
		return err
	}
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP) // a desk ends with its connection, also where nohup started sshd
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	if p.flags.account.config == "" {
		p.flags.account.config = filepath.Join(folder, "dintero-login", "config.toml")
	}
	if _, err := os.Stat(p.flags.account.config); err != nil {
		return exit(terminal.ExitUsage, script.BecauseConfig, "the desk has no config: %s cannot be found", flow.FromOutside(p.flags.account.config).Shown())
	}
	p.flags.login.print = "none"
	log, err := openDeskLog(ctx, agent, p.flags.account.config)
	if err != nil {
		return err
	}
	defer spawn.OnExit(log.close)()
	defer log.close()
	if asked {
		log.line("command refused")
		return misused("the desk takes no command, no file and no flag: connect with ssh -t and the host alone")
	}
	return p.serveAgent(ctx, log)
}

// serveAgent shows support mode, and records what is done.
func (p *program) serveAgent(ctx context.Context, log *deskLog) error {
	in, out, err := terminal.Find(p.stdin, p.stdout, p.stderr)
	if err != nil || in != p.stdin {
		log.line("session refused reason=no-terminal")
		return exit(terminal.ExitNoTerminal, script.BecauseTerminal, "the desk needs a terminal: connect with ssh -t")
	}
	opened, err := p.open(ctx, false)
	if err != nil {
		log.line("session refused reason=config")
		return err
	}
	defer opened.close()
	opened.profile.Support = true
	session, _, err := p.session(opened)
	if err != nil {
		return err
	}
	session.API, session.Desk = log.around(session.API), true
	log.begins(opened.profile.Account)
	p.screen = true
	p.result, err = tui.Run(ctx, session, tui.Options{In: in, Out: out, Theme: p.theme})
	return err
}

// keepTerminalVariables clears the environment but for what a terminal is like, and returns
// the config folder of the user who runs the program, as the system knows it.
func keepTerminalVariables() (folder string, err error) {
	kept := map[string]string{}
	for _, name := range []string{"TERM", "LANG", "NO_COLOR"} {
		if value, set := os.LookupEnv(name); set {
			kept[name] = value
		}
	}
	os.Clearenv()
	us, err := user.Current()
	if err != nil {
		return "", misused("the desk cannot tell whose config to use: the system does not know this user")
	}
	kept["HOME"] = us.HomeDir
	for name, value := range kept {
		if err := os.Setenv(name, value); err != nil {
			return "", misused("the environment cannot be set up")
		}
	}
	folder, err = os.UserConfigDir()
	_ = os.Unsetenv("HOME")
	if err != nil {
		return "", misused("the desk's user has no home folder with a config")
	}
	return folder, nil
}
