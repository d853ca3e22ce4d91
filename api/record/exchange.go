package record

import (
	"context"
	"errors"
	"strings"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// exchangeOf takes the secrets out of what was observed.
func exchangeOf(o wire.Observed) flow.Exchange {
	r, route := o.Request, wire.RouteOf(o.Request.Call)
	x := flow.Exchange{
		Number: o.Number, Call: r.Call, Method: route.Method, Path: strings.TrimPrefix(route.Path, "/"), Try: o.Try, Probe: r.Probe,
		Began: o.Began, Over: o.Over, Took: o.Took, Phases: o.Phases,
		Channel: channelAsked(r), Send: r.Send, Status: o.Status(), Request: o.Answer.RequestID(),
		Sent: int64(len(o.Body)), Received: int64(len(o.Answer.Body)),
	}
	switch {
	case o.Err != nil:
		x.Failed, x.Failure = true, o.Err.Failure
		x.Challenged = !x.Failure.MFAToken.IsEmpty()
		x.Failure.MFAToken = flow.Secret{}
		x.Cancelled = errors.Is(o.Err, context.Canceled)
	case o.Over && r.Call == flow.CallMFALogin:
		x.Challenged = true
		x.Named = flow.ChannelNamed(strict.Open(o.Answer.Body).Optional("oob_channel"))
	}
	return x
}

// channelAsked is the channel that a request asks for, where it asks for one.
func channelAsked(r wire.Request) flow.Channel {
	for _, field := range r.Body {
		if field.Name == "oob_channel" {
			return flow.ChannelNamed(field.Value)
		}
	}
	return flow.NoChannel
}
