package record

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
)

// packed is a bundle of ours with other files.
func packed(t *testing.T, change func(files map[string]string, to *zip.Writer)) []byte {
	t.Helper()
	r, evidence := refusedLogin(t)
	files := filesOf(t, sealed(t, r, Bundle{Evidence: evidence}))
	delete(files, "the zip")
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	change(files, to)
	for name, text := range files {
		out, err := to.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = out.Write([]byte(text))
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestABundleThatIsNotOursIsRefusedInASentence(t *testing.T) {
	t.Parallel()
	more := func(name, text string) func(map[string]string, *zip.Writer) {
		return func(_ map[string]string, to *zip.Writer) {
			out, _ := to.Create(name)
			_, _ = out.Write([]byte(text))
		}
	}
	with := func(name, text string) func(map[string]string, *zip.Writer) {
		return func(files map[string]string, _ *zip.Writer) { files[name] = text }
	}
	for _, row := range []struct {
		name   string
		change func(map[string]string, *zip.Writer)
		want   string
	}{
		{"a path that climbs", more("../report.md", "x"), "a file with a path"},
		{"a path of Windows", more(`..\report.md`, "x"), "a file with a path"},
		{"an absolute path", more("/etc/passwd", "x"), "a file with a path"},
		{"two files of one name", more("report.md", "x"), "two files of one name"},
		{"another file", more("run.sh", "x"), "a file that no bundle has"},
		{"a bomb", with("report.md", strings.Repeat("x", 5<<20)), "larger than 4 MiB"},
		{"a missing file", func(files map[string]string, _ *zip.Writer) { delete(files, "exchange.har") }, "exchange.har is missing"},
		{"an unknown version", with("manifest.json", `{"format":"dintero-login ticket bundle","version":7}`), "it is of version 7"},
		{"another manifest", with("manifest.json", `{"format":"else","version":1}`), "not one of ours"},
		{"a deep manifest", with("manifest.json", strings.Repeat("[", 1<<20)), "not one of ours"},
		{"a diagnosis of another version", with("diagnosis.json", `{"version":2}`), "of version 2"},
		{"an unknown fact", with("diagnosis.json", `{"version":1,"evidence":{"yes":["\u001b[31m"]}}`), "does not know"},
		{"an unknown reason", with("diagnosis.json", `{"version":1,"evidence":{"problem":{"reason":"x","call":"login","reach":"answered"}}}`), "does not know"},
		{"a broken diagnosis", with("diagnosis.json", `{`), "damaged"},
		{"a link", func(files map[string]string, to *zip.Writer) {
			delete(files, "report.md")
			header := &zip.FileHeader{Name: "report.md"}
			header.SetMode(fs.ModeSymlink | 0o777)
			out, _ := to.CreateHeader(header)
			_, _ = out.Write([]byte("/etc/passwd"))
		}, "holds a link"},
		{"a hundred files", func(_ map[string]string, to *zip.Writer) {
			for i := range 100 {
				_, _ = to.Create(strings.Repeat("x", i+1))
			}
		}, "more files than any bundle"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var bad *BundleError
			_, err := Open(bytes.NewReader(packed(t, row.change)))
			if !errors.As(err, &bad) || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	whole := packed(t, func(map[string]string, *zip.Writer) {})
	if _, err := Open(bytes.NewReader(whole)); err != nil {
		t.Errorf("one that is: %v", err)
	}
	for cut := 4; cut < len(whole)-1; cut += 97 {
		if _, err := Open(bytes.NewReader(whole[:cut])); err == nil {
			t.Fatalf("read after %d bytes of %d", cut, len(whole))
		}
	}
	if _, err := Open(bytes.NewReader(append(whole, make([]byte, 5<<20)...))); err == nil || !strings.Contains(err.Error(), "larger than 4 MiB") {
		t.Errorf("a large one: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Open(bytes.NewReader(data)); err == nil {
			t.Skip("a bundle")
		}
	})
}
