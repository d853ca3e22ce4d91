package words

import (
	"fmt"
	"strconv"
	"time"
)

// Plural counts in words: "1 code", "2 codes".
func Plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// Left is the time until something, as a countdown says it: never 0 while it lasts.
func Left(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	if seconds < 120 {
		return fmt.Sprintf("%d s", seconds)
	}
	return Span(d)
}

// Lasted is how long a call took, or has run by now, in at most 8 columns.
func Lasted(d time.Duration, over bool) string {
	switch {
	case !over:
		return Left(d.Truncate(time.Second))
	case d < time.Millisecond:
		return "<1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Truncate(100*time.Millisecond).Seconds())
	default:
		return Left(d)
	}
}

// Span is a length of time in its two largest units.
func Span(d time.Duration) string {
	minutes := int(d / time.Minute)
	hours, days := minutes/60, minutes/60/24
	switch {
	case minutes < 1:
		return fmt.Sprintf("%d s", int(d/time.Second))
	case hours < 1:
		return fmt.Sprintf("%d min", minutes)
	case days < 1:
		return fmt.Sprintf("%d h %d min", hours, minutes%60)
	case hours%24 == 0:
		return Plural(days, "day")
	default:
		return Plural(days, "day") + fmt.Sprintf(" %d h", hours%24)
	}
}

// AgesBySecond is how long an age is said in seconds.
const AgesBySecond = 2 * time.Minute

// Ago is an age: in seconds while it is young, in minutes from then on.
func Ago(d time.Duration) string {
	if d < AgesBySecond {
		return fmt.Sprintf("%d s ago", int(max(d, 0)/time.Second))
	}
	return Span(d) + " ago"
}
