package plan

import (
	"bytes"
	"encoding/json"

	"github.com/go-json-experiment/json/jsontext"
)

// walker reads JSON token by token. Whatever it passes enters the digest; what is kept is built as well.
type walker struct {
	dec      *jsontext.Decoder
	digest   *contentDigest
	at       string // pointer to the decoder's text in the input
	base     int64  // offset of the decoder's text in the input
	depth    int
	maxDepth int
	scratch  []byte
	names    map[string]string
	hidden   bool    // something marked as sensitive has been pruned away
	inner    *walker // reused by inside
}

// maxNames bounds the names held for reuse.
const maxNames = 1 << 14

func newWalker(dec *jsontext.Decoder, digest *contentDigest, maxDepth int) *walker {
	return &walker{dec: dec, digest: digest, maxDepth: maxDepth, names: map[string]string{}}
}

func (w *walker) offset() int64 { return w.base + w.dec.InputOffset() }

func (w *walker) enter() error {
	if w.depth++; w.depth > w.maxDepth {
		return refuse(w.offset(), "nested more than %d deep", w.maxDepth)
	}
	return nil
}

// value reads one value, and builds it where keep says so.
func (w *walker) value(keep bool) (any, error) {
	switch w.dec.PeekKind() {
	case '{':
		return w.plainObject(keep)
	case '[':
		return w.plainArray(keep)
	case '"':
		return w.text(keep)
	default:
		return w.scalar(keep)
	}
}

func (w *walker) plainObject(keep bool) (any, error) {
	var out map[string]any
	if keep {
		out = map[string]any{}
	}
	err := w.object(func(name string) (bool, error) {
		v, err := w.value(keep)
		if keep {
			out[name] = v
		}
		return true, err
	})
	return out, err
}

func (w *walker) plainArray(keep bool) (any, error) {
	out := []any{}
	err := w.array(func() error {
		v, err := w.value(keep)
		if keep {
			out = append(out, v)
		}
		return err
	})
	return out, err
}

// object reads an object. visit reads one member's value and says whether it counts in the digest.
func (w *walker) object(visit func(name string) (bool, error)) error {
	if err := w.begin('{', "an object"); err != nil {
		return err
	}
	m := w.digest.open()
	for w.dec.PeekKind() != '}' {
		name, err := w.name()
		if err != nil {
			return err
		}
		s := w.digest.member(name)
		counts, err := visit(name)
		if err != nil {
			return err
		}
		if counts {
			w.digest.endMember(s)
		} else {
			w.digest.forget(s)
		}
	}
	w.digest.closeObject(m)
	return w.end()
}

// name reads a member's name. Plans repeat a few names without end, so each is held once.
func (w *walker) name() (string, error) {
	raw, err := w.dec.ReadValue()
	if err != nil {
		return "", err
	}
	if w.scratch, err = jsontext.AppendUnquote(w.scratch[:0], raw); err != nil {
		return "", err
	}
	if name, ok := w.names[string(w.scratch)]; ok {
		return name, nil
	}
	name := string(w.scratch)
	if len(w.names) < maxNames {
		w.names[name] = name
	}
	return name, nil
}

// array reads an array. visit reads one element.
func (w *walker) array(visit func() error) error {
	if err := w.begin('[', "an array"); err != nil {
		return err
	}
	m := w.digest.open()
	for w.dec.PeekKind() != ']' {
		if err := visit(); err != nil {
			return err
		}
	}
	w.digest.closeArray(m)
	return w.end()
}

func (w *walker) begin(kind jsontext.Kind, what string) error {
	if got := w.dec.PeekKind(); got != kind && got != 0 {
		return refuse(w.offset(), "expected %s at %s", what, w.place())
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return err
	}
	return w.enter()
}

func (w *walker) end() error {
	w.depth--
	_, err := w.dec.ReadToken()
	return err
}

func (w *walker) text(keep bool) (any, error) {
	raw, err := w.dec.ReadValue()
	if err != nil {
		return nil, err
	}
	if w.scratch, err = jsontext.AppendUnquote(w.scratch[:0], raw); err != nil {
		return nil, err
	}
	w.digest.scalar(tagString, w.scratch)
	if !keep {
		return nil, nil
	}
	return string(w.scratch), nil
}

func (w *walker) scalar(keep bool) (any, error) {
	raw, err := w.dec.ReadValue()
	if err != nil {
		return nil, err
	}
	w.digest.scalar(tagOther, raw)
	if !keep {
		return nil, nil
	}
	if raw.Kind() == '0' && vast(raw) {
		return nil, refuse(w.offset(), "a number too long or too large at %s", w.place())
	}
	switch raw.Kind() {
	case 't', 'f':
		return raw.Kind() == 't', nil
	case '0':
		return json.Number(raw), nil
	default:
		return nil, nil
	}
}

// vast says whether a number would cost its reader more than it can mean: Terraform writes every digit and no
// exponent, of numbers that fit 512 bits.
func vast(number []byte) bool {
	_, exponent, _ := bytes.Cut(bytes.ToLower(number), []byte("e"))
	return len(number) > 1000 || len(exponent) > 4
}

// inside returns a walker over a value that the outer one has read whole, so that its members can be looked at
// before they are pruned. Value and walker must be done with before the outer walker moves on.
func (w *walker) inside(raw jsontext.Value) *walker {
	if w.inner == nil {
		w.inner = &walker{dec: quick(raw), digest: w.digest, maxDepth: w.maxDepth, names: w.names}
	} else {
		w.inner.dec.Reset(bytes.NewBuffer(raw), valid)
	}
	w.inner.at = w.at + string(w.dec.StackPointer())
	w.inner.base, w.inner.depth, w.inner.hidden = w.offset()-int64(len(raw)), w.depth, false
	return w.inner
}

// valid is for text that a first reading has found valid.
var valid = jsontext.AllowDuplicateNames(true)

func quick(raw jsontext.Value) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(raw), valid)
}

// place is where the walker stands, as a JSON pointer.
func (w *walker) place() string {
	if p := w.at + string(w.dec.StackPointer()); p != "" {
		return placed(p)
	}
	return "the top"
}
