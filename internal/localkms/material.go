package localkms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
)

// hmacBytes is the length of KMS-made HMAC keys by spec. Source: AWS KMS Developer Guide, HMAC key specs.
var hmacBytes = map[string]int{"HMAC_224": 28, "HMAC_256": 32, "HMAC_384": 48, "HMAC_512": 64}

// symmetricBytes is the length of an AES-256 key.
const symmetricBytes = 32

var rsaBits = map[string]int{"RSA_2048": 2048, "RSA_3072": 3072, "RSA_4096": 4096}

var curves = map[string]elliptic.Curve{
	"ECC_NIST_P256": elliptic.P256(), "ECC_NIST_P384": elliptic.P384(), "ECC_NIST_P521": elliptic.P521(),
}

// generateMaterial makes key material of a spec: symmetric and HMAC keys as they are, ML-KEM as its seed, the other
// asymmetric ones as PKCS #8.
func generateMaterial(spec string) ([]byte, error) {
	if length := plainBytes(spec); length > 0 {
		return randomBytes(length), nil
	}
	private, err := generatePrivate(spec)
	if err != nil {
		return nil, err
	}
	return x509.MarshalPKCS8PrivateKey(private)
}

func generatePrivate(spec string) (crypto.PrivateKey, error) {
	if bits := rsaBits[spec]; bits > 0 {
		return rsa.GenerateKey(rand.Reader, bits)
	}
	if curve := curves[spec]; curve != nil {
		return ecdsa.GenerateKey(curve, rand.Reader)
	}
	if spec == "ECC_NIST_EDWARDS25519" {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		return private, err
	}
	return nil, fmt.Errorf("no generator for key spec %s", spec)
}

// parsePrivate reads PKCS #8 material.
func parsePrivate(der []byte) (crypto.Signer, error) {
	private, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, errors.New("the key material is not readable")
	}
	signer, ok := private.(crypto.Signer)
	if !ok {
		return nil, errors.New("the key material is of another kind")
	}
	return signer, nil
}

// checkMaterial tells why material does not fit a key spec.
func checkMaterial(spec string, raw []byte) error {
	if want := plainBytes(spec); want > 0 {
		if len(raw) != want {
			return fmt.Errorf("it has %d bytes, not %d", len(raw), want)
		}
		return nil
	}
	private, err := parsePrivate(raw)
	if err != nil {
		return err
	}
	fits := false
	switch private := private.(type) {
	case *rsa.PrivateKey:
		fits = private.N.BitLen() == rsaBits[spec]
	case *ecdsa.PrivateKey:
		fits = private.Curve == curves[spec]
	case ed25519.PrivateKey:
		fits = spec == "ECC_NIST_EDWARDS25519"
	}
	if !fits {
		return errors.New("it is a key of another kind or size")
	}
	return nil
}

// plainBytes is the length of material that is not PKCS #8, or zero.
func plainBytes(spec string) int {
	switch spec {
	case symmetric:
		return symmetricBytes
	case "ML_KEM_768", "ML_KEM_1024":
		return mlkem.SeedSize
	}
	return hmacBytes[spec]
}
