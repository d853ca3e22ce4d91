package terminal

import (
	"runtime"
	"testing"
)

func TestTheLocaleSaysWhetherATerminalTakesUTF8(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("it always does")
	}
	for _, row := range []struct {
		name             string
		all, ctype, lang string
		want             bool
	}{
		{"nothing is said", "", "", "", true},
		{"a language with UTF-8", "", "", "nb_NO.UTF-8", true},
		{"written in another way", "", "", "nb_NO.utf8", true},
		{"C", "", "", "C", false},
		{"POSIX", "", "", "POSIX", false},
		{"C with UTF-8", "", "", "C.UTF-8", true},
		{"an older charset", "", "", "nb_NO.ISO8859-1", false},
		{"a language without a charset", "", "", "nb_NO", false},
		{"LC_ALL comes before LANG", "C", "", "nb_NO.UTF-8", false},
		{"LC_ALL comes before LC_CTYPE", "en_US.UTF-8", "C", "C", true},
		{"LC_CTYPE comes before LANG", "", "UTF-8", "C", true},
	} {
		values := map[string]string{"LC_ALL": row.all, "LC_CTYPE": row.ctype, "LANG": row.lang}
		if got := TakesUTF8(func(name string) string { return values[name] }); got != row.want {
			t.Errorf("%s: %t, want %t", row.name, got, row.want)
		}
	}
}
