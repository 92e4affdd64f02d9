package kms

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// The tags that carry what a key is for. The inventory reads the same names on keys of other providers.
const (
	TagPurpose        = "Purpose"
	TagClassification = "DataClassification"
	TagOwner          = "Owner"
	TagEnvironment    = "Environment"
	TagProtects       = "Protects"            // a list, separated by single spaces
	TagOwnership      = "keywright:ownership" // the state that made the key
	TagAlias          = "keywright:alias"     // the alias it was made for, without "alias/"
	TagSettings       = "keywright:settings"  // Settings
	TagRotation       = "keywright:rotation"  // the schedule that rotates it
)

// MaxTags is how many tags a key carries, and MaxTagValue how many characters a value has.
// Source: AWS KMS API reference, Tag and quotas.
const (
	MaxTags     = 50
	MaxTagKey   = 128
	MaxTagValue = 256
)

// contract holds the names that keywright itself writes on a key.
var contract = map[string]bool{
	TagPurpose: true, TagClassification: true, TagOwner: true, TagEnvironment: true, TagProtects: true,
	TagOwnership: true, TagAlias: true, TagSettings: true, TagRotation: true,
}

// ReservedTag says that a tag name belongs to keywright's contract, so that a configuration may not set it.
func ReservedTag(name string) bool { return contract[name] || strings.HasPrefix(name, "keywright:") }

var tagText = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)

// CheckTag refuses a name or value that KMS would not store.
func CheckTag(name, value string) error {
	switch {
	case name == "" || len([]rune(name)) > MaxTagKey:
		return fmt.Errorf("the tag name %q has to have 1 to %d characters", name, MaxTagKey)
	case len([]rune(value)) > MaxTagValue:
		return fmt.Errorf("the value of tag %q has %d characters and may have %d", name, len([]rune(value)), MaxTagValue)
	case !tagText.MatchString(name) || !tagText.MatchString(value):
		return fmt.Errorf("tag %q = %q: KMS stores letters, digits, spaces and _ . : / = + - @ only", name, value)
	case strings.HasPrefix(strings.ToLower(name), "aws:"):
		return fmt.Errorf("the tag name %q begins with aws:, which AWS keeps for itself", name)
	}
	return nil
}

// Settings are what only the provider knows of a key, kept in a tag so that an import brings them back.
type Settings struct {
	DeletionWindowDays int64
	DeletionProtection bool
	OnPendingDeletion  string
	RetainOnDestroy    bool
}

// Encode is the tag's text: name=value pairs in a fixed order, separated by single spaces.
func (s Settings) Encode() string {
	return fmt.Sprintf("window=%d protection=%t pending=%s retain=%t",
		s.DeletionWindowDays, s.DeletionProtection, s.OnPendingDeletion, s.RetainOnDestroy)
}

// DecodeSettings reads the tag's text. ok is false where it is not whole, and then nothing of it counts.
func DecodeSettings(text string) (s Settings, ok bool) {
	values := map[string]string{}
	for _, field := range strings.Fields(text) {
		name, value, found := strings.Cut(field, "=")
		if _, twice := values[name]; !found || twice {
			return Settings{}, false
		}
		values[name] = value
	}
	window, err := strconv.ParseInt(values["window"], 10, 64)
	if err != nil || window < 7 || window > 30 {
		return Settings{}, false
	}
	protection, err := strconv.ParseBool(values["protection"])
	if err != nil {
		return Settings{}, false
	}
	retain, err := strconv.ParseBool(values["retain"])
	if err != nil || values["pending"] == "" {
		return Settings{}, false
	}
	return Settings{window, protection, values["pending"], retain}, true
}

// EncodeList is the text of a list in one tag.
func EncodeList(items []string) string { return strings.Join(items, " ") }

// DecodeList reads it back.
func DecodeList(text string) []string { return strings.Fields(text) }
