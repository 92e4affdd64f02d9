package source

import (
	"regexp"
	"slices"
)

const maxNumbers = 1000

var accountNumber = regexp.MustCompile(`\b[0-9]{12}\b`)

// digitPatterns are what stands in a text that could be a pattern which asks for some of the digits that a provider ends a
// name with, the time before all: a part of a year of this century and a wildcard, or nothing but digits between wildcards
// or behind the last.
var digitPatterns = []*regexp.Regexp{regexp.MustCompile(`20[0-9a-f?]*[*?$]`), regexp.MustCompile(`[*?][0-9a-f]+(?:[*?$"\\]|$)`)}

// AskForDigits says that a text could hold such a pattern.
func AskForDigits(text string) bool { return asksForDigits([]byte(text)) }

func asksForDigits(text []byte) bool {
	return slices.ContainsFunc(digitPatterns, func(p *regexp.Regexp) bool { return p.Match(text) })
}

// note remembers what may be the number of an account, and whether something may ask for digits of a name.
func (x *Index) note(src []byte) {
	for _, number := range accountNumber.FindAll(src, maxNumbers) {
		if len(x.numbers) < maxNumbers {
			x.numbers[string(number)] = true
		}
	}
	x.digits = x.digits || asksForDigits(src)
}

// AsksForDigits says that a file of the configuration could hold such a pattern.
func (x *Index) AsksForDigits() bool { return x.digits }
