//go:build !unix

package localkms

import "os"

// lockFile opens the lock file; where there is no flock, two servers on one data file are the operator's to avoid.
func lockFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
}
