package flow

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The stories are the texts in testdata/stories, one file a topic. A story is a title, with
// the account or the story that it goes on from behind the ←, and its lines: when it happens,
// what happens, after the arrow the state that this leads to, and after the dot what is done
// about it. make golden writes what stands after the arrows.
type stories map[string]story

type story struct {
	from  string
	lines []storyLine
}

type storyLine struct{ at, happens string }

var (
	storyTitle = regexp.MustCompile(`^(\S.*?)(?: ← (.*))?$`)
	storyStep  = regexp.MustCompile(`^ +(?:([0-9]\S*) +)?(\S.*?) *→`)
)

// read takes in the stories of a file.
func (all stories) read(t *testing.T, text string) {
	t.Helper()
	title := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if step := storyStep.FindStringSubmatch(line); step != nil {
			s := all[title]
			s.lines = append(s.lines, storyLine{step[1], step[2]})
			all[title] = s
		} else if begins := storyTitle.FindStringSubmatch(line); begins != nil && line[0] != '#' {
			if title = begins[1]; all[title].from != "" {
				t.Fatalf("two stories are called %q", title)
			}
			all[title] = story{from: begins[2]}
		} else if line != "" && line[0] != '#' {
			t.Fatalf("neither a title nor a step: %q", line)
		}
	}
}

// play leads a login through a story, and says what each of its lines led to.
func (all stories) play(t *testing.T, p printer, title string) (sample, []string) {
	t.Helper()
	var s sample
	if a, ok := accounts()[all[title].from]; ok {
		s.state = New(a, Draft{})
	} else if _, ok := all[all[title].from]; ok {
		s, _ = all.play(t, p, all[title].from)
	} else {
		t.Fatalf("%q begins with %q, which is neither an account nor a story", title, all[title].from)
	}
	var led []string
	for _, line := range all[title].lines {
		e := happens(t, line, s.doing)
		_, do := Next(s.state, e)
		next := s.after(e)
		led = append(led, p.told(t, s.state, next.state)+p.does(do))
		s = next
	}
	return s, led
}

// written is a file of stories with what its lines lead to now.
func (all stories) written(t *testing.T, p printer, text string) string {
	t.Helper()
	var out strings.Builder
	var lines []storyLine
	var led []string
	width := 0
	for line := range strings.Lines(text) {
		if !storyStep.MatchString(line) {
			if title := storyTitle.FindStringSubmatch(strings.TrimRight(line, "\n")); title != nil && line[0] != '#' {
				lines, width = all[title[1]].lines, 0
				_, led = all.play(t, p, title[1])
				for _, line := range lines {
					width = max(width, utf8.RuneCountInString(line.happens))
				}
			}
			out.WriteString(line)
			continue
		}
		fmt.Fprintf(&out, "  %-6s %-*s → %s\n", lines[0].at, width, lines[0].happens, led[0])
		lines, led = lines[1:], led[1:]
	}
	return out.String()
}

func TestStories(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no stories", err)
	}
	all, texts, p := stories{}, map[string]string{}, newPrinter(t)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[path] = string(text)
		all.read(t, texts[path])
	}
	for path, text := range texts {
		want := strings.Split(text, "\n")
		got := strings.Split(all.written(t, p, text), "\n")
		if flag.Lookup("update").Value.String() == "true" {
			err = os.WriteFile(path, []byte(strings.Join(got, "\n")), 0o600)
			if err != nil {
				t.Fatal(err)
			}
			continue
		}
		for i, line := range want {
			if got[i] != line {
				t.Errorf("%s:%d:\ngot  %s\nwant %s", path, i+1, got[i], line)
			}
		}
	}
}
