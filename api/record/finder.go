package record

// finder finds encoded texts anywhere in a text, however many there are. It is keyed by the first
// four bytes of each.
type finder map[[shortest]byte][]string

// add has a text found in all its encodings that are not longer than most.
func (f finder) add(text string, most int) {
	if len(text) < shortest || len(text) > most {
		return
	}
	for _, coded := range written(text) {
		if len(coded) >= shortest && len(coded) <= most {
			key := [shortest]byte([]byte(coded[:shortest]))
			f[key] = append(f[key], coded)
		}
	}
}

// remove takes away what add added.
func (f finder) remove(text string, most int) {
	if len(text) < shortest || len(text) > most {
		return
	}
	for _, coded := range written(text) {
		if len(coded) < shortest || len(coded) > most {
			continue
		}
		key := [shortest]byte([]byte(coded[:shortest]))
		list := f[key]
		for i, other := range list {
			if other == coded {
				list = append(list[:i], list[i+1:]...)
				break
			}
		}
		if len(list) == 0 {
			delete(f, key)
			continue
		}
		f[key] = list
	}
}

// finds reports whether one of them is in a text.
func (f finder) finds(text string) bool {
	if len(f) == 0 {
		return false
	}
	for i := 0; i+shortest <= len(text); i++ {
		for _, coded := range f[[shortest]byte([]byte(text[i:i+shortest]))] {
			if len(text)-i >= len(coded) && text[i:i+len(coded)] == coded {
				return true
			}
		}
	}
	return false
}
