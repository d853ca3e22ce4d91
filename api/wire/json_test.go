package wire

import (
	"encoding/json"
	"testing"
	"time"
)

// What is wrong with an error's body is nobody's panic (R15).
func FuzzErrorBody(f *testing.F) {
	for _, body := range []string{
		``, `x`, `<html>`, `{"error":{"code":"a","message":"b","errors":[{"c":1}]},"mfa_token":"t"}`, `{"error":"x"}`, `{"message":1}`,
		`{"error":{"errors":[[[{}]]]}}`, `{"error":{"errors":"x"}}`, "\xff", `[`, `{"error":`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		a := Answer{status: 403, Body: []byte(body)}
		e := a.refused(time.Time{})
		if e.Status != 403 {
			t.Errorf("the status got lost: %+v", e.Failure)
		}
		if e.Code.IsEmpty() && e.Message.IsEmpty() && e.Details.IsEmpty() && e.Got.IsEmpty() {
			t.Errorf("%q is not described at all", body)
		}
	})
}

func TestARequestsBodyReadsBackAsItWas(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a", `"\`, "\x00\x1f\x7f", "<&>", "æ€😀\u2028\ufffd", " edge ", "\r\n\t"} {
		out, err := Fields{{"a", text}, {"b", "c"}}.encoded()
		if err != nil {
			t.Fatal(err)
		}
		var back struct{ A, B string }
		if err := json.Unmarshal(out, &back); err != nil || back.A != text || back.B != "c" {
			t.Errorf("%q went out as %s", text, out)
		}
	}
}
