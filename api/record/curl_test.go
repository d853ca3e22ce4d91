package record

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

var curls = flag.Int("curls", 50, "how many random requests are sent again by curl")

// hostile are pieces of text that shells, curl or JSON take for something else.
var hostile = []string{
	"'", `"`, `\`, "$HOME", "`id`", "$(id)", "!", "!!", "@/etc/passwd", "%s%n", "{a,b}", "[1-3]", "*", "~", "#", ";", "&", "|", "\n", "\r\n", "\t",
	" ", "  ", "-", "--data", "æøå", "日本", "\u202e", "\u0085", "\x7f", "\x1b[31m", "+47", "=", "<", ">", "?", "^", "\\n", "%00", "plain", "246810",
}

func anyText(rng *rand.Rand) string {
	var b strings.Builder
	for range 1 + rng.IntN(6) {
		b.WriteString(hostile[rng.IntN(len(hostile))])
	}
	return b.String()
}

// anyRequest is a request of any call, with any text in its fields.
func anyRequest(rng *rand.Rand) (wire.Request, wire.Authorization) {
	r := wire.Request{Call: flow.Call(rng.IntN(int(flow.CallExists) + 1))}
	fields := []string{"secret", "password", "mfa_token", "oob_code", "binding_code", "refresh_token", "token", "ident", "email", "audience", "type", "grant_type", "x " + anyText(rng)}
	switch wire.RouteOf(r.Call).Method {
	case http.MethodPost:
		for _, at := range rng.Perm(len(fields))[:1+rng.IntN(5)] {
			r.Body = append(r.Body, wire.Field{Name: fields[at], Value: anyText(rng)})
		}
	case http.MethodHead:
		r.Query = wire.Fields{{Name: "email", Value: anyText(rng)}, {Name: "phone_number", Value: "+47" + anyText(rng)}}[:1+rng.IntN(2)]
	}
	if r.Call == flow.CallClientToken {
		return r, basic("client", anyText(rng))
	}
	return r, bearer("token-" + fmt.Sprint(rng.Uint64()) + "/+=")
}

func TestCurlSendsWhatWasSent(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here")
	}
	var shells []string
	for _, name := range []string{"dash", "bash"} {
		if path, err := exec.LookPath(name); err == nil {
			shells = append(shells, path)
		}
	}
	if len(shells) == 0 {
		t.Skip("there is neither dash nor bash here")
	}
	rng := rand.New(rand.NewPCG(10, uint64(*curls)))
	w := newWired(t, "dintero-login/1.0 (it's a test; 100%) \"$HOME\"")
	for i := range *curls {
		r, as := anyRequest(rng)
		e := w.send(t, r, as, answering{status: 200, body: "{}"})
		want := w.seen[len(w.seen)-1]
		c := CurlOf(e.Request)
		got := w.runs(t, shells[i%len(shells)], c)
		if !same(got, want) {
			t.Fatalf("request %d\n%s\ngot  %q\nwant %q", i, c.Line, got, want)
		}
		for _, piece := range e.Request.Body {
			if piece.Out != "" && len(w.record.secretOf(piece.Out)) > 12 && strings.Contains(c.Line, w.record.secretOf(piece.Out)) {
				t.Fatalf("the line holds what was taken out: %s", c.Line)
			}
		}
		if i%100 == 99 {
			w.record.Forget()
		}
	}
}

// runs has a shell run a line, and returns what came over the socket.
func (w *wired) runs(t *testing.T, shell string, c Curl) captured {
	t.Helper()
	before := len(w.seen)
	folder := t.TempDir()
	if err := os.WriteFile(folder+"/line", []byte(c.Line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(context.Background(), shell, "line")
	cmd.Dir = folder
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.Contains(strings.ToLower(v), "proxy") }), "CURL_HOME="+cmd.Dir, "HOME="+cmd.Dir)
	for _, v := range c.Variables {
		cmd.Env = append(cmd.Env, v.Name+"="+w.valueOf(v))
	}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil || len(w.seen) != before+1 {
		t.Fatalf("%s: %v, %d requests\n%s\n%s", shell, err, len(w.seen)-before, c.Line[:min(len(c.Line), 2000)], said.String())
	}
	return w.seen[before]
}

// valueOf is what a variable has to hold.
func (w *wired) valueOf(v Variable) string {
	for secret, is := range w.record.ledger.names.known {
		if name := strings.ToUpper(strings.ReplaceAll(is.id, "#", "_")); name == strings.TrimSuffix(v.Name, "_ENCODED") {
			switch v.Form {
			case InQuery:
				return url.QueryEscape(secret.Reveal())
			case InJSON:
				quoted := wire.AppendQuoted(nil, secret.Reveal())
				return string(quoted[1 : len(quoted)-1])
			}
			return secret.Reveal()
		}
	}
	return ""
}

func same(a, b captured) bool {
	return a.method == b.method && a.target == b.target && a.body == b.body && maps.EqualFunc(a.header, b.header, slices.Equal)
}

func TestCurlOfAnyBytes(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here")
	}
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	for name, body := range map[string]string{
		"every byte": string(every), "a file's name": "@/etc/passwd", "a newline at the end": "{}\n", "nothing": "", "an option": "-x",
		"a long one": strings.Repeat("a%b\\c'd\x00", 40_000), "a percent": "%s%d", "history": "it's!!",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWired(t, "test")
			e := w.send(t, wire.Request{Call: flow.CallRevoke, Body: wire.Fields{{Name: "type", Value: "x"}}}, bearer("abcdefgh"), answering{status: 200})
			m := e.Request
			m.Body = text(body)
			m.Headers = slices.DeleteFunc(slices.Clone(m.Headers), func(h Header) bool { return h.Name == "Content-Type" })
			for _, shell := range []string{"dash", "bash"} {
				if _, err := exec.LookPath(shell); err != nil {
					continue
				}
				got := w.runs(t, shell, CurlOf(m))
				if got.body != body || got.method != "POST" || got.header.Get("Content-Type") != "" || got.header.Get("Expect") != "" || got.header.Get("User-Agent") != "test" {
					t.Errorf("%s: got %.200q of %.200q", shell, got, body)
				}
			}
		})
	}
}
