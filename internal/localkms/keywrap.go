package localkms

import (
	"crypto/aes"
	"crypto/subtle"
	"encoding/binary"
	"slices"
)

// unwrapPadded opens AES key wrap with padding. Source: RFC 5649.
func unwrapPadded(kek, wrapped []byte) ([]byte, error) {
	block, err := aes.NewCipher(kek)
	if err != nil {
		return nil, err
	}
	const half = 8
	if len(wrapped) < 2*half || len(wrapped)%half != 0 {
		return nil, errCiphertext
	}
	plain := slices.Clone(wrapped)
	if len(plain) == 2*half {
		block.Decrypt(plain, plain)
	} else {
		n := len(plain)/half - 1
		var buffer [2 * half]byte
		copy(buffer[:half], plain)
		for t := 6 * n; t > 0; t-- {
			i := (t-1)%n + 1
			a := binary.BigEndian.Uint64(buffer[:half]) ^ uint64(t)
			binary.BigEndian.PutUint64(buffer[:half], a)
			copy(buffer[half:], plain[i*half:])
			block.Decrypt(buffer[:], buffer[:])
			copy(plain[i*half:], buffer[half:])
		}
		copy(plain, buffer[:half])
	}
	return unpad(plain[:half], plain[half:])
}

// unpad checks the alternative initial value and removes the padding.
func unpad(initial, padded []byte) ([]byte, error) {
	length := int(binary.BigEndian.Uint32(initial[4:]))
	if subtle.ConstantTimeCompare(initial[:4], []byte{0xa6, 0x59, 0x59, 0xa6}) != 1 || length > len(padded) || length+8 <= len(padded) {
		return nil, errCiphertext
	}
	for _, b := range padded[length:] {
		if b != 0 {
			return nil, errCiphertext
		}
	}
	return padded[:length], nil
}
