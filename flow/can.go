package flow

// Deed is something that a person can do about a login.
type Deed int

// The Deeds, in the order in which a person meets them.
const (
	NoDeed             Deed = iota
	DeedChooseCustomer      // say who signs in
	DeedEnterSecret         // sign in with the PIN or password
	DeedOtherUserType       // the same customer as the other user type
	DeedLoseSecret          // ask how to sign in without the PIN or password
	DeedMailLink            // have a link mailed to change the password
	DeedRecover             // sign in by two codes instead
	DeedEnterCode           // have the code checked
	DeedSendAgain           // have another message sent over the same channel
	DeedOtherChannel        // have another message sent over the other channel
	DeedRefresh             // get a new token with the refresh token
	DeedAgree               // say yes to the question that is open
	DeedBack                // go one step back: cancels what runs, says no to a question
	DeedReadSettings        // read the account's settings again
	DeedStartOver           // go back to the first question, with what was typed there
	DeedSignOut             // forget everything
	DeedAskExistence        // ask whether the account has this customer
)

// Price is what a Deed costs the customer.
type Price int

// The prices.
const (
	Free Price = iota
	SendsMessage
	MayCount // as a try, towards a lock
	EndsLogin
	EndsSession
)

// Chance is a Deed that can be done in a state.
type Chance struct {
	Deed    Deed
	From    Moment // not before this moment; 0 is at once
	Price   Price
	Channel Channel  // where the message of DeedSendAgain or DeedOtherChannel goes
	As      UserType // what DeedOtherUserType leads to
	// Event makes what Next takes. It is nil where something has to be typed for it: the
	// customer, the secret, the code, an address.
	Event func(now Moment) Event
}

// Can lists what can be done in a state, each Deed once: what belongs to the step first,
// then what can be done nearly everywhere. Next refuses what is done before its From.
func Can(s State) []Chance {
	list := s.can()
	if s.account().Reading != Reading {
		list = append(list, Chance{
			Deed: DeedReadSettings, From: s.account().SettingsFrom,
			Event: func(now Moment) Event { return SettingsWanted{At: now} },
		})
	}
	if who, from, can := asksExistence(s); can && who.Ident != "" {
		list = append(list, Chance{Deed: DeedAskExistence, From: from, Event: func(now Moment) Event { return ExistenceWanted{At: now} }})
	}
	ends := Chance{Deed: DeedSignOut, Event: func(Moment) Event { return SignOutWanted{} }}
	switch LossOf(s) {
	case NothingLost:
	case SessionLost:
		ends.Price = EndsSession
	default:
		ends.Price = EndsLogin
		list = append(list, Chance{Deed: DeedStartOver, Price: EndsLogin, Event: func(now Moment) Event { return StartedOver{At: now} }})
	}
	if call, _ := CallOf(s); call == CallRevoke {
		return list
	}
	return append(list, ends)
}

// ChanceOf is the Chance for a Deed; false where the state has none.
func ChanceOf(s State, d Deed) (Chance, bool) {
	for _, c := range Can(s) {
		if c.Deed == d {
			return c, true
		}
	}
	return Chance{}, false
}

func back() Chance {
	return Chance{Deed: DeedBack, Event: func(now Moment) Event { return Back{At: now} }}
}

func agree(p Price) Chance {
	return Chance{Deed: DeedAgree, Price: p, Event: func(now Moment) Event { return Agreed{At: now} }}
}

func (s ChoosingCustomer) can() []Chance {
	return []Chance{{Deed: DeedChooseCustomer}, {Deed: DeedOtherUserType, As: s.Draft.As.Other()}}
}

func (s EnteringSecret) can() []Chance {
	signIn := Chance{Deed: DeedEnterSecret, From: s.Until, Price: MayCount}
	switch {
	case s.away():
		signIn = agree(Free)
	case s.Asking:
		signIn.Deed = DeedAgree
	}
	return []Chance{
		signIn,
		{Deed: DeedOtherUserType, As: s.Identity.As.Other(), Event: func(Moment) Event { return UserTypeSwitched{} }},
		{Deed: DeedLoseSecret, Event: func(Moment) Event { return SecretLost{} }},
		back(),
	}
}

func (s SigningIn) can() []Chance { return []Chance{back()} }

func (s ChoosingRecovery) can() []Chance {
	list := []Chance{{Deed: DeedMailLink, From: s.SendAt, Price: SendsMessage}}
	if !s.away() {
		list = append(list, Chance{
			Deed: DeedRecover, From: s.SendAt, Price: SendsMessage, Channel: s.recoveryChannel(),
			Event: func(now Moment) Event { return RecoveryWanted{At: now} },
		})
	}
	return append(list, back())
}

func (s MailingLink) can() []Chance { return []Chance{back()} }

func (s ConfirmingSend) can() []Chance { return []Chance{agree(SendsMessage), back()} }

func (s SendingCode) can() []Chance { return []Chance{back()} }

func (s SendFailed) can() []Chance { return append(s.resends(), back()) }

func (s EnteringCode) can() []Chance {
	list := append([]Chance{{Deed: DeedEnterCode, From: s.Wait, Price: MayCount}}, s.resends()...)
	switch s.Question {
	case LeaveTheCode:
		list = append(list, agree(EndsLogin))
	case SameCodeAgain:
		list = append(list, agree(MayCount))
	}
	return append(list, back())
}

func (s CheckingCode) can() []Chance { return []Chance{back()} }

func (s SignedIn) can() []Chance {
	if s.Token.Refresh.IsEmpty() {
		return nil
	}
	return []Chance{{Deed: DeedRefresh, From: s.RefreshAt, Event: func(now Moment) Event { return RefreshWanted{At: now} }}}
}

func (s Refreshing) can() []Chance { return []Chance{back()} }

func (s SigningOut) can() []Chance { return []Chance{back()} }

// resends lists the ways to have another message sent.
func (p Pending) resends() []Chance {
	again := Chance{
		Deed: DeedSendAgain, From: p.ResendAt, Price: SendsMessage, Channel: p.Channel,
		Event: func(now Moment) Event { return ResendWanted{At: now} },
	}
	if p.Part == 1 { // the first code of a recovery goes where the account's settings say
		return []Chance{again}
	}
	other := again
	other.Deed, other.Channel = DeedOtherChannel, p.Channel.Other()
	other.Event = func(now Moment) Event { return ChannelSwitched{At: now} }
	return []Chance{again, other}
}
