package record

import (
	"encoding/json"
	"flag"
	"math"
	"net/url"
	"os"
	"testing"
	"time"
)

var harFolder = flag.String("hars", "", "a folder to write HARs to, for har-schema")

// checkHAR checks what HAR 1.2 asks for, field by field.
func checkHAR(t *testing.T, data []byte) {
	t.Helper()
	type object = map[string]any
	var file struct{ Log object }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	has := func(where string, o object, names map[string]string) {
		for name, kind := range names {
			value, ok := o[name]
			is := map[bool]string{}[ok]
			switch value.(type) {
			case string:
				is = "text"
			case float64:
				is = "number"
			case []any:
				is = "list"
			case map[string]any:
				is = "object"
			}
			if is != kind {
				t.Errorf("%s.%s is %q, want %q", where, name, is, kind)
			}
		}
	}
	pairsIn := func(where string, list any) {
		for _, pair := range list.([]any) {
			has(where, pair.(object), map[string]string{"name": "text", "value": "text"})
		}
	}
	has("log", file.Log, map[string]string{"version": "text", "creator": "object", "entries": "list"})
	if file.Log["version"] != "1.2" {
		t.Errorf("version %v", file.Log["version"])
	}
	has("creator", file.Log["creator"].(object), map[string]string{"name": "text", "version": "text"})
	for _, one := range file.Log["entries"].([]any) {
		e := one.(object)
		has("entry", e, map[string]string{"startedDateTime": "text", "time": "number", "request": "object", "response": "object", "cache": "object", "timings": "object"})
		if _, err := time.Parse(time.RFC3339Nano, e["startedDateTime"].(string)); err != nil {
			t.Error(err)
		}
		request, response := e["request"].(object), e["response"].(object)
		both := map[string]string{"httpVersion": "text", "cookies": "list", "headers": "list", "headersSize": "number", "bodySize": "number"}
		has("request", request, both)
		has("request", request, map[string]string{"method": "text", "url": "text", "queryString": "list"})
		has("response", response, both)
		has("response", response, map[string]string{"status": "number", "statusText": "text", "content": "object", "redirectURL": "text"})
		has("content", response["content"].(object), map[string]string{"size": "number", "mimeType": "text"})
		pairsIn("request.headers", request["headers"])
		pairsIn("request.queryString", request["queryString"])
		pairsIn("response.headers", response["headers"])
		if post, ok := request["postData"]; ok {
			has("postData", post.(object), map[string]string{"mimeType": "text", "params": "list", "text": "text"})
		}
		if u, err := url.Parse(request["url"].(string)); err != nil || u.Host == "" {
			t.Errorf("url %v", request["url"])
		}
		timings := e["timings"].(object)
		has("timings", timings, map[string]string{"send": "number", "wait": "number", "receive": "number", "dns": "number", "connect": "number", "ssl": "number", "blocked": "number"})
		sum := 0.0
		for name, value := range timings {
			if ms := value.(float64); ms >= 0 && name != "ssl" {
				sum += ms
			}
		}
		if whole := e["time"].(float64); math.Abs(whole-sum) > 0.01 {
			t.Errorf("the phases take %v of %v ms", sum, whole)
		}
	}
	if *harFolder != "" {
		if err := os.WriteFile(*harFolder+"/"+time.Now().Format("150405.000000000")+".har", data, 0o600); err != nil {
			t.Error(err)
		}
	}
}
