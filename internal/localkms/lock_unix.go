//go:build unix

package localkms

import (
	"os"
	"syscall"
)

// modesMatter tells whether a file's mode says who may read it.
const modesMatter = true

// lockFile takes a lock that ends with the process, so that two servers never write one data file.
func lockFile(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}
