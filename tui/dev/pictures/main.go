// Command pictures draws the README's screens as SVG, in a dark and a light theme, and records the
// README's demo as an asciicast. With -all it draws every screen at many sizes into a folder, for
// a review. It talks to loopback only, and takes a second.
//
// The rules: the program gets no flag that only pictures need. One person plays it without a
// terminal, on a clock that only the script turns, against the sandbox with a seed and a key that are
// the same in every run; only the sandbox's port, and the end of the token that is signed with
// it, are replaced. So two runs give the same bytes, and a test draws all of them again.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	to := flag.String("to", "", "the `FOLDER` that gets the pictures, instead of the one they are kept in")
	all := flag.String("all", "", "a `FOLDER` that gets every screen at many sizes, instead of the README's pictures")
	flag.Parse()
	var err error
	if *all != "" {
		err = review(*all)
	} else {
		err = run(*to)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// run writes the README's pictures and its recording.
func run(to string) error {
	if to == "" {
		out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
		if err != nil {
			return fmt.Errorf("go list: %w", err)
		}
		to = filepath.Join(strings.TrimSpace(string(out)), "tui", "dev", "pictures")
	}
	files, err := readme()
	problems := []error{err}
	for name, content := range files {
		problems = append(problems, os.WriteFile(filepath.Join(to, name), content, 0o644))
	}
	return errors.Join(problems...)
}

// readme returns the files that the README shows, by their names.
func readme() (map[string][]byte, error) {
	files := map[string][]byte{}
	on := login()
	p, err := open(on)
	if err != nil {
		return nil, err
	}
	defer p.close()
	err = p.play(on, func(s step) error {
		for _, picture := range s.pictures {
			for _, t := range themes() {
				files[picture.name+"-"+t.name+".svg"] = p.grid(picture.width, picture.height, t).svg(t, picture.title)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	files["login.cast"], err = recorded()
	return files, err
}
