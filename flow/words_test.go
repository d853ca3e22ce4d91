package flow

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// source is the package without its tests, so that no list of its names grows stale.
func source(t *testing.T) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// withMethod is the names of the types that declare the method.
func withMethod(files []*ast.File, method string) []string {
	var types []string
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv != nil && fn.Name.Name == method {
				if name, ok := fn.Recv.List[0].Type.(*ast.Ident); ok {
					types = append(types, name.Name)
				}
			}
		}
	}
	return types
}

// printer shows values as a person who reviews a golden file wants them: constants by
// name, secrets by the name that the tests gave them, and nothing that is zero.
type printer struct {
	constants map[string][]string // by type, in the order of their values
}

func newPrinter(t *testing.T) printer {
	t.Helper()
	p := printer{constants: map[string][]string{}}
	for _, f := range source(t) {
		for _, d := range f.Decls {
			group, ok := d.(*ast.GenDecl)
			if !ok || group.Tok != token.CONST {
				continue
			}
			first, ok := group.Specs[0].(*ast.ValueSpec)
			if !ok || first.Type == nil {
				continue
			}
			of := first.Type.(*ast.Ident).Name
			for _, spec := range group.Specs {
				p.constants[of] = append(p.constants[of], spec.(*ast.ValueSpec).Names[0].Name)
			}
		}
	}
	return p
}

func typeName(v any) string { return reflect.TypeOf(v).Name() }

// field is one field of a state, those of embedded structs among them.
type field struct {
	name, value string
}

func (p printer) fields(v reflect.Value) []field {
	var all []field
	for f, v := range v.Fields() {
		if f.Anonymous {
			all = append(all, p.fields(v)...)
		} else {
			all = append(all, field{f.Name, p.value(v)})
		}
	}
	return all
}

func (p printer) value(v reflect.Value) string {
	if v.IsZero() {
		return ""
	}
	if v.Type() == reflect.TypeFor[asks]() {
		return strconv.FormatInt(v.FieldByName("count").Int(), 10)
	}
	if !v.CanInterface() {
		return p.members(v)
	}
	switch v := v.Interface().(type) {
	case *set[Secret]:
		var all []string
		for ; v != nil; v = v.rest {
			all = append([]string{p.value(reflect.ValueOf(v.last))}, all...)
		}
		return strings.Join(all, "+")
	case [channels]int:
		var all []string
		for c, n := range v {
			if n > 0 {
				all = append(all, p.constants["Channel"][c]+":"+strconv.Itoa(n))
			}
		}
		return strings.Join(all, "+")
	case time.Duration:
		return strings.NewReplacer("h0m0s", "h", "m0s", "m").Replace(v.String())
	case Secret:
		text := v.Reveal()
		return text[strings.LastIndex(text, "-")+1:]
	case Foreign:
		return v.Shown()
	case *Settings:
		return "MFA:" + p.name(reflect.ValueOf(v.MFA))
	case *Keys:
		return strings.TrimSpace(fmt.Sprint(v) + " " + strings.Trim(fmt.Sprint(v.ids), "[]"))
	case Existence:
		if found := v.Found(); found != Unknown {
			return p.name(reflect.ValueOf(found))
		}
		if v.Standing != Known {
			return p.name(reflect.ValueOf(v.Standing))
		}
		return p.name(reflect.ValueOf(v.Doubt()))
	case Permissions:
		all := []string{"all:" + p.value(reflect.ValueOf(v[0].Held))}
		for call, may := range v {
			if may.Proved {
				all = append(all, "shown:"+strings.TrimPrefix(p.constants["Call"][call], "Call"))
			}
		}
		return strings.TrimPrefix(strings.Join(all, "+"), "all:+")
	case Problem:
		call := strings.TrimPrefix(p.name(reflect.ValueOf(v.Call)), "Call")
		return p.name(reflect.ValueOf(v.Reason)) + "(" + call + ")"
	case Draft:
		return p.name(reflect.ValueOf(v.By)) + "/" + p.name(reflect.ValueOf(v.As))
	case Identity:
		return v.Ident + "/" + p.name(reflect.ValueOf(v.As))
	case Customer:
		var all []string
		for _, f := range p.fields(reflect.ValueOf(v)) {
			if f.value != "" && f.name != "Draft" {
				all = append(all, f.name+":"+f.value)
			}
		}
		return strings.Join(all, ",")
	case Claims:
		return "claims"
	case Signed:
		return p.name(reflect.ValueOf(v.Standing)) + "/" + p.name(reflect.ValueOf(v.Signature))
	case Token:
		return strings.Join(p.values(v), "+")
	case bool:
		return "yes"
	case int, string:
		return fmt.Sprint(v)
	}
	return p.name(v)
}

// members is for whom the production guard was answered, the oldest first.
func (p printer) members(v reflect.Value) string {
	all := ""
	for ; !v.IsNil(); v = v.Elem().FieldByName("rest") {
		last := v.Elem().FieldByName("last")
		to := last.FieldByName("to")
		id := Identity{Ident: to.FieldByName("Ident").String(), As: UserType(to.FieldByName("As").Int())}
		of := [...]string{ofTry: "try:", ofMessage: "message:", atCounter: "counter:"}[last.FieldByName("of").Int()]
		all = strings.TrimSuffix(of+p.value(reflect.ValueOf(id))+"+"+all, "+")
	}
	return all
}

// name is a constant's name.
func (p printer) name(v reflect.Value) string {
	return p.constants[v.Type().Name()][v.Int()]
}

// values is what a struct holds, without the names of its fields.
func (p printer) values(v any) []string {
	var all []string
	for _, f := range p.fields(reflect.ValueOf(v)) {
		if f.value != "" {
			all = append(all, f.value)
		}
	}
	return all
}

// effect is an effect on a line.
func (p printer) effect(do Effect) string {
	if do == nil {
		return ""
	}
	return strings.TrimSpace(typeName(do) + " " + strings.Join(p.values(do), " "))
}

// state is a state on a line: what it holds beside the account and who it is about.
func (p printer) state(s State) string {
	about := map[string]bool{"Draft": true, "Identity": true}
	for f := range reflect.TypeFor[Account]().Fields() {
		about[f.Name] = true
	}
	words := []string{typeName(s)}
	for _, f := range p.fields(reflect.ValueOf(s)) {
		if f.value != "" && !about[f.name] {
			words = append(words, f.name+"="+f.value)
		}
	}
	return strings.Join(words, " ")
}

// account is what a state knows about its account.
func (p printer) account(s State) string {
	var words []string
	for _, f := range p.fields(reflect.ValueOf(s.account())) {
		if f.value != "" && f.name != "May" {
			words = append(words, f.name+"="+f.value)
		}
	}
	return strings.Join(words, " ")
}

// step is what an event made of a state: the new state, what changed, what is done
// about it. It is empty when nothing happened.
func (p printer) step(from, to State, do Effect) string {
	if from == to && do == nil {
		return ""
	}
	old := map[string]string{}
	for _, f := range p.fields(reflect.ValueOf(from)) {
		old[f.name] = f.value
	}
	words := []string{"stays"}
	if typeName(from) != typeName(to) {
		words[0] = typeName(to)
	}
	for _, f := range p.fields(reflect.ValueOf(to)) {
		switch f.value {
		case old[f.name]:
		case "":
			words = append(words, "no "+f.name)
		default:
			words = append(words, f.name+"="+f.value)
		}
	}
	if At(from).Kind == At(to).Kind && At(from) != At(to) {
		words = append(words, "↻")
	}
	if do != nil {
		words = append(words, "·", p.effect(do))
	}
	return strings.Join(words, " ")
}
