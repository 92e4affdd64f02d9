package kms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// listsLag is how long after CreateKey was sent a key that the lists of KMS do not show may be there all the same. They lag
// behind for seconds.
const listsLag = 15 * time.Second

// journal notes in a directory when CreateKey was sent for an alias, a file each whose time says when. A run that is killed leaves
// nothing else of a key that the lists do not show yet: the next one would make a second key. A directory that cannot be written
// is no error, for the journal only bridges the seconds in which a key cannot be found by its tags.
type journal struct {
	directory string // empty: no journal
	tidied    sync.Once
}

// note says that CreateKey is about to be sent.
func (j *journal) note(name string) {
	if j.directory == "" || os.MkdirAll(j.directory, 0o700) != nil {
		return
	}
	j.tidied.Do(j.tidy)
	_ = os.WriteFile(j.file(name), []byte("A run of Terraform has asked KMS for the key of "+strings.ReplaceAll(name, "\x00", " ")+
		".\nIf that run was killed, the next one looks longer for the key before it makes another. This file can be deleted.\n"), 0o600)
}

// drop takes a note back: no key was made, or it is on its way out.
func (j *journal) drop(name string) {
	if j.directory != "" {
		_ = os.Remove(j.file(name))
	}
}

// age is how long ago CreateKey was sent; false where no note says so.
func (j *journal) age(name string, now time.Time) (time.Duration, bool) {
	if j.directory == "" {
		return 0, false
	}
	info, err := os.Stat(j.file(name))
	if err != nil {
		return 0, false
	}
	return now.Sub(info.ModTime()), true
}

func (j *journal) file(name string) string {
	sum := sha256.Sum256([]byte(name))
	return filepath.Join(j.directory, hex.EncodeToString(sum[:16]))
}

// tidy removes notes that say nothing any more.
func (j *journal) tidy() {
	files, err := os.ReadDir(j.directory)
	if err != nil {
		return
	}
	for _, f := range files {
		if info, err := f.Info(); err == nil && time.Since(info.ModTime()) > time.Hour {
			_ = os.Remove(filepath.Join(j.directory, f.Name()))
		}
	}
}

// noteOf is what the journal calls a key: whose it is and where.
func (c *Client) noteOf(r *region, alias string) string {
	return strings.Join([]string{"alias/" + alias + " in " + r.name, c.config.Ownership, c.caller.Account, c.config.KMSEndpoint}, "\x00")
}

// findOwnAfterKill is findOwn, which looks again where a run that ended seconds ago may have made the key.
func (c *Client) findOwnAfterKill(ctx context.Context, r *region, w *Want) (*Key, error) {
	key, err := c.findOwn(ctx, r, w)
	for attempt := 0; err == nil && key == nil; attempt++ {
		age, noted := c.journal.age(c.noteOf(r, w.Alias), c.now())
		if !noted || age.Abs() > listsLag { // a disk may keep another clock
			return nil, nil
		}
		if err := Backoff(ctx, attempt); err != nil {
			return nil, explain(err, "look for the key of a run that was ended seconds ago", "alias/"+w.Alias+" in "+r.name)
		}
		if _, err := r.sweep.unfinished(ctx, c.config.Ownership, w.Alias, true); err != nil {
			return nil, err
		}
		key, err = c.findOwn(ctx, r, w)
	}
	return key, err
}
