//go:build !unix

package localkms

import "os"

// modesMatter tells whether a file's mode says who may read it; elsewhere, access lists do.
const modesMatter = false

// lockFile opens the lock file; where there is no flock, two servers on one data file are the operator's to avoid.
func lockFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
}
