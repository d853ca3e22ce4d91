package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
)

var readIn = regexp.MustCompile(`read in (\d+) us`)

// documents measures the JSON viewer with settings of three sizes: start to first frame
// less the reading of the file, and what is resident once the whole document is known.
func (b *bench) documents(ctx context.Context) ([]row, error) {
	// One letter beyond ASCII: the terminal library's table of widths, 2 MiB, is on both sides.
	const small = `["ø"]`
	empty := filepath.Join(b.folder, "empty.json")
	if err := os.WriteFile(empty, []byte(small), 0o600); err != nil {
		return nil, err
	}
	var rows, memory []row
	var base []float64
	for _, size := range []int{1, 20, 100} {
		file := filepath.Join(b.folder, fmt.Sprintf("%d.json", size))
		if err := os.WriteFile(file, settingsOf(size), 0o600); err != nil {
			return rows, err
		}
		var resident []float64
		took, err := turns(max(3, b.rounds/2),
			b.document(ctx, &resident, file), b.document(ctx, &base, empty), b.start(ctx, true, new([]float64), firstOfHello, b.hello))
		if err != nil {
			return rows, err
		}
		what := fmt.Sprintf("JSON of %d MiB, ", size)
		rows = append(rows, row{
			what: what + "to first frame, reading the file left out", ours: median(took[0]), floor: median(took[2]), beside: helloWorld,
			unit: "ms", aim: atMost, limit: 1.5,
		})
		memory = append(memory, row{
			what: what + "resident when its last line is known", ours: median(resident), floor: float64(size) + median(base),
			beside: "the body and a viewer of `" + small + "`", unit: "MiB", aim: atMost, limit: 1.2,
		})
		_ = os.Remove(file)
	}
	return append(rows, memory...), nil
}

// document takes the milliseconds from the start of the viewer to its first frame, less the
// reading of the file, and adds to memory what is resident once the last line is known.
func (b *bench) document(ctx context.Context, memory *[]float64, file string) measure {
	return func() (float64, error) {
		t, err := b.open(ctx, true, "us.", b.viewer, file)
		if err != nil {
			return 0, err
		}
		defer t.close()
		at, err := t.wait()
		if err != nil {
			return 0, err
		}
		found := readIn.FindStringSubmatch(t.screen())
		if found == nil {
			return 0, fmt.Errorf("the viewer's last line is missing:\n%s", t.screen())
		}
		us, err := strconv.ParseFloat(found[1], 64)
		if err != nil {
			return 0, err
		}
		if err := t.until("line 1 of"); err != nil {
			return 0, err
		}
		mib, err := resident(t.cmd.Process.Pid)
		*memory = append(*memory, mib)
		return milliseconds(at.Sub(t.began)) - us/1e3, err
	}
}

// settingsOf makes a document of some MiB that looks like settings.
func settingsOf(size int) []byte {
	var b bytes.Buffer
	b.Grow(size<<20 + 256)
	b.WriteString(`{"attributes":[`)
	for i := 0; b.Len() < size<<20; i++ {
		fmt.Fprintf(&b, `{"id":"%08d","name":"Størrelse %d","values":[%d,2.5,true,null],"meta":{"note":"line\nbreak \"%d\""}},`, i, i, i, i)
	}
	b.Truncate(b.Len() - 1)
	b.WriteString(`]}`)
	return b.Bytes()
}
