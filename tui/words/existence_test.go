package words

import (
	"strings"
	"testing"

	"dintero-login/flow"
)

// Every doubt has words of its own: none of them sounds like a yes or a no.
func TestEveryDoubtAboutExistenceHasItsWords(t *testing.T) {
	t.Parallel()
	on := flow.Existence{Standing: flow.Known, Identity: flow.Identity{Ident: "+4799999999"}, On: flow.Yes, Base: true, JSON: true, Control: 404}
	with := func(change func(e *flow.Existence)) flow.Existence { e := on; change(&e); return e }
	ended := func(r flow.Reason, status int) flow.Existence {
		return with(func(e *flow.Existence) { e.Problem = flow.Problem{Reason: r, Failure: flow.Failure{Status: status}} })
	}
	said := map[string]flow.Doubt{}
	for _, e := range []flow.Existence{
		{},
		with(func(e *flow.Existence) { e.On, e.Control = flow.No, 0 }),
		with(func(e *flow.Existence) { e.On, e.Asked = flow.Unknown, [2]int{404, 404} }),
		with(func(e *flow.Existence) { e.Control = 200 }),
		ended(flow.Forbidden, 403), ended(flow.Unexpected, 302), ended(flow.Unexpected, 500), ended(flow.NotReached, 0),
		with(func(e *flow.Existence) { e.JSON, e.Asked = false, [2]int{404, 404} }),
		ended(flow.MustWait, 429),
	} {
		is := Existence(e, "the number")
		if doubt, twice := said[is.Happened]; twice {
			t.Errorf("%q is said for %d and %d", is.Happened, doubt, e.Doubt())
		}
		said[is.Happened] = e.Doubt()
		if strings.Contains(is.Happened, "the number") || is.Happened == "" {
			t.Errorf("%d: %q", e.Doubt(), is.Happened)
		}
	}
	if len(said) != int(flow.OtherAnswer) {
		t.Errorf("%d doubts have words, want %d", len(said), int(flow.OtherAnswer))
	}
	for want, e := range map[string]flow.Existence{
		"Dintero finds a customer under the number.": with(func(e *flow.Existence) { e.Asked = [2]int{200} }),
		"Dintero finds nobody under the number.":     with(func(e *flow.Existence) { e.Asked = [2]int{404, 404} }),
	} {
		if got := Existence(e, "the number").Happened; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
