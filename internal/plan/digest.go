package plan

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// contentDigest digests JSON by what it says: members in whatever order, strings however escaped, white space
// wherever, give the same digest. Every object and array is reduced to its SHA-256 as soon as it ends, so that the
// buffer holds one path through the text and no more.
//
// Numbers count as they are spelled: two spellings of one number are told apart rather than two numbers confused.
type contentDigest struct {
	buf      []byte
	segments []segment
}

// segment is where a member of the object being read lies in buf, and where its name ends.
type segment struct{ start, name, end int }

// Tags keep a string "1" apart from a number 1, and an object's digest from a string of the same bytes.
const (
	tagObject = '{'
	tagArray  = '['
	tagString = '"'
	tagOther  = '0' // numbers, true, false, null
)

func (c *contentDigest) scalar(tag byte, text []byte) {
	c.buf = append(c.buf, tag)
	c.buf = binary.AppendUvarint(c.buf, uint64(len(text)))
	c.buf = append(c.buf, text...)
}

// mark is where an object or array starts.
type mark struct{ buf, segments int }

func (c *contentDigest) open() mark { return mark{len(c.buf), len(c.segments)} }

// member writes a member's name and returns where the member starts.
func (c *contentDigest) member(name string) segment {
	s := segment{start: len(c.buf)}
	c.buf = binary.AppendUvarint(c.buf, uint64(len(name)))
	c.buf = append(c.buf, name...)
	s.name = len(c.buf)
	return s
}

// endMember keeps a member that has been written.
func (c *contentDigest) endMember(s segment) {
	s.end = len(c.buf)
	c.segments = append(c.segments, s)
}

// forget takes a member back, so that the digest does not depend on it.
func (c *contentDigest) forget(s segment) { c.buf = c.buf[:s.start] }

func (c *contentDigest) closeArray(m mark) { c.replace(m, tagArray, sha256.Sum256(c.buf[m.buf:])) }

func (c *contentDigest) closeObject(m mark) {
	members := c.segments[m.segments:]
	byName := func(a, b segment) int { return bytes.Compare(c.buf[a.start:a.name], c.buf[b.start:b.name]) }
	if slices.IsSortedFunc(members, byName) {
		c.replace(m, tagObject, sha256.Sum256(c.buf[m.buf:]))
		return
	}
	slices.SortFunc(members, byName)
	h := sha256.New()
	for _, s := range members {
		h.Write(c.buf[s.start:s.end])
	}
	c.replace(m, tagObject, [sha256.Size]byte(h.Sum(nil)))
}

func (c *contentDigest) replace(m mark, tag byte, sum [sha256.Size]byte) {
	c.buf = append(append(c.buf[:m.buf], tag), sum[:]...)
	c.segments = c.segments[:m.segments]
}

// since is the digest of the one value written since a mark.
func (c *contentDigest) since(m mark) [sha256.Size]byte { return sha256.Sum256(c.buf[m.buf:]) }
