package localkms

import (
	"slices"
	"strings"
)

// Key usages, origins and the symmetric spec, as the API spells them.
const (
	usageEncrypt     = "ENCRYPT_DECRYPT"
	usageSign        = "SIGN_VERIFY"
	usageMAC         = "GENERATE_VERIFY_MAC"
	usageAgree       = "KEY_AGREEMENT"
	usageEncapsulate = "ENCAPSULATE_DECAPSULATE"

	originKMS      = "AWS_KMS"
	originExternal = "EXTERNAL"

	symmetric = "SYMMETRIC_DEFAULT"
)

// inStore tells whether keys of an origin live in a custom key store.
func inStore(origin string) bool { return origin == originCloudHSM || origin == originXKS }

// spec says what a key of one KeySpec may be used for, and with which algorithms.
// Source: AWS KMS API reference, CreateKey; Developer Guide, key spec reference.
type spec struct {
	Usages       []string
	Encryption   []string
	Signing      []string
	MAC          []string
	Agreement    []string
	Encapsulated []string
}

var (
	rsaSpec = spec{
		Usages:     []string{usageEncrypt, usageSign},
		Encryption: []string{"RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"},
		Signing: []string{
			"RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512",
			"RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512",
		},
	}
	mlkemSpec = spec{Usages: []string{usageEncapsulate}, Encapsulated: []string{"ML_KEM"}}
)

// specs are the key specs the local KMS makes keys of.
var specs = map[string]spec{
	symmetric:               {Usages: []string{usageEncrypt}, Encryption: []string{symmetric}},
	"RSA_2048":              rsaSpec,
	"RSA_3072":              rsaSpec,
	"RSA_4096":              rsaSpec,
	"ECC_NIST_P256":         nistSpec("ECDSA_SHA_256"),
	"ECC_NIST_P384":         nistSpec("ECDSA_SHA_384"),
	"ECC_NIST_P521":         nistSpec("ECDSA_SHA_512"),
	"ECC_NIST_EDWARDS25519": {Usages: []string{usageSign}, Signing: []string{"ED25519_SHA_512", "ED25519_PH_SHA_512"}},
	"HMAC_224":              hmacSpec("HMAC_SHA_224"),
	"HMAC_256":              hmacSpec("HMAC_SHA_256"),
	"HMAC_384":              hmacSpec("HMAC_SHA_384"),
	"HMAC_512":              hmacSpec("HMAC_SHA_512"),
	"ML_KEM_768":            mlkemSpec,
	"ML_KEM_1024":           mlkemSpec,
}

// refusedSpecs are those of the API that the local KMS has no trusted implementation of.
var refusedSpecs = []string{"ECC_SECG_P256K1", "SM2", "ML_DSA_44", "ML_DSA_65", "ML_DSA_87", "ML_KEM_512"}

func nistSpec(signing string) spec {
	return spec{Usages: []string{usageSign, usageAgree}, Signing: []string{signing}, Agreement: []string{"ECDH"}}
}

func hmacSpec(algorithm string) spec {
	return spec{Usages: []string{usageMAC}, MAC: []string{algorithm}}
}

// lookupSpec finds a spec, refusing by name what is not supported and what does not exist.
func lookupSpec(name string) (spec, error) {
	if found, ok := specs[name]; ok {
		return found, nil
	}
	if slices.Contains(refusedSpecs, name) {
		return spec{}, unsupported("the key spec %s", name)
	}
	all := slices.Clone(refusedSpecs)
	for known := range specs {
		all = append(all, known)
	}
	slices.Sort(all)
	return spec{}, oneOf("keySpec", name, all)
}

// algorithms returns the algorithms of a key of this spec and usage.
func (s spec) algorithms(usage string) []string {
	switch usage {
	case usageEncrypt:
		return s.Encryption
	case usageSign:
		return s.Signing
	case usageMAC:
		return s.MAC
	case usageAgree:
		return s.Agreement
	default:
		return s.Encapsulated
	}
}

// isSymmetric tells whether the family is one of symmetric encryption keys.
func (f *family) isSymmetric() bool { return f.Spec == symmetric }

// isAsymmetric tells whether the family's keys have a public half.
func (f *family) isAsymmetric() bool {
	return !f.isSymmetric() && !strings.HasPrefix(f.Spec, "HMAC_")
}
