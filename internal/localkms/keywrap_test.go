package localkms

import (
	"encoding/hex"
	"testing"
)

// The two examples of RFC 5649, section 6.
func TestKeyWrapWithPadding(t *testing.T) {
	kek, _ := hex.DecodeString("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8")
	for wrapped, want := range map[string]string{
		"138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a": "c37b7e6492584340bed12207808941155068f738",
		"afbeb0f07dfbf5419200f2ccb50bb24f":                                 "466f7250617369",
	} {
		raw, _ := hex.DecodeString(wrapped)
		got, err := unwrapPadded(kek, raw)
		if err != nil || hex.EncodeToString(got) != want {
			t.Errorf("unwrapped %x (%v), want %s", got, err, want)
		}
		for i := range raw {
			raw[i] ^= 1
			if _, err := unwrapPadded(kek, raw); err == nil {
				t.Errorf("%s with byte %d changed was unwrapped", wrapped, i)
			}
			raw[i] ^= 1
		}
	}
}
