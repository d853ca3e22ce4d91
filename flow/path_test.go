package flow

import "testing"

func TestAPathIsWrittenAsProgramsWriteIt(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		keys []string
		want string
	}{
		{[]string{"users", "mfa", "enabled"}, "users.mfa.enabled"},
		{[]string{"users.mfa.enabled"}, `["users.mfa.enabled"]`},
		{[]string{"a", "", "b"}, `a[""].b`},
		{[]string{"größe", "_x", "a-1"}, "größe._x.a-1"},
		{[]string{"1a"}, `["1a"]`},
		{[]string{"-"}, `["-"]`},
		{[]string{"a b", `"`, `\`}, `["a b"]["\""]["\\"]`},
		{[]string{"\x1b[2J\u202e\U0001f600", "e\u0301"}, `["\u001b[2J\u202e😀"]["e\u0301"]`},
		{[]string{"\xff"}, `["` + "\ufffd" + `"]`},
	} {
		var path []byte
		for _, key := range tt.keys {
			path = AppendKey(path, []byte(key))
		}
		if got := string(path); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.keys, got, tt.want)
		}
		if shown := FromOutside(string(path)).Shown(); shown != tt.want {
			t.Errorf("%q: it is not safe to show: %s", tt.keys, shown)
		}
	}
	if got := string(AppendKey(AppendIndex([]byte("a"), 12), []byte("b"))); got != "a[12].b" {
		t.Errorf("got %s, want a[12].b", got)
	}
}
