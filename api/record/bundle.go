package record

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"time"

	"dintero-login/api/newfile"
	"dintero-login/flow"
)

// Bundle is what a ticket gets beside the traffic.
type Bundle struct {
	Program  string        // name and version of the program
	Made     time.Time     // when
	Report   []byte        // report.md, rendered from Safe evidence
	Evidence flow.Evidence // of the login or of the checks; it is made safe
	At       time.Time     // when the call failed; zero where none did
}

// The limits of a bundle.
const (
	bundleCap = 64 << 10     // bytes of the zip
	keepDays  = 30           // after which it should be deleted
	newest    = 200          // exchanges at most
	dayForm   = "2006-01-02" // of the day to delete it by
	notice    = "No secrets; still personal data: delete it by "
)

// Sealed is a bundle that was searched for secrets and may be written.
type Sealed struct {
	Preview Preview
	zip     []byte
}

// Preview is what is in a bundle, for the person who is asked whether to write it.
type Preview struct {
	Files     []File
	Exchanges int
	Left      int      // exchanges that are not in it: too old, or too many
	Kinds     []string // of what was taken out, such as mfa_token
	DeleteBy  string   // a day, as in 2026-12-24
	Size      int      // of the zip, in bytes
}

// File is one file of a bundle.
type File struct {
	Name string
	Size int // in bytes
}

// Seal makes a bundle of what was recorded. The error is a *LeakError where it would hold a secret.
func (r *Record) Seal(b Bundle) (Sealed, error) {
	b.Evidence = r.Safe(b.Evidence)
	list, secrets, dropped := r.all()
	for most := newest; ; most /= 2 {
		left := max(0, len(list)-most)
		s := seal(b, list[left:], left+dropped)
		if len(s.zip) > bundleCap && most > 1 {
			continue
		}
		inside, err := s.members()
		if err != nil {
			return Sealed{}, err
		}
		if err := checked(secrets, inside); err != nil {
			return Sealed{}, err
		}
		return s, nil
	}
}

// all is one look at the record: what belongs together.
func (r *Record) all() (list []Entry, secrets []live, dropped int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, k := range r.ledger.list {
		list = append(list, k.Entry)
	}
	return list, r.ledger.names.live(), r.ledger.dropped
}

// Write writes the bundle to a new file: whole or not at all, for its owner alone.
func (s Sealed) Write(path string) error {
	return newfile.Write(path, func(to io.Writer) error {
		_, err := to.Write(s.zip)
		return err
	})
}

func seal(b Bundle, list []Entry, left int) Sealed {
	m := manifestOf(b, list, left)
	files := []member{
		{reportName, append([]byte("# Ticket bundle\n\n"+notice+m.DeleteBy+".\n\n"), b.Report...)},
		{harName, harOf(list, b.Program, notice+m.DeleteBy+".")},
		{sequenceName, sequenceOf(list)},
		{diagnosisName, document(state(b.Evidence, b.At))},
	}
	s := Sealed{Preview: Preview{Exchanges: len(list), Left: left, DeleteBy: m.DeleteBy, Kinds: m.kinds()}}
	for _, f := range files {
		m.Files = append(m.Files, fileJSON{f.name, len(f.data)})
	}
	files = append(files, member{manifestName, document(m)})
	for _, f := range files {
		s.Preview.Files = append(s.Preview.Files, File{f.name, len(f.data)})
	}
	s.zip = zipped(files, b.Made)
	s.Preview.Size = len(s.zip)
	return s
}

// members are the files of the bundle as they will be read, and the zip itself.
func (s Sealed) members() ([]member, error) {
	opened, err := zip.NewReader(bytes.NewReader(s.zip), int64(len(s.zip)))
	if err != nil {
		return nil, err
	}
	files, err := unpacked(opened)
	if err != nil {
		return nil, err
	}
	list := []member{}
	for _, name := range fileNames() {
		list = append(list, member{name, files[name]})
	}
	return append(list, member{"the zip", s.zip}), nil
}

// zipped makes a zip whose bytes depend on nothing else than what is given. Nothing in it names
// this machine or who uses it.
func zipped(files []member, made time.Time) []byte {
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, f := range files {
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: made.UTC().Truncate(2 * time.Second)}
		out, err := to.CreateHeader(header)
		if err == nil {
			_, _ = out.Write(f.data) // into memory
		}
	}
	_ = to.Close()
	return slices.Clip(b.Bytes())
}
