package wire

import (
	"net/http"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 11, 22, 0, 12, 0, 0, time.UTC)
	date := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for _, tt := range []struct {
		after, date string
		want        time.Duration
	}{
		{"", "", 0},
		{"60", "", time.Minute},
		{" 5 ", "", 5 * time.Second},
		{"0", "", 0},
		{"-5", "", 0},
		{"+5", "", 0},
		{"1.5", "", 0},
		{"soon", "", 0},
		{"3601", "", time.Hour},
		{"99999999999999999999999", "", time.Hour},
		{date(time.Minute), "", time.Minute},
		{date(-time.Minute), "", 0},
		{date(48 * time.Hour), "", time.Hour},
		{date(2*time.Hour + time.Minute), date(2 * time.Hour), time.Minute}, // both by the server's clock
		{date(time.Minute), "garbage", time.Minute},
	} {
		h := http.Header{"Retry-After": {tt.after}, "Date": {tt.date}}
		if got := retryAfter(h, now); got != tt.want {
			t.Errorf("%q at %q: got %v, want %v", tt.after, tt.date, got, tt.want)
		}
	}
}

func TestSkew(t *testing.T) {
	t.Parallel()
	noon := time.Date(2025, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		date string
		want time.Duration
	}{
		{"", 0},
		{"garbage", 0},
		{"Sat, 22 Nov 2025 12:00:00 GMT", 0},
		{"Sat, 22 Nov 2025 11:59:59 GMT", 0}, // its last moment is when the request went out
		{"Sat, 22 Nov 2025 12:00:01 GMT", 0},
		{"Sat, 22 Nov 2025 14:00:01 GMT", 2 * time.Hour},
		{"Sat, 22 Nov 2025 09:59:59 GMT", -2 * time.Hour},
	} {
		if got := Skew(map[string][]string{"Date": {tt.date}}, noon, noon.Add(time.Second)); got != tt.want {
			t.Errorf("%q: got %v, want %v", tt.date, got, tt.want)
		}
	}
}
