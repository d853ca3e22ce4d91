package source

import "strings"

// Argv splits a command line into a program and its arguments at spaces; 'text' and
// "text" keep theirs. There is no shell: what a shell would act on is an error, so that
// nothing is silently taken as it stands. The error has none of the text, is an Err,
// and goes on from a name, as in "--secret-command must name a program".
func Argv(line string) ([]string, error) {
	var (
		argv   []string
		word   strings.Builder
		inWord bool
		quote  rune
	)
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == '\'':
			word.WriteRune(r)
		case strings.ContainsRune("$`\\", r), quote == 0 && strings.ContainsRune("|&;<>(){}*?[]~#\n", r):
			return nil, errShell
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, inWord = r, true
		case r == ' ' || r == '\t':
			if inWord {
				argv = append(argv, word.String())
				word.Reset()
			}
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		return nil, Errorf("has a quote that is not closed")
	}
	if inWord {
		argv = append(argv, word.String())
	}
	if len(argv) == 0 || argv[0] == "" {
		return nil, Errorf("must name a program")
	}
	return argv, nil
}

var errShell = Errorf("runs without a shell; what needs one goes into a script of its own, " +
	"and a character that only looks like a shell's between 'single quotes'")
