package words

import "dintero-login/flow"

// cancelled is what the person reads after esc has ended a call: nobody knows what came of it.
func cancelled(c flow.Call) Saying {
	switch c {
	case flow.CallLogin, flow.CallMFALogin:
		return Saying{"Cancelled. It may have counted as a try.", "You can sign in again."}
	case flow.CallChallenge, flow.CallRecovery:
		return Saying{"Cancelled. The message may be on its way all the same.", "Wait a minute before you send it again."}
	case flow.CallChangePassword:
		return Saying{"Cancelled. The mail may be on its way all the same.", "Wait a minute before you send it again."}
	case flow.CallAnswer:
		return Saying{"Cancelled. The code may have been used.", "If the next try is refused, send a new code."}
	case flow.CallRefresh:
		return Saying{"Cancelled. The refresh token may have been used.", "The token below lasts until its end."}
	case flow.CallRevoke:
		return Saying{"Cancelled. The refresh token may still work; here it is forgotten.", ""}
	default:
		return Saying{"Cancelled.", ""}
	}
}
