package profile

import (
	"regexp"
)

// kind is the type of an attribute's value.
type kind int

const (
	text kind = iota
	texts
	number
	truth
	date      // "2027-02-23", a day in UTC
	period    // "30d", "4w", "5y"
	periods   // a map of such, by name
	clockTime // "18:30"
)

// attribute describes one setting of a block.
type attribute struct {
	name     string
	kind     kind
	words    []string       // the words allowed, where not every text is
	form     *regexp.Regexp // what a text must look like
	formName string         // form in words
	min, max int            // of a number
	refers   string         // the type of block whose label this names
	any      bool           // "*" is allowed beside the labels that refers names
	required bool
	standard any // the value where neither the profile nor the built-in one has the setting
}

// block describes one type of block.
type block struct {
	name       string
	labelled   bool
	labelWords []string
	labelForm  *regexp.Regexp
	labelName  string // the label in words
	attributes []attribute
	blocks     []block
}

func (b *block) attribute(name string) *attribute {
	for i := range b.attributes {
		if b.attributes[i].name == name {
			return &b.attributes[i]
		}
	}
	return nil
}

func (b *block) block(name string) *block {
	for i := range b.blocks {
		if b.blocks[i].name == name {
			return &b.blocks[i]
		}
	}
	return nil
}

func (b *block) attributeNames() []string {
	var names []string
	for _, a := range b.attributes {
		names = append(names, a.name)
	}
	return names
}

func (b *block) blockNames() []string {
	var names []string
	for _, inner := range b.blocks {
		names = append(names, inner.name)
	}
	return names
}

// The words of the vocabulary.
var (
	classes      = []string{"restricted", "confidential", "internal", "public"}
	severities   = []string{"critical", "high", "medium", "low"}
	methods      = []string{"automatic", "on-demand", "manual"}
	capabilities = []string{
		"decrypt", "data-key", "encrypt", "sign", "mac", "policy", "grant", "replicate", "import", "attribute", "lifecycle", "read",
	}
	rotationTypes = []string{
		"kek", "backup", "dek", "jwt", "webhook", "log", "tls-external", "tls-internal", "api-key", "secret",
		"code-signing", "ca-intermediate", "ca-root",
	}
)

// The forms of texts.
var (
	ruleID   = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,11}-[0-9]{2,3}$`)
	account  = regexp.MustCompile(`^(?:[0-9]{12}|[a-z][a-z0-9-]{4,28}[a-z0-9]|(?:[a-z0-9-]+\.)+[a-z]{2,})$`) // of AWS; a project or a domain of Google Cloud
	region   = regexp.MustCompile(`^[a-z]{2,}[a-z0-9]*(-[a-z0-9]+)*$`)
	handle   = regexp.MustCompile(`^[a-z]+:[^\s:]+$`)
	name     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	endpoint = regexp.MustCompile(`^vpce?-[0-9a-z*]+$`)

	// What names nobody would bind nobody, and a rule about that role would look at no one.
	principal = regexp.MustCompile(`^(?:` +
		`arn(?::[^\s:]*){4}:\S+` + // an ARN
		`|[0-9]{12}` + // an account
		`|\S*[*?]\S*` + // a wildcard
		`|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}` + // a principal of Azure
		`|(?:user|group|serviceAccount|domain):[^\s:]+|principal(?:Set)?://\S+` + // a member of Google Cloud
		`|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?` + // a service
		`|(?:module\.[\w-]+(?:\[.+?\])?\.)*(?:data\.)?[a-z]\w*_\w+\.[\w-]+(?:\[.+\])?` + // a resource's address
		`)$`)
)

// kindNames say what a value should have been.
var kindNames = map[kind]string{
	text: "a text in quotes", texts: "a list of texts", number: "a whole number", truth: "true or false",
	date: `a date such as "2027-02-23"`, period: `a duration such as "30d", "4w" or "5y"`,
	periods: `durations by name, such as { "pci-dss" = "2y" }`, clockTime: `a time of day such as "18:30"`,
}
