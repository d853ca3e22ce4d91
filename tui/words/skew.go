package words

import (
	"time"

	"dintero-login/flow"
)

// SkewShown is the least difference between two clocks that is worth a word: tokens break
// before people notice.
const SkewShown = time.Minute

func Skew(skew flow.Moment) string {
	if skew > 0 {
		return "this machine's clock is " + Span(skew) + " behind Dintero's"
	}
	return "this machine's clock is " + Span(-skew) + " ahead of Dintero's"
}
