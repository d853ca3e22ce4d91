package tomlfile

import "strings"

// longest is how long a word may be, in bytes, to be compared: that costs the product of the
// lengths.
const longest = 60

// Nearest returns the candidate that a person most likely meant by word, or "" if none is near: at
// most a third of its letters differ, or one is part of the other.
func Nearest(word string, candidates []string) string {
	word = strings.ToLower(word)
	if len(word) > longest {
		return ""
	}
	best, least := "", 0
	for _, c := range candidates {
		d := Distance(word, strings.ToLower(c))
		if d <= max(1, len(c)/3) && (best == "" || d < least) {
			best, least = c, d
		}
	}
	if best != "" || len(word) < 3 {
		return best
	}
	for _, c := range candidates {
		if strings.Contains(strings.ToLower(c), word) || len(c) > 2 && strings.Contains(word, strings.ToLower(c)) {
			return c
		}
	}
	return ""
}

// DidYouMean returns the end of a sentence that names the nearest candidate, or "".
func DidYouMean(word string, candidates []string) string {
	if c := Nearest(word, candidates); c != "" {
		return ", did you mean " + c + "?"
	}
	return ""
}

// Distance returns how many letters have to be added, dropped, replaced or swapped with their
// neighbour to turn a into b (Damerau and Levenshtein).
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(x)][len(y)]
}

// List joins words for a sentence: a, b or c.
func List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
