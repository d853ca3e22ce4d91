package record

// HAR is a HAR 1.2 of what is kept, for a file. The error is a *LeakError where it would hold a secret.
func (r *Record) HAR(program string) ([]byte, error) {
	list, secrets, _ := r.all()
	return searched(secrets, "the HAR", harOf(list, program, ""))
}

// Sequence is a Mermaid sequence diagram of what is kept.
func (r *Record) Sequence() ([]byte, error) {
	list, secrets, _ := r.all()
	return searched(secrets, "the diagram", sequenceOf(list))
}

// Curl is the line for one exchange, by its number; false where it is not kept any more.
func (r *Record) Curl(number int) (Curl, bool, error) {
	list, secrets, _ := r.all()
	for _, e := range list {
		if e.Number == number {
			c := CurlOf(e.Request)
			_, err := searched(secrets, "the line", []byte(c.Line))
			return c, err == nil, err
		}
	}
	return Curl{}, false, nil
}

func searched(secrets []live, name string, data []byte) ([]byte, error) {
	if err := checked(secrets, []member{{name, data}}); err != nil {
		return nil, err
	}
	return data, nil
}
