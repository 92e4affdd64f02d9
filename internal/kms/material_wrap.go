package kms

import (
	"crypto/aes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// wrappingSpec is the longest wrapping key that KMS offers.
const wrappingSpec = types.WrappingKeySpecRsa4096

// wrappingAlgorithm is how material of a spec is wrapped: by the wrapping key itself where it is short enough, which RSA
// keys are not.
func wrappingAlgorithm(spec string) types.AlgorithmSpec {
	if strings.HasPrefix(spec, "RSA_") {
		return types.AlgorithmSpecRsaAesKeyWrapSha256
	}
	return types.AlgorithmSpecRsaesOaepSha256
}

// wrap encrypts material for KMS alone. public is the wrapping key, as KMS gives it out.
func wrap(algorithm types.AlgorithmSpec, public, material []byte) ([]byte, error) {
	parsed, err := x509.ParsePKIXPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("the wrapping key is not readable: %w", err)
	}
	wrapping, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("the wrapping key is a %T", parsed)
	}
	if algorithm == types.AlgorithmSpecRsaesOaepSha256 {
		return rsa.EncryptOAEP(sha256.New(), rand.Reader, wrapping, material, nil)
	}
	kek := make([]byte, 32)
	defer clear(kek)
	if _, err := rand.Read(kek); err != nil {
		return nil, err
	}
	head, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, wrapping, kek, nil)
	if err != nil {
		return nil, err
	}
	tail, err := wrapPadded(kek, material)
	return append(head, tail...), err
}

// wrapPadded is AES key wrap with padding. Source: RFC 5649.
func wrapPadded(kek, plain []byte) ([]byte, error) {
	block, err := aes.NewCipher(kek)
	if err != nil {
		return nil, err
	}
	const half = 8
	n := (len(plain) + half - 1) / half
	out := make([]byte, (n+1)*half)
	copy(out, []byte{0xa6, 0x59, 0x59, 0xa6})
	binary.BigEndian.PutUint32(out[4:], uint32(len(plain))) //nolint:gosec // a few thousand bytes at most
	copy(out[half:], plain)
	if n == 1 {
		block.Encrypt(out, out)
		return out, nil
	}
	var buffer [2 * half]byte
	copy(buffer[:half], out)
	for step := 1; step <= 6*n; step++ {
		at := ((step-1)%n + 1) * half
		copy(buffer[half:], out[at:at+half])
		block.Encrypt(buffer[:], buffer[:])
		copy(out[at:], buffer[half:])
		binary.BigEndian.PutUint64(buffer[:], binary.BigEndian.Uint64(buffer[:])^uint64(step))
	}
	copy(out, buffer[:half])
	return out, nil
}
