package record

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"dintero-login/flow"
)

// Opened is a bundle that somebody else made. All of it may be anybody's.
type Opened struct {
	Evidence flow.Evidence
	At       time.Time // when the call failed; zero where that is not known
	HAR      []byte
}

// BundleError says what is wrong with a bundle, as in "the bundle cannot be read: WRONG".
type BundleError struct{ Wrong string }

func (e *BundleError) Error() string { return "the bundle cannot be read: " + e.Wrong }

func wrong(what string) error { return &BundleError{what} }

// The limits of what is read, in bytes. A bundle of ours is far below them.
const (
	readCap  = 4 << 20 // of the zip
	fileCap  = 4 << 20 // of one file in it
	filesCap = 16
)

// IsBundle reports whether a file that begins so may be a bundle.
func IsBundle(start []byte) bool { return bytes.HasPrefix(start, []byte("PK\x03\x04")) }

// Open reads a bundle. Nothing is written anywhere, and no name in it is used but to find the files
// that a bundle has.
func Open(from io.Reader) (Opened, error) {
	data, err := io.ReadAll(io.LimitReader(from, readCap+1))
	switch {
	case err != nil:
		return Opened{}, err
	case len(data) > readCap:
		return Opened{}, wrong("it is larger than 4 MiB")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && z == nil {
		return Opened{}, wrong("it is damaged, or its end is missing")
	}
	files, err := unpacked(z)
	if err != nil {
		return Opened{}, err
	}
	var m manifest
	if json.Unmarshal(files[manifestName], &m) != nil || m.Format != bundleFormat {
		return Opened{}, wrong("its manifest is not one of ours")
	}
	if m.Version != bundleVersion {
		return Opened{}, wrong("it is of version " + strconv.Itoa(m.Version) + ", and this program reads version " + strconv.Itoa(bundleVersion))
	}
	var s statedDiagnosis
	if json.Unmarshal(files[diagnosisName], &s) != nil {
		return Opened{}, wrong("its diagnosis.json is damaged")
	}
	if s.Version != diagnosisVersion {
		return Opened{}, wrong("its diagnosis.json is of version " + strconv.Itoa(s.Version) + ", and this program reads version " + strconv.Itoa(diagnosisVersion))
	}
	o := Opened{HAR: files[harName]}
	if o.Evidence, err = s.evidence(); err != nil {
		return Opened{}, wrong(err.Error())
	}
	o.At, _ = time.Parse(time.RFC3339, s.At) // zero where there is none
	return o, nil
}

// unpacked are the files of a bundle, each as far as it may go.
func unpacked(z *zip.Reader) (map[string][]byte, error) {
	if len(z.File) > filesCap {
		return nil, wrong("it has more files than any bundle")
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		_, twice := files[f.Name]
		switch {
		case f.Mode()&fs.ModeSymlink != 0:
			return nil, wrong("it holds a link")
		case strings.ContainsAny(f.Name, `/\:`) || f.Name == ".." || f.Name == ".":
			return nil, wrong("it holds a file with a path, which would lie elsewhere")
		case !f.Mode().IsRegular():
			return nil, wrong("it holds something that is not a file")
		case twice:
			return nil, wrong("it holds two files of one name")
		case !slices.Contains(fileNames(), f.Name):
			return nil, wrong("it holds a file that no bundle has")
		case f.UncompressedSize64 > fileCap:
			return nil, wrong("a file in it is larger than 4 MiB")
		}
		in, err := f.Open()
		if err != nil {
			return nil, wrong("a file in it is encrypted, or packed in a way that is not known")
		}
		data, err := io.ReadAll(io.LimitReader(in, fileCap+1))
		switch {
		case err != nil:
			return nil, wrong("a file in it is damaged")
		case len(data) > fileCap:
			return nil, wrong("a file in it is larger than 4 MiB")
		}
		files[f.Name] = data
	}
	for _, name := range fileNames() {
		if _, ok := files[name]; !ok {
			return nil, wrong(name + " is missing in it")
		}
	}
	return files, nil
}
