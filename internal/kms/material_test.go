package kms

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// The two examples of RFC 5649, section 6.
func TestWrapPadded(t *testing.T) {
	t.Parallel()
	kek, _ := hex.DecodeString("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8")
	for plain, want := range map[string]string{
		"c37b7e6492584340bed12207808941155068f738": "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a",
		"466f7250617369": "afbeb0f07dfbf5419200f2ccb50bb24f",
	} {
		raw, _ := hex.DecodeString(plain)
		if got, err := wrapPadded(kek, raw); err != nil || hex.EncodeToString(got) != want {
			t.Errorf("%s is wrapped as %x (%v), want %s", plain, got, err, want)
		}
	}
}

// What no wrapping key can carry is an error, and the error does not tell the material.
func TestWrapRefuses(t *testing.T) {
	t.Parallel()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	material := []byte(strings.Repeat("secret", 100))
	for name, key := range map[string][]byte{"too long": public, "no key": []byte("x")} {
		if _, err := wrap(types.AlgorithmSpecRsaesOaepSha256, key, material); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// However material is printed, nothing of it shows.
func TestMaterialIsNotPrinted(t *testing.T) {
	t.Parallel()
	m := Material{Current: []byte("secret"), Former: [][]byte{[]byte("secret")}}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		for _, value := range []any{m, &m, struct{ M Material }{m}, []Material{m}} {
			if text := fmt.Sprintf(format, value); strings.Count(text, "(key material)") != 1 || strings.Contains(text, "secret") {
				t.Errorf("%s prints %s", format, text)
			}
		}
	}
}

func TestCheckValidTo(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	c := &Client{now: func() time.Time { return now }}
	for at, fits := range map[time.Time]bool{
		{}: true, now: false, now.Add(-time.Second): false, now.Add(time.Second): true, now.Add(maxExpiry): true, now.Add(maxExpiry + time.Second): false,
	} {
		if err := c.CheckValidTo(at); (err == nil) != fits {
			t.Errorf("%s: %v", at, err)
		}
	}
}
