package localkms

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/go-json-experiment/json"
	"github.com/google/renameio/v2/maybe"
)

// disk is the data file. A disk without a path keeps nothing.
type disk struct {
	path string
	last []byte // what the file holds, to which a failed save returns
	lock *os.File
}

// openDisk reads the data file, or begins a new one. A file that is not the local KMS's own is never written over.
func openDisk(path string) (*disk, *state, error) {
	d := &disk{path: path}
	if path == "" {
		return d, newState(), nil
	}
	if err := checkMode(path); err != nil {
		return nil, nil, err
	}
	lock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, nil, fmt.Errorf("data file %s is in use by another local KMS: %w", path, err)
	}
	d.lock = lock
	st, err := d.load()
	if err != nil {
		return nil, nil, errors.Join(err, d.close())
	}
	return d, st, nil
}

// checkMode refuses what others may read: the file holds key material.
func checkMode(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("data file: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("data file %s is not a regular file", path)
	}
	if mode := info.Mode().Perm(); modesMatter && mode&0o077 != 0 {
		return fmt.Errorf("data file %s has mode %#o: it holds key material, so nobody but its owner may read it; chmod 600 it", path, mode)
	}
	return nil
}

// load reads the state, or writes an empty one where there is no file.
func (d *disk) load() (*state, error) {
	data, err := os.ReadFile(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		st := newState()
		return st, d.save(st)
	}
	if err != nil {
		return nil, fmt.Errorf("data file: %w", err)
	}
	st, err := decodeState(data)
	if err != nil {
		return nil, fmt.Errorf("data file %s cannot be read and was left as it is: %w", d.path, err)
	}
	d.last = data
	return st, nil
}

// decodeState reads a state and holds it to what the server relies on.
func decodeState(data []byte) (*state, error) {
	st := newState()
	if err := json.Unmarshal(data, st, json.RejectUnknownMembers(true)); err != nil {
		return nil, err
	}
	if st.Format != stateFormat {
		return nil, fmt.Errorf("its format is %d, this version reads %d", st.Format, stateFormat)
	}
	if err := st.join(); err != nil {
		return nil, err
	}
	return st, nil
}

// save writes the state whole or not at all.
func (d *disk) save(st *state) error {
	if d.path == "" {
		return nil
	}
	data, err := json.Marshal(st, json.Deterministic(true))
	if err != nil {
		return fmt.Errorf("cannot encode the state: %w", err)
	}
	if err := maybe.WriteFile(d.path, data, 0o600); err != nil {
		return fmt.Errorf("cannot write data file: %w", err)
	}
	d.last = data
	return nil
}

// restore returns the state that the file holds.
func (d *disk) restore() (*state, error) { return decodeState(d.last) }

// close lets go of the data file.
func (d *disk) close() error {
	if d.lock == nil {
		return nil
	}
	lock := d.lock
	d.lock = nil
	return lock.Close()
}
