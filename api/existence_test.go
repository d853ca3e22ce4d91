package api

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"dintero-login/flow"
)

// head answers an existence check by the identifier that was asked for.
func head(statuses map[string]int, header ...string) reply {
	return func(w http.ResponseWriter, r *http.Request) {
		query, _ := url.ParseQuery(r.URL.RawQuery)
		status, known := statuses[query.Get("phone_number")+query.Get("email")]
		if !known {
			status = 404
		}
		if len(header) == 0 {
			header = []string{"Content-Type", "application/json; charset=utf-8"}
		}
		says(status, "", header...)(w, r)
	}
}

// always answers every existence check alike.
func always(status int, header ...string) reply {
	return func(w http.ResponseWriter, r *http.Request) { head(nil, header...)(statusOf{w, status}, r) }
}

type statusOf struct {
	http.ResponseWriter
	status int
}

func (s statusOf) WriteHeader(int) { s.ResponseWriter.WriteHeader(s.status) }

// ask is what the flow makes of an existence check, with settings that switch it on.
func ask(t *testing.T, a *Adapter, ident flow.Identity) flow.Existence {
	t.Helper()
	s := flow.New(flow.Account{}, flow.Draft{})
	do := flow.Effect(nil)
	for _, e := range []flow.Event{
		a.Perform(t.Context(), flow.Connect{}),
		flow.SettingsRead{Settings: &flow.Settings{Existence: flow.Yes}},
		flow.CustomerChosen{Draft: flow.Draft{By: ident.By}, Ident: ident.Ident},
		flow.ExistenceWanted{},
	} {
		s, do = flow.Next(s, e)
	}
	s, _ = flow.Next(s, a.Perform(t.Context(), do))
	return flow.ExistenceOf(s)
}

func TestExistenceIsAskedAsDocumented(t *testing.T) {
	t.Parallel()
	control := "?phone_number=%2B999999999999999"
	for _, tt := range []struct {
		name   string
		ident  flow.Identity
		answer reply
		uris   []string
		want   flow.Existence
	}{
		{
			"found", kari, head(map[string]int{"+4799999999": 200}),
			[]string{control, "?phone_number=%2B4799999999"},
			flow.Existence{Control: 404, Asked: [2]int{200}},
		},
		{
			"stored without the +", kari, head(map[string]int{"4799999999": 200}),
			[]string{control, "?phone_number=%2B4799999999", "?phone_number=4799999999"},
			flow.Existence{Control: 404, Asked: [2]int{404, 200}},
		},
		{
			"nobody, given without the +",
			flow.Identity{Ident: "4799999999"},
			head(nil),
			[]string{control, "?phone_number=%2B4799999999", "?phone_number=4799999999"},
			flow.Existence{Control: 404, Asked: [2]int{404, 404}},
		},
		{
			"an e-mail address, whose + stays a +",
			flow.Identity{By: flow.ByEmail, Ident: "kari+1&x=y@example.com"},
			head(map[string]int{"kari+1&x=y@example.com": 200}),
			[]string{"?email=nobody%40customer.invalid", "?email=kari%2B1%26x%3Dy%40example.com"},
			flow.Existence{Control: 404, Asked: [2]int{200}},
		},
		{
			"what cannot be a number goes out as it is",
			flow.Identity{Ident: "+47 9"},
			head(nil),
			[]string{control, "?phone_number=%2B47+9"},
			flow.Existence{Control: 404, Asked: [2]int{404}},
		},
	} {
		s := newServer(t).on(flow.CallExists, tt.answer)
		got, ok := s.adapter(t).Perform(t.Context(), flow.AskExistence{Identity: tt.ident}).(flow.ExistenceLearned)
		tt.want.Identity, tt.want.JSON = tt.ident, true
		if !ok || got.Existence != tt.want || got.Failure != (flow.Failure{}) {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
		var uris []string
		for _, r := range s.requests(flow.CallExists) {
			uris = append(uris, r.uri)
			if r.method != "HEAD" || r.body != "" || r.header.Get("Authorization") == "" || r.header.Get("Content-Type") != "" {
				t.Errorf("%s: sent %+v", tt.name, r)
			}
		}
		for i := range tt.uris {
			tt.uris[i] = base + "/customers/users" + tt.uris[i]
		}
		if !slices.Equal(uris, tt.uris) {
			t.Errorf("%s: sent %q, want %q", tt.name, uris, tt.uris)
		}
	}
}

// Where the answer to the identifier that nobody can have shows that the account does not tell,
// the customer's own does not go out.
func TestAServerThatDoesNotTellIsNotToldTheCustomer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer reply
		doubt  flow.Doubt
		sent   int // requests
	}{
		{"200 for everybody", always(200), flow.AnswersAlike, 1},
		{"204 for everybody", always(204), flow.AnswersAlike, 1},
		{"a page for everybody", always(200, "Content-Type", "text/html"), flow.AnswersAlike, 1},
		{"405, switched off", always(405), flow.SwitchedOff, 1},
		{"500", always(500), flow.ServerFailed, 3},
		{"a redirect", always(302, "Location", "https://else.example/?phone_number=x"), flow.Redirected, 1},
		{"403", always(403), flow.NotPermitted, 1},
		{"429", always(429, "Retry-After", "60"), flow.OtherAnswer, 1},
		{"another protocol", always(101, "Upgrade", "x", "Connection", "upgrade"), flow.OtherAnswer, 1},
		{"a cut", cut, flow.Unanswered, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t).on(flow.CallExists, tt.answer)
			if got := ask(t, s.adapter(t), kari); got.Found() != flow.Unknown || got.Doubt() != tt.doubt {
				t.Errorf("got %d, %d; want %d: %+v", got.Found(), got.Doubt(), tt.doubt, got)
			}
			if got := len(s.requests(flow.CallExists)); got != tt.sent {
				t.Errorf("%d requests, want %d", got, tt.sent)
			}
			for _, r := range s.requests(-1) {
				if r.call == flow.CallExists && r.uri != base+"/customers/users?phone_number=%2B999999999999999" {
					t.Errorf("sent %s", r.uri)
				}
			}
		})
	}
}

func TestA404IsAProofOnlyWhereItIsTheAPIs(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer reply
		found  flow.Tristate
		doubt  flow.Doubt
	}{
		{"404 for everybody, JSON", always(404), flow.No, flow.NoDoubt},
		{"404 for everybody, problem JSON", always(404, "Content-Type", "application/problem+json"), flow.No, flow.NoDoubt},
		{"404 for everybody, HTML", always(404, "Content-Type", "text/html"), flow.Unknown, flow.NotTheAPI},
		{"404 for everybody, of no type", always(404, "X-Nothing", "x"), flow.Unknown, flow.NotTheAPI},
		{"404 for everybody, of a type that cannot be read", always(404, "Content-Type", "application/json; ="), flow.Unknown, flow.NotTheAPI},
	} {
		if got := ask(t, newServer(t).on(flow.CallExists, tt.answer).adapter(t), kari); got.Found() != tt.found || got.Doubt() != tt.doubt {
			t.Errorf("%s: got %d, %d; want %d, %d", tt.name, got.Found(), got.Doubt(), tt.found, tt.doubt)
		}
	}
}

func TestExistenceAnswersOfHugeDeclaredLengthAreRead(t *testing.T) {
	t.Parallel()
	for _, length := range []int64{1 << 20, 1 << 40} {
		s := newServer(t).on(flow.CallExists, always(404, "Content-Type", "application/json", "Content-Length", strconv.FormatInt(length, 10)))
		if got := ask(t, s.adapter(t), kari); got.Found() != flow.No {
			t.Errorf("%d bytes: got %+v", length, got)
		}
	}
}

func TestAnExistenceCheckRenewsTheClientsTokenAsWhateverReadsDoes(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallExists, always(401), always(404))
	if got := ask(t, s.adapter(t), kari); got.Found() != flow.No {
		t.Errorf("got %+v", got)
	}
	if n := len(s.requests(flow.CallClientToken)); n != 2 {
		t.Errorf("the client's token was asked for %d times, want 2", n)
	}
	s = newServer(t).on(flow.CallExists, always(401))
	if got := ask(t, s.adapter(t), kari); got.Doubt() != flow.NotPermitted {
		t.Errorf("refused twice: got %+v", got)
	}
	if n := len(s.requests(flow.CallExists)); n != 2 {
		t.Errorf("refused twice: %d requests, want 2", n)
	}
	s = newServer(t).on(flow.CallClientToken, says(401, `{"error":{"message":"no"}}`))
	a := s.adapter(t)
	got, ok := a.Perform(t.Context(), flow.AskExistence{Identity: kari}).(flow.ExistenceLearned)
	if !ok || !got.Failure.Client || got.Failure.Status != 401 || len(s.requests(flow.CallExists)) != 0 {
		t.Errorf("without a client's token: got %+v", got)
	}
}
