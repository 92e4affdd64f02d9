package localkms

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// shuffle returns a policy with every list of strings turned by one place more at each read. The meaning stays; the
// order does not, as with the real service. A text that is not JSON stays as it is.
func shuffle(policy string, turn int) string {
	var out strings.Builder
	decoder := jsontext.NewDecoder(strings.NewReader(policy), jsontext.AllowDuplicateNames(true))
	encoder := jsontext.NewEncoder(&out, jsontext.AllowDuplicateNames(true), jsontext.WithIndent("  "))
	if err := copyTurned(encoder, decoder, turn); err != nil {
		return policy
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// copyTurned copies one value. Objects keep the order of their members, lists that hold objects keep theirs.
func copyTurned(to *jsontext.Encoder, from *jsontext.Decoder, turn int) error {
	switch from.PeekKind() {
	case '{':
		return copyMembers(to, from, turn)
	case '[':
		return copyItems(to, from, turn)
	default:
		value, err := from.ReadValue()
		if err != nil {
			return err
		}
		return to.WriteValue(value)
	}
}

func copyMembers(to *jsontext.Encoder, from *jsontext.Decoder, turn int) error {
	if err := copyToken(to, from); err != nil {
		return err
	}
	for from.PeekKind() != '}' {
		if err := copyToken(to, from); err != nil { // the member's name
			return err
		}
		if err := copyTurned(to, from, turn); err != nil {
			return err
		}
	}
	return copyToken(to, from)
}

func copyItems(to *jsontext.Encoder, from *jsontext.Decoder, turn int) error {
	if err := copyToken(to, from); err != nil {
		return err
	}
	var texts []jsontext.Value
	for from.PeekKind() != ']' {
		if from.PeekKind() == '"' {
			value, err := from.ReadValue()
			if err != nil {
				return err
			}
			texts = append(texts, value.Clone())
			continue
		}
		if err := copyTurned(to, from, turn); err != nil {
			return err
		}
	}
	for i := range texts {
		if err := to.WriteValue(texts[(i+turn)%len(texts)]); err != nil {
			return err
		}
	}
	return copyToken(to, from)
}

func copyToken(to *jsontext.Encoder, from *jsontext.Decoder) error {
	token, err := from.ReadToken()
	if err != nil {
		return err
	}
	return to.WriteToken(token)
}
