package cli

import (
	"context"

	"dintero-login/api/config"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
	"dintero-login/tui"
)

// startDemo starts the sandbox. Its messages wait in a channel; a phone that nobody looks
// at loses the newest, never the login.
func (p *program) startDemo() (opened, error) {
	o := opened{messages: make(chan tui.Message, 256)}
	options := p.flags.account.sandbox
	if options.Now == nil {
		clock := &sandbox.Clock{}
		options.Now, options.After = clock.Now, clock.After
		o.turn = clock.Turn
		p.follow(clock)
	}
	if told := p.flags.login.told(); told != nil {
		options.Scenario = told[0]
	}
	options.OnMessage = func(m sandbox.Message) {
		select {
		case o.messages <- received(m):
		default:
		}
	}
	box, err := sandbox.Start(options)
	if err != nil {
		return opened{}, misused("%s", err)
	}
	d := box.Describe()
	o.sandbox = box
	o.profile = config.Embedded("demo", d.BaseURL, d.Account, d.Audience, d.ClientID, d.ClientSecret)
	return o, nil
}

// follow lets the whole program read the demo's clock, so that the sandbox and the screen agree
// on every time.
func (p *program) follow(clock *sandbox.Clock) {
	began := clock.Now().Add(-p.clock())
	p.now, p.clock = clock.Now, func() flow.Moment { return clock.Now().Sub(began) }
}

// OpenDemo opens the demo as the program does without a flag, but on the clocks that it is
// given: for the tests of the screens.
func OpenDemo(o sandbox.Options, clock func() flow.Moment) (tui.Session, *sandbox.Sandbox, error) {
	p := &program{clock: clock, now: o.Now}
	p.flags.account.sandbox = o
	opened, err := p.startDemo()
	if err == nil {
		opened, err = p.connect(context.Background(), opened)
	}
	if err != nil {
		return tui.Session{}, nil, err
	}
	session, _, err := p.session(opened)
	return session, opened.sandbox, err
}

// Scenarios returns the sandbox's scenarios, in the order to try them.
func Scenarios() []tui.Scenario {
	var all []tui.Scenario
	for _, s := range sandbox.Scenarios() {
		all = append(all, tui.Scenario{Name: s.Name, Does: s.Does, Reads: s.Reads})
	}
	return all
}

func received(m sandbox.Message) tui.Message {
	return tui.Message{Number: m.Number, Channel: flow.ChannelNamed(m.Channel), To: m.To, Text: flow.Conceal(m.Text), Code: m.Code, Sent: m.SentAt, At: m.DeliveredAt, Expires: m.Expires}
}

func demo(o opened, told []string) *tui.Sandbox {
	box := &tui.Sandbox{
		Messages: o.messages, Scenario: o.sandbox.Scenario(), Tell: o.sandbox.SetScenario, Turn: o.turn, Scenarios: toldScenarios(told),
	}
	for _, person := range o.sandbox.Describe().Customers {
		as := flow.AsCustomer
		if person.Type == "company" {
			as = flow.AsCompany
		}
		box.People = append(box.People, tui.Person{
			Name: person.Name, As: as, Phone: person.Phone, Email: person.Email, Secret: person.Secret,
		})
	}
	return box
}
