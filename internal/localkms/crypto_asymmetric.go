package localkms

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // RSAES_OAEP_SHA_1 is one of the service's algorithms
	"crypto/sha256"
	"hash"
)

// rsaKey is the family's private key.
func (f *family) rsaKey() (*rsa.PrivateKey, error) {
	signer, err := parsePrivate(f.current().Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := signer.(*rsa.PrivateKey)
	if !ok {
		return nil, fail("InvalidKeyUsageException", "Key spec %s has no RSA key.", f.Spec)
	}
	return private, nil
}

func oaepHash(algorithm string) hash.Hash {
	if algorithm == "RSAES_OAEP_SHA_1" {
		return sha1.New() //nolint:gosec // as above
	}
	return sha256.New()
}

func (f *family) encryptRSA(algorithm string, plaintext []byte) ([]byte, error) {
	private, err := f.rsaKey()
	if err != nil {
		return nil, err
	}
	h := oaepHash(algorithm)
	if most := private.Size() - 2*h.Size() - 2; len(plaintext) > most {
		return nil, fail("ValidationException", "Algorithm %s and key spec %s cannot encrypt data larger than %d bytes.", algorithm, f.Spec, most)
	}
	return rsa.EncryptOAEP(h, rand.Reader, &private.PublicKey, plaintext, nil)
}

func (f *family) decryptRSA(algorithm string, ciphertext []byte) ([]byte, error) {
	private, err := f.rsaKey()
	if err != nil {
		return nil, err
	}
	plaintext, err := rsa.DecryptOAEP(oaepHash(algorithm), nil, private, ciphertext, nil)
	if err != nil {
		return nil, fail("InvalidCiphertextException", "")
	}
	return plaintext, nil
}
