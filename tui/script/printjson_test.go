package script

import (
	"bytes"
	"testing"

	"dintero-login/flow"
)

func TestThePrintedDocumentIsTheSameAndMovesNoCursor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, document, want string }{
		{"plain", `{"a":1}`, "{\"a\":1}\n"},
		{"line breaks stay", "{\n \"a\": 1\n}\n", "{\n \"a\": 1\n}\n"},
		{"tabs and carriage returns between tokens", "{\r\n\t\"a\":1}", "{ \n \"a\":1}\n"},
		{"C1", "{\"a\":\"\u009b2J\"}", "{\"a\":\"\\u009b2J\"}\n"},
		{"bidi", "{\"a\":\"\u202e\"}", "{\"a\":\"\\u202e\"}\n"},
		{"beyond the basic plane", "{\"a\":\"\U000e0041\"}", "{\"a\":\"\\udb40\\udc41\"}\n"},
		{"a blank that is not one", "{\"a\u3164\":\"\u2800\u115f\uffa0\"}", "{\"a\\u3164\":\"\\u2800\\u115f\\uffa0\"}\n"},
		{"variation selectors", "[\"a\ufe0f\U000e0100\"]", "[\"a\\ufe0f\\udb40\\udd00\"]\n"},
		{"DEL, a soft hyphen, a joiner and the grapheme joiner", "[\"\x7f\u00ad\u200d\u034f\"]", "[\"\\u007f\\u00ad\\u200d\\u034f\"]\n"},
		{"line and paragraph separators", "[\"\u2028\u2029\"]", "[\"\\u2028\\u2029\"]\n"},
		{"a byte order mark", "\ufeff{\"a\":1}", "{\"a\":1}\n"},
		{"invalid bytes", "[\"a\xff\xc3b\"]", "[\"a\ufffd\ufffdb\"]\n"},
		{"marks on a letter", "[\"e\u0301\"]", "[\"e\u0301\"]\n"},
		{"a pile of marks", "[\"e\u0301\u0301\u0301\u0301\u0301\"]", "[\"e\u0301\u0301\u0301\u0301\\u0301\"]\n"},
		{"a mark on our own quote", "[\"\u0301\"]", "[\"\\u0301\"]\n"},
		{"letters of others", "[\"æøå 日本 \U0001f600\"]", "[\"æøå 日本 \U0001f600\"]\n"},
		{"a tab and a line break that no string may have", "[\"a\tb\nc\"]", "[\"a\\u0009b\\u000ac\"]\n"},
		{"an escaped quote before a tab", "[\"\\\"\t\"]", "[\"\\\"\\u0009\"]\n"},
		{"an escaped backslash at the end of a string", "[\"\\\\\",\t1]", "[\"\\\\\", 1]\n"},
		{"damaged: a bad escape stays one", "[\"\\\u200b\"]", "[\"\\\ufffd\"]\n"},
		{"damaged: outside of a string", "{\x1b[2J\u3164}", "{\\u001b[2J\\u3164}\n"},
		{"damaged: cut", "[\"a\u202e", "[\"a\\u202e\n"},
		{"an ESC that no JSON may have", "{\"a\":\"\x1b[2J\"}", "{\"a\":\"\\u001b[2J\"}\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			if err := PrintDocument(&out, &flow.Settings{Document: []byte(row.document)}); err != nil {
				t.Fatal(err)
			}
			if out.String() != row.want {
				t.Errorf("got %q, want %q", out.String(), row.want)
			}
		})
	}
}
