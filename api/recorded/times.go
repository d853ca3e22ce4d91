package recorded

import (
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The forms of a time in logs: RFC 3339 and its like, and the one of access logs.
var (
	isoShape    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(isoForm) })
	accessShape = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(accessForm) })
)

const (
	isoForm    = `(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9})\d*)? ?(Z|[+-]\d\d:?\d\d)?`
	accessForm = `(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})`
)

// timeIn finds the first time in a text. One without a zone counts as UTC.
func timeIn(text string) (time.Time, bool) {
	text = text[:min(len(text), valueCap)]
	if m := accessShape().FindString(text); m != "" {
		t, err := time.Parse("02/Jan/2006:15:04:05 -0700", m)
		return t, err == nil
	}
	m := isoShape().FindStringSubmatch(text)
	if m == nil {
		t, err := http.ParseTime(strings.TrimSpace(text))
		return t, err == nil
	}
	zone := strings.ReplaceAll(m[4], ":", "")
	if zone == "" || zone == "Z" {
		zone = "+0000"
	}
	fraction := m[3]
	if fraction == "" {
		fraction = "0"
	}
	t, err := time.Parse("2006-01-02 15:04:05.999999999 -0700", m[1]+" "+m[2]+"."+fraction+" "+zone)
	return t, err == nil && t.Year() > 0
}

// epoch reads seconds since 1970, or thousandths, millionths or billionths of one.
func epoch(text string) time.Time {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n >= 1e9) || n > 1e19 {
		return time.Time{} // a duration, or nothing at all
	}
	for n >= 1e11 {
		n /= 1e3
	}
	whole, part := math.Modf(n)
	return time.Unix(int64(whole), int64(part*1e9)).UTC()
}

// number is a status as text; 0 where it is none.
func number(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 100 || n > 599 {
		return 0
	}
	return n
}
