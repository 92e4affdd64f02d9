package plan

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
)

// source counts, digests and bounds the bytes of an input.
type source struct {
	in       *bufio.Reader
	digest   hash.Hash
	limit    int64
	read     int64
	skipped  int64 // bytes before the JSON: a byte order mark
	exceeded bool
}

var errTooLong = errors.New("too long")

func newSource(r io.Reader, limit int64) *source {
	return &source{in: bufio.NewReaderSize(r, 64<<10), digest: sha256.New(), limit: limit}
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.in.Read(p)
	s.read += int64(n)
	if s.read > s.limit {
		s.exceeded = true
		return 0, errTooLong
	}
	s.digest.Write(p[:n])
	return n, err
}

func (s *source) sum() string { return hex.EncodeToString(s.digest.Sum(nil)) }

// sniff refuses what is plainly not JSON in words that help, and skips a UTF-8 byte order mark.
func (s *source) sniff() error {
	head, err := s.in.Peek(4)
	if len(head) == 0 {
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		return refuse(0, "empty: expected the output of terraform show -json")
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return &refusal{cause: ErrBinary, reason: "a binary plan, as terraform plan -out writes it: " +
			"run terraform show -json on it and give keywright the output, or allow keywright to run it with --allow-exec"}
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return refuse(0, "compressed with gzip: expand it first")
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return refuse(0, "UTF-16 text, as > writes in Windows PowerShell: write it as UTF-8, "+
			"for example with terraform show -json plan | Out-File -Encoding utf8 plan.json")
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		mark := make([]byte, 3)
		if _, err := io.ReadFull(s, mark); err != nil {
			return err
		}
		s.skipped = 3
	}
	return nil
}
