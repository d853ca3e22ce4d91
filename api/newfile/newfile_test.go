package newfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// text writes a text in two parts.
func text(of string) func(io.Writer) error {
	return func(w io.Writer) error {
		for _, part := range []string{of[:len(of)/2], of[len(of)/2:]} {
			if _, err := io.WriteString(w, part); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestANewFileIsWholeAndItsOwnersAlone(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, want := range map[string]string{
		"settings.json": "{}\n", "empty": "", "-x": "a dash", strings.Repeat("n", 255): "a long name",
	} {
		path := filepath.Join(folder, name)
		if err := errors.Join(Free(path), Write(path, text(want))); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := os.ReadFile(path)
		info, _ := os.Lstat(path)
		if err != nil || string(got) != want || info.Mode() != 0o600 && os.PathSeparator == '/' {
			t.Errorf("%s: got %q, %v, %v", name, got, info.Mode(), err)
		}
	}
	contains(t, folder, 4)
}

func TestANameWithoutAFolderIsInTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := Write("here.json", text("{}")); err != nil {
		t.Fatal(err)
	}
	contains(t, ".", 1)
}

func TestNothingIsWrittenOverAnythingOrThroughALink(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		want    error
		prepare func(folder string) (path string, err error)
	}{
		"a file": {ErrExists, func(folder string) (string, error) { return filepath.Join(folder, "old"), nil }},
		"a link to a file": {ErrLink, func(folder string) (string, error) {
			return filepath.Join(folder, "link"), os.Symlink("old", filepath.Join(folder, "link"))
		}},
		"a link to nowhere": {ErrLink, func(folder string) (string, error) {
			return filepath.Join(folder, "link"), os.Symlink("nowhere", filepath.Join(folder, "link"))
		}},
		"a link to itself": {ErrLink, func(folder string) (string, error) {
			return filepath.Join(folder, "link"), os.Symlink("link", filepath.Join(folder, "link"))
		}},
		"a folder": {ErrName, func(folder string) (string, error) {
			return filepath.Join(folder, "sub"), os.Mkdir(filepath.Join(folder, "sub"), 0o700)
		}},
		"no name":                 {ErrName, func(string) (string, error) { return "", nil }},
		"the folder itself":       {ErrName, func(folder string) (string, error) { return folder + "/.", nil }},
		"the folder above":        {ErrName, func(folder string) (string, error) { return folder + "/..", nil }},
		"a name that ends as one": {ErrName, func(folder string) (string, error) { return folder + "/new/", nil }},
		"a folder that is not there": {ErrNoFolder, func(folder string) (string, error) {
			return filepath.Join(folder, "none", "new"), nil
		}},
		"a folder in a file": {ErrNoFolder, func(folder string) (string, error) {
			return filepath.Join(folder, "old", "sub", "new"), nil
		}},
		"a folder that is a file": {ErrNoFolder, func(folder string) (string, error) {
			return filepath.Join(folder, "old", "new"), nil
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			old := filepath.Join(folder, "old")
			if err := os.WriteFile(old, []byte("before"), 0o644); err != nil {
				t.Fatal(err)
			}
			path, err := tt.prepare(folder)
			if err != nil {
				t.Skip("not on this system: ", err)
			}
			before := entries(t, folder)
			if err := Free(path); !errors.Is(err, tt.want) {
				t.Errorf("asked early: got %v, want %v", err, tt.want)
			}
			written := false
			err = Write(path, func(io.Writer) error { written = true; return nil })
			if !errors.Is(err, tt.want) || written || strings.Contains(err.Error(), folder) {
				t.Errorf("got %v (written: %v), want %v", err, written, tt.want)
			}
			if got, err := os.ReadFile(old); string(got) != "before" || err != nil {
				t.Errorf("the file that was there: got %q, %v", got, err)
			}
			if got := entries(t, folder); got != before {
				t.Errorf("got %s, want %s", got, before)
			}
		})
	}
}

func TestAFolderThatMayNotBeWrittenTo(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 || os.PathSeparator != '/' {
		t.Skip("this user may write everywhere")
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(folder, "new"), text("x")); !errors.Is(err, ErrNotWritable) {
		t.Errorf("got %v, want %v", err, ErrNotWritable)
	}
	contains(t, folder, 0)
}

func TestWhoeverTakesTheNameMeanwhileKeepsIt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new")
	err := Write(path, func(w io.Writer) error {
		return errors.Join(text("mine")(w), os.WriteFile(path, []byte("theirs"), 0o600))
	})
	got, _ := os.ReadFile(path)
	if !errors.Is(err, ErrExists) || string(got) != "theirs" {
		t.Errorf("got %v, %q", err, got)
	}
	contains(t, filepath.Dir(path), 1)
}

func TestAFailureLeavesNothing(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for name, tt := range map[string]struct{ fails, want error }{
		"the writer's own": {broken, broken},
		"a full disk":      {&fs.PathError{Op: "write", Path: "secret", Err: syscall.ENOSPC}, ErrFull},
		"a used up quota":  {&fs.PathError{Op: "write", Path: "secret", Err: syscall.EDQUOT}, ErrFull},
		"not of the disk":  {fs.ErrPermission, fs.ErrPermission},
		"a panic":          {nil, nil},
	} {
		folder := t.TempDir()
		path := filepath.Join(folder, "new")
		err := func() (err error) {
			defer func() { _ = recover() }()
			return Write(path, func(w io.Writer) error {
				_, _ = io.WriteString(w, "half")
				if tt.fails == nil {
					panic("half-way")
				}
				return tt.fails
			})
		}()
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
		contains(t, folder, 0)
	}
}

func TestWithoutHardLinksAFileIsCopied(t *testing.T) {
	t.Parallel()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	for name, content := range map[string]string{".temporary": "after", "there": "before"} {
		if err := root.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := withoutLinks(root, ".temporary", "there"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if err := withoutLinks(root, ".temporary", "new"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"there": "before", "new": "after"} {
		if got, err := root.ReadFile(name); string(got) != want || err != nil {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

func TestWhyTheSystemRefusesItIsToldWithoutThePath(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "open", Path: "/home/kari", Err: syscall.EACCES}, "its folder may not be written to"},
		{&fs.PathError{Op: "open", Path: "/home/kari", Err: syscall.EROFS}, "its folder may not be written to"},
		{&fs.PathError{Op: "open", Path: "/home/kari", Err: syscall.ENAMETOOLONG}, "the system refuses it: file name too long"},
		{&os.LinkError{Op: "link", Old: "/home/kari", New: "x", Err: syscall.EIO}, "the system refuses it: input/output error"},
	} {
		if got := explained(tt.err).Error(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

func contains(t *testing.T, folder string, count int) {
	t.Helper()
	if got := strings.Count(entries(t, folder), "\n"); got != count {
		t.Errorf("got %q, want %d files", entries(t, folder), count)
	}
}

func entries(t *testing.T, folder string) string {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, entry := range list {
		names += entry.Name() + "\n"
	}
	return names
}
