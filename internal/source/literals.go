package source

import "regexp"

const maxNumbers = 1000

var accountNumber = regexp.MustCompile(`\b[0-9]{12}\b`)

// TimePattern is what a text holds that could be a pattern which asks for a certain time: a part of a year of this century
// and a wildcard. Names that a provider makes begin with the time.
var TimePattern = regexp.MustCompile(`20[0-9a-f?]*[*?$]`)

// note remembers what may be the number of an account, and whether something may ask for a time.
func (x *Index) note(src []byte) {
	for _, number := range accountNumber.FindAll(src, maxNumbers) {
		if len(x.numbers) < maxNumbers {
			x.numbers[string(number)] = true
		}
	}
	x.timed = x.timed || TimePattern.Match(src)
}

// AsksForTime says that a file of the configuration could hold a pattern that asks for a certain time.
func (x *Index) AsksForTime() bool { return x.timed }
