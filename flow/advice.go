package flow

// Advice is what may be done about a Problem, best first; empty where a person can do
// nothing here. Not every Deed of it can be done in every state.
func (p Problem) Advice() []Deed {
	switch p.Reason {
	case CodeRequired:
		return []Deed{DeedEnterCode}
	case NotAccepted:
		return []Deed{DeedOtherUserType, DeedBack, DeedLoseSecret}
	case CodeNotAccepted:
		return []Deed{DeedEnterCode, DeedSendAgain}
	case CodeExpired, MaybeUsed:
		return []Deed{DeedSendAgain}
	case SignInExpired:
		return []Deed{DeedEnterSecret, DeedRecover} // as it was begun
	case NowhereToSend:
		return []Deed{DeedOtherChannel, DeedEnterSecret, DeedRecover}
	case ChannelRefused:
		return []Deed{DeedOtherChannel}
	case RecoveryOff:
		return []Deed{DeedMailLink, DeedBack}
	case CodeRequiredAgain, Denied:
		return []Deed{DeedStartOver}
	case TokenRenewed, NotAcceptedOrToken, NotAcceptedOrScope, WantsCode, MFAIsOff, StillPending,
		MustWait, MaybeSent, NoAnswer, NotReached, Unexpected:
		return p.Call.again()
	}
	return nil
}

// again is what makes a call once more.
func (c Call) again() []Deed {
	switch c {
	case CallClientToken, CallSettings, CallKeys:
		return []Deed{DeedReadSettings}
	case CallLogin, CallMFALogin:
		return []Deed{DeedEnterSecret}
	case CallChallenge:
		return []Deed{DeedSendAgain}
	case CallAnswer:
		return []Deed{DeedEnterCode}
	case CallRecovery:
		return []Deed{DeedSendAgain, DeedRecover}
	case CallChangePassword:
		return []Deed{DeedMailLink}
	case CallRefresh:
		return []Deed{DeedRefresh}
	}
	return nil
}
