package localkms

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
)

// A symmetric ciphertext names the key and the material that made it, so that Decrypt needs no key id and old
// material is found after rotation:
//
//	version 1 byte | account 12 | key id length 1 | key id | material id 32 | nonce 12 | AES-256-GCM output
//
// What stands before the nonce, and the encryption context in canonical form, is authenticated.
const ciphertextVersion = 1

const (
	materialIDBytes = 32
	nonceBytes      = 12
	accountBytes    = 12
	tagBytes        = 16
)

var errCiphertext = errors.New("not a ciphertext of this service")

// ciphertextBlob is a ciphertext taken apart.
type ciphertextBlob struct {
	header   []byte
	account  string
	keyID    string
	material string
	nonce    []byte
	sealed   []byte
}

// parseCiphertext takes a blob apart. It says nothing about whether the blob is genuine.
func parseCiphertext(blob []byte) (*ciphertextBlob, error) {
	const fixed = 1 + accountBytes + 1
	if len(blob) < fixed || blob[0] != ciphertextVersion {
		return nil, errCiphertext
	}
	header := fixed + int(blob[fixed-1]) + materialIDBytes
	if len(blob) < header+nonceBytes+tagBytes {
		return nil, errCiphertext
	}
	c := &ciphertextBlob{
		header:   blob[:header],
		account:  string(blob[1 : 1+accountBytes]),
		keyID:    string(blob[fixed : header-materialIDBytes]),
		material: hex.EncodeToString(blob[header-materialIDBytes : header]),
		nonce:    blob[header : header+nonceBytes],
		sealed:   blob[header+nonceBytes:],
	}
	if !isAccount(c.account) || !keyIDForm.MatchString(c.keyID) {
		return nil, errCiphertext
	}
	return c, nil
}

// seal encrypts under the family's current material.
func (f *family) seal(plaintext []byte, context map[string]string) ([]byte, error) {
	m := f.current()
	id, err := hex.DecodeString(m.ID)
	if err != nil {
		return nil, err
	}
	aead, err := newAEAD(m.Bytes)
	if err != nil {
		return nil, err
	}
	header := append([]byte{ciphertextVersion}, f.Account...)
	header = append(header, byte(len(f.ID)))
	header = append(header, f.ID...)
	header = append(header, id...)
	nonce := randomBytes(nonceBytes)
	blob := append(slices.Clone(header), nonce...)
	return aead.Seal(blob, nonce, plaintext, authenticated(header, context)), nil
}

// open decrypts with the material that the ciphertext names.
func (m *material) open(c *ciphertextBlob, context map[string]string) ([]byte, error) {
	aead, err := newAEAD(m.Bytes)
	if err != nil {
		return nil, err
	}
	plaintext, err := aead.Open(nil, c.nonce, c.sealed, authenticated(c.header, context))
	if plaintext == nil && err == nil {
		plaintext = []byte{}
	}
	return plaintext, err
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// authenticated is the additional data: the header, then the context sorted by key, every part with its length.
func authenticated(header []byte, context map[string]string) []byte {
	data := withLength(nil, string(header))
	for _, name := range slices.Sorted(maps.Keys(context)) {
		data = withLength(withLength(data, name), context[name])
	}
	return data
}

func withLength(data []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint64(data, uint64(len(s))), s...)
}
