package sandbox

import (
	_ "embed"
	"net/http"
)

// openAPI describes contract 1 to 8 and the steering calls, field by field: what the
// sandbox takes and answers, and no more. Tests hold every exchange against it.
//
//go:embed openapi.json
var openAPI []byte

const openAPIPath = "/openapi.json"

// describeItself is GET /openapi.json. It is outside of /v1, needs no token, and no
// scenario touches it.
func (x *exchange) describeItself() {
	x.run = newRun(scenarios[0])
	if x.r.Method != http.MethodGet {
		x.w.Header().Set("Allow", http.MethodGet)
		x.refuse(notFound("this path takes GET only"))
		return
	}
	x.writeText(http.StatusOK, "application/json", openAPI)
}
