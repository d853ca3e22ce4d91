package record

import (
	"errors"
	"slices"
	"strings"
	"time"

	"dintero-login/flow"
)

// diagnosisVersion is that of diagnosis.json.
const diagnosisVersion = 1

// statedDiagnosis is diagnosis.json: the evidence, and what it came to. Everything is in ids, which are
// stable; the evidence is enough to come to an equal diagnosis.
type statedDiagnosis struct {
	Version  int          `json:"version"`
	ID       string       `json:"id"`
	Causes   []cause      `json:"causes"`
	RuledOut []ruledOut   `json:"ruled_out"`
	Known    []string     `json:"known"`
	Open     []string     `json:"open"`
	At       string       `json:"at"` // when the call failed, RFC 3339; empty where that is not known
	Evidence evidenceJSON `json:"evidence"`
}

type cause struct {
	ID      string   `json:"id"`
	Certain bool     `json:"certain"`
	By      []string `json:"by"`
}

type ruledOut struct {
	ID string `json:"id"`
	By string `json:"by"`
}

type evidenceJSON struct {
	Yes       []string     `json:"yes"`
	No        []string     `json:"no"`
	Symptom   string       `json:"symptom"`
	Age       int64        `json:"message_age_ms"`
	Confirmed []string     `json:"confirmed"`
	Denied    []string     `json:"denied"`
	Problem   *problemJSON `json:"problem"`
}

type problemJSON struct {
	Reason    string `json:"reason"`
	Call      string `json:"call"`
	Scope     string `json:"scope"`
	Cancelled bool   `json:"cancelled"`
	Reach     string `json:"reach"`
	Status    int    `json:"status"`
	Code      string `json:"code"`
	Message   string `json:"message"`
	Got       string `json:"got"`
	Request   string `json:"request_id"`
	API       bool   `json:"api_error"`
	Named     bool   `json:"names_field"`
	Wait      int64  `json:"retry_after_ms"`
	Renewal   string `json:"renewal"`
	Client    bool   `json:"of_client_token"`
	NoSecret  bool   `json:"no_client_secret"`
	Network   string `json:"network"`
	Page      bool   `json:"html"`
}

// The ids of what a Failure has, in the order of flow's values.
func reachIDs() []string   { return []string{"answered", "not-sent", "cut-off", "timed-out"} }
func networkIDs() []string { return []string{"", "name", "refused", "untrusted", "proxy"} }
func renewalIDs() []string {
	return []string{"", "token-good", "token-doubtful", "renewed", "renewed-twice", "renewal-failed", "renewal-broken"}
}

// state is a diagnosis as it is written.
func state(e flow.Evidence, at time.Time) statedDiagnosis {
	d := flow.Diagnose(e)
	s := statedDiagnosis{
		Version: diagnosisVersion, ID: d.ID(), Causes: []cause{}, RuledOut: []ruledOut{}, Known: ids(d.Known), Open: ids(d.Open),
		Evidence: evidenceJSON{
			Yes: ids(e.Yes), No: ids(e.No), Symptom: e.Symptom.ID(), Age: (e.Age + time.Millisecond - 1).Milliseconds(), // 0 is for an age that is not known

			Confirmed: causesIn(e.Confirmed), Denied: causesIn(e.Denied),
		},
	}
	if !at.IsZero() {
		s.At = at.UTC().Format(time.RFC3339)
	}
	for _, c := range d.Causes {
		s.Causes = append(s.Causes, cause{c.Cause.ID(), c.Certain, ids(c.By)})
	}
	for _, r := range d.RuledOut {
		s.RuledOut = append(s.RuledOut, ruledOut{r.Cause.ID(), r.By.ID()})
	}
	if p, f := e.Problem, e.Problem.Failure; p.Reason != flow.NoReason || p.Cancelled {
		s.Evidence.Problem = &problemJSON{
			Reason: p.Reason.ID(), Call: p.Call.ID(), Scope: p.Scope, Cancelled: p.Cancelled,
			Reach: reachIDs()[f.Reach], Status: f.Status, Code: f.Code.Shown(), Message: f.Message.Shown(), Got: f.Got.Shown(),
			Request: f.Request.Shown(), API: f.API, Named: f.Named, Wait: f.RetryAfter.Milliseconds(), Renewal: renewalIDs()[f.Renewal],
			Client: f.Client, NoSecret: f.NoSecret, Network: networkIDs()[f.Network], Page: f.Page,
		}
	}
	return s
}

func ids(facts flow.Fact) []string {
	list := []string{}
	for _, f := range facts.Each() {
		list = append(list, f.ID())
	}
	return list
}

func causesIn(set flow.CauseSet) []string {
	list := []string{}
	for c := range flow.Causes {
		if set.Has(c) {
			list = append(list, c.ID())
		}
	}
	return list
}

// errDiagnosis is for a diagnosis.json that says something that this program does not know.
var errDiagnosis = errors.New("its diagnosis.json says something that this version does not know")

// evidence is what diagnosis.json says, as flow has it. What is not known is an error, since it
// might have led elsewhere.
func (s statedDiagnosis) evidence() (e flow.Evidence, err error) {
	of := s.Evidence
	e.Age = bounded(of.Age)
	ok := factsOf(of.Yes, &e.Yes) && factsOf(of.No, &e.No) && causesOf(of.Confirmed, &e.Confirmed) && causesOf(of.Denied, &e.Denied)
	ok = named(of.Symptom, flow.Symptoms, &e.Symptom) && ok
	if p := of.Problem; p != nil {
		is := &e.Problem
		is.Cancelled, is.Scope = p.Cancelled, p.Scope
		is.Failure = flow.Failure{
			Status: p.Status, API: p.API, Named: p.Named, RetryAfter: bounded(p.Wait), Client: p.Client, NoSecret: p.NoSecret, Page: p.Page,
			Code: foreign(p.Code), Message: foreign(p.Message), Got: foreign(p.Got), Request: foreign(p.Request),
		}
		is.Failure.Reach = flow.Reach(slices.Index(reachIDs(), p.Reach))
		is.Failure.Network = flow.Network(slices.Index(networkIDs(), p.Network))
		is.Failure.Renewal = flow.Renewal(slices.Index(renewalIDs(), p.Renewal))
		ok = named(p.Reason, flow.Unexpected+1, &is.Reason) && named(p.Call, flow.CallExists+1, &is.Call) && ok
		ok = ok && is.Failure.Reach >= 0 && is.Failure.Network >= 0 && is.Failure.Renewal >= 0 && p.Status >= 0 && p.Status <= 999
		ok = ok && (p.Scope == "" || isAPIName(p.Scope))
	}
	if !ok || len(s.At) > len(time.RFC3339)+6 {
		return flow.Evidence{}, errDiagnosis
	}
	return e, nil
}

// foreign is text from a file, which may be anybody's.
func foreign(text string) flow.Foreign {
	return flow.FromOutside(strings.ToValidUTF8(text[:min(len(text), sentenceCap)], ""))
}

// bounded is a duration of a file's milliseconds, below a year.
func bounded(thousandths int64) time.Duration {
	const year = 365 * 24 * time.Hour
	return time.Duration(min(max(thousandths, 0), year.Milliseconds())) * time.Millisecond
}

// named finds the value that has an id.
func named[T interface {
	~int
	ID() string
}](id string, end T, to *T,
) bool {
	for v := range end {
		if v.ID() == id {
			*to = v
			return true
		}
	}
	return false
}

func factsOf(list []string, to *flow.Fact) bool {
	for _, id := range list {
		all := (^flow.Fact(0) >> (32 - flow.Facts)).Each()
		at := slices.IndexFunc(all, func(f flow.Fact) bool { return f.ID() == id })
		if at < 0 {
			return false
		}
		*to |= all[at]
	}
	return true
}

func causesOf(list []string, to *flow.CauseSet) bool {
	for _, id := range list {
		var c flow.Cause
		if !named(id, flow.Causes, &c) {
			return false
		}
		*to = to.With(c)
	}
	return true
}
