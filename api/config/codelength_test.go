package config

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestACodeHasFourToTwelveCharactersOrAnyNumber(t *testing.T) {
	t.Parallel()
	for length := -1; length <= 20; length++ {
		o := file(t, strings.Replace(whole, "client_id", fmt.Sprintf("code_length = %d\nclient_id", length), 1))
		loaded, err := Load(t.Context(), o)
		taken := length == 0 || length >= 4 && length <= 12
		if (err == nil) != taken {
			t.Errorf("%d: %v, taken should be %v", length, err, taken)
			continue
		}
		if err != nil {
			continue
		}
		if p, err := loaded.Profile(""); err != nil || p.CodeLength != length {
			t.Errorf("%d is read as %d, %v", length, p.CodeLength, err)
		}
	}
}

func TestACallMayTakeFromASecondToTenMinutes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"1s": time.Second, "10m": 10 * time.Minute} {
		if p := load1(t, file(t, whole+"timeout = '"+text+"'")); p.Timeout != want {
			t.Errorf("%s is read as %s", text, p.Timeout)
		}
	}
	if p := load1(t, file(t, whole)); p.Timeout != 30*time.Second {
		t.Errorf("unless it says so, it takes %s", p.Timeout)
	}
}
