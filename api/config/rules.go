package config

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"dintero-login/api/config/source"
	"dintero-login/api/config/tomlfile"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// rule is one key of a profile. take sets its field, or returns what is allowed instead; show
// returns the value as `config show` prints it.
type rule struct {
	key  string
	need bool // there is no default
	flag bool // a flag overrides it
	take func(p *Profile, value any) (wrong string)
	show func(p Profile) string

	words []string // the values that are allowed, where there are only a few
}

// rules is every key of a profile, in the order in which they are shown.
var rules = []rule{
	text("base_url", func(p *Profile) *string { return &p.BaseURL }, wire.BaseURL),
	needed(text("account", func(p *Profile) *string { return &p.Account }, account)),
	text("audience", func(p *Profile) *string { return &p.Audience }, word("")),
	needed(text("client_id", func(p *Profile) *string { return &p.ClientID }, word(":"))),
	{key: "client_secret", take: takeLiteral, show: func(p Profile) string { return when(!p.source.literal.IsEmpty(), "[secret]") }},
	text("client_secret_env", func(p *Profile) *string { return &p.source.env }, variable),
	text("client_secret_file", func(p *Profile) *string { return &p.source.file }, path),
	{key: "client_secret_command", take: takeCommand, show: showCommand},
	oneOf("login", func(p *Profile) *flow.LoginMode { return &p.Login },
		choice[flow.LoginMode]{"auto", flow.LoginAuto}, choice[flow.LoginMode]{"mfa", flow.LoginMFA},
		choice[flow.LoginMode]{"password", flow.LoginPassword}),
	userTypeRule(),
	oneOf("ident_type", func(p *Profile) *flow.IdentType { return &p.IdentType },
		choice[flow.IdentType]{"phone_number", flow.ByPhone}, choice[flow.IdentType]{"email", flow.ByEmail}),
	text("region", func(p *Profile) *string { return &p.Region }, region),
	{key: "code_length", take: takeCodeLength, show: func(p Profile) string { return strconv.Itoa(p.CodeLength) }},
	withoutFlag(oneOf("mfa_grant_type", func(p *Profile) *string { return &p.MFAGrantType },
		choice[string]{"mfa_oob", "mfa_oob"}, choice[string]{"mfa-oob", "mfa-oob"})),
	text("ca_file", func(p *Profile) *string { return &p.CAFile }, path),
	{key: "timeout", take: takeTimeout, show: func(p Profile) string { return p.Timeout.String() }},
	text("contact", func(p *Profile) *string { return &p.Contact }, contact),
	withoutFlag(oneOf("say_language", func(p *Profile) *string { return &p.SayLanguage },
		choice[string]{"en", "en"}, choice[string]{"nb", "nb"})),
	{key: "test_customer", take: takeTestCustomer, show: showTestCustomer},
	{key: "support", take: takeSupport, show: func(p Profile) string { return strconv.FormatBool(p.Support) }},
}

func userTypeRule() rule {
	return oneOf("user_type", func(p *Profile) *flow.UserType { return &p.UserType },
		choice[flow.UserType]{"customer", flow.AsCustomer}, choice[flow.UserType]{"company", flow.AsCompany})
}

// ruleOf returns the rule of a key.
func ruleOf(key string) (rule, bool) {
	i := slices.IndexFunc(rules, func(r rule) bool { return r.key == key })
	if i < 0 {
		return rule{}, false
	}
	return rules[i], true
}

func ruleKeys() []string {
	keys := make([]string, len(rules))
	for i, r := range rules {
		keys[i] = r.key
	}
	return keys
}

// text returns a rule for text; check validates the text and returns it ready for the field.
func text(key string, field func(*Profile) *string, check func(string) (ready, wrong string)) rule {
	return rule{
		key: key,
		take: func(p *Profile, value any) string {
			s, ok := value.(string)
			if !ok {
				return "must be text in quotes, not " + tomlfile.Kind(value)
			}
			ready, wrong := check(s)
			if wrong == "" {
				*field(p) = ready
			}
			return wrong
		},
		show: func(p Profile) string { return flow.FromOutside(*field(&p)).Shown() },
	}
}

type choice[T comparable] struct {
	word string
	is   T
}

// oneOf returns a rule for one of a few words.
func oneOf[T comparable](key string, field func(*Profile) *T, choices ...choice[T]) rule {
	words := make([]string, len(choices))
	for i, c := range choices {
		words[i] = c.word
	}
	return rule{
		key:   key,
		flag:  true,
		words: words,
		take: func(p *Profile, value any) string {
			s, ok := value.(string)
			for _, c := range choices {
				if ok && s == c.word {
					*field(p) = c.is
					return ""
				}
			}
			return "must be " + tomlfile.List(words) + tomlfile.DidYouMean(s, words)
		},
		show: func(p Profile) string {
			for _, c := range choices {
				if *field(&p) == c.is {
					return c.word
				}
			}
			return ""
		},
	}
}

func needed(r rule) rule {
	r.need = true
	return r
}

func withoutFlag(r rule) rule {
	r.flag = false
	return r
}

func takeLiteral(p *Profile, value any) string {
	s, ok := value.(string)
	if !ok {
		return "must be text in quotes, not " + tomlfile.Kind(value)
	}
	if s == "" {
		return "must not be empty"
	}
	p.source.literal = flow.Conceal(s)
	return ""
}

func takeCommand(p *Profile, value any) string {
	const allowed = `must be a list of texts, as in ["pass", "show", "dintero"], or text`
	switch v := value.(type) {
	case string:
		argv, err := source.Argv(v)
		if err != nil {
			return err.Error()
		}
		p.source.argv = argv
		return ""
	case []any:
		var argv []string
		for _, item := range v {
			s, ok := item.(string)
			if !ok {
				return allowed + "; one of its items is " + tomlfile.Kind(item)
			}
			argv = append(argv, s)
		}
		if len(argv) == 0 || argv[0] == "" {
			return "must name a program"
		}
		p.source.argv = argv
		return ""
	default:
		return allowed + ", not " + tomlfile.Kind(value)
	}
}

// showCommand omits the arguments, because a token may be among them.
func showCommand(p Profile) string {
	if len(p.source.argv) == 0 {
		return ""
	}
	name := flow.FromOutside(p.source.argv[0]).Shown()
	switch n := len(p.source.argv) - 1; n {
	case 0:
		return name
	case 1:
		return name + ", 1 argument"
	default:
		return fmt.Sprintf("%s, %d arguments", name, n)
	}
}

func takeCodeLength(p *Profile, value any) string {
	n, ok := value.(int64)
	if !ok || n != 0 && (n < 4 || n > 12) {
		return "must be a number from 4 to 12, or 0 for any length"
	}
	p.CodeLength = int(n)
	return ""
}

func takeTimeout(p *Profile, value any) string {
	s, ok := value.(string)
	d, err := time.ParseDuration(s)
	if !ok || err != nil || d < time.Second || d > 10*time.Minute {
		return `must be text from "1s" to "10m", as in "30s"`
	}
	p.Timeout = d
	return ""
}

func takeSupport(p *Profile, value any) string {
	on, ok := value.(bool)
	if !ok {
		return "must be true or false, without quotes"
	}
	p.Support = on
	return ""
}

func when(yes bool, text string) string {
	if yes {
		return text
	}
	return ""
}
