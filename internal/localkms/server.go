// Package localkms is a key management service in process: the AWS KMS and STS protocols over HTTP, with real
// cryptography, the documented errors, and key policies and grants enforced by keypolicy.Decide.
//
// It stands where AWS would stand in tests, demonstrations and examples, and is honest about its limits: what it
// does not support it refuses by name. It reads the access key and the region from the credential scope of the
// SigV4 Authorization header; the signature itself is not verified, for the server knows no secret access keys.
// Whoever can reach the server and knows an access key id of its identities file is that identity. It therefore
// listens on the loopback interface unless told otherwise.
//
// An access key that the identities file does not name is the IAM user "local" of the default account (or of the
// account whose twelve digits the access key is), with identity policies that allow everything. Key policies and
// grants are enforced on that user as on any other.
//
// What differs from the service: there are no AWS managed keys and no custom key stores; changes are visible at once;
// principals in policies need not exist; the symmetric keys of the China Regions are AES-256 keys too; permissions
// boundaries, session policies and service control policies are not there; the last use of a key may be up to an hour
// late in the data file.
package localkms

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// DefaultAccount is the account of access keys that the identities file does not name.
const DefaultAccount = "123456789012"

// Options says what a Server is to be. The zero value is an empty KMS in memory.
type Options struct {
	// DataFile keeps the state, key material included, across restarts. It is created with mode 0600, and a
	// file that others may read is refused. A file of the same name with ".lock" added keeps a second server away;
	// it may stay behind. Empty: the state lives in memory.
	DataFile string
	// Identities is the path of a JSON file: access key → Identity. Empty: every access key is the default user.
	Identities string
	// Account replaces DefaultAccount: twelve digits.
	Account string
	// Clock replaces time.Now. Rotation, deletion and expiry happen by it.
	Clock func() time.Time
	// ShuffleRead returns key policies with every list in another order at each read, as the service does, so
	// that a client that compares texts shows its perpetual difference.
	ShuffleRead bool
	// ReplicaDelay is how long a new replica stays in the key state Creating, and how long the keys of a
	// multi-Region key stay in Updating when the primary moves.
	ReplicaDelay time.Duration
	// Wrapping, where set, is the wrapping key that GetParametersForImport gives out whenever a key of its length is asked
	// for, instead of a fresh one each time, which takes seconds. Whoever sets it knows what is imported.
	Wrapping *rsa.PrivateKey
	// AllowRemote lets Listen and Serve bind addresses other than loopback ones.
	AllowRemote bool
}

// Server is the local KMS. It is an http.Handler for KMS and STS requests of every region.
type Server struct {
	opts       Options
	identities map[string]Identity

	mu    sync.Mutex
	state *state
	disk  *disk
	calls map[string]int
	reads int // policies read so far, which turns the order under ShuffleRead
}

// New makes a server, reading its data and identities files where given.
func New(opts Options) (*Server, error) {
	if opts.Clock == nil {
		opts.Clock = time.Now
	}
	if opts.Account == "" {
		opts.Account = DefaultAccount
	}
	if !isAccount(opts.Account) {
		return nil, fmt.Errorf("account %q is not twelve digits", opts.Account)
	}
	identities, err := readIdentities(opts.Identities)
	if err != nil {
		return nil, err
	}
	s := &Server{opts: opts, identities: identities, calls: map[string]int{}}
	if s.disk, s.state, err = openDisk(opts.DataFile); err != nil {
		return nil, err
	}
	return s, nil
}

// Close releases the data file, so that another server may open it.
func (s *Server) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.disk.close()
}

// Calls returns how often each action was called since the server was made, refused calls included. KMS actions
// have their bare names, those of STS the prefix "sts:".
func (s *Server) Calls() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	calls := make(map[string]int, len(s.calls))
	for action, n := range s.calls {
		calls[action] = n
	}
	return calls
}

// Listen binds addr, which must be a loopback address unless AllowRemote is set.
func (s *Server) Listen(ctx context.Context, addr string) (net.Listener, error) {
	if !s.opts.AllowRemote {
		if err := loopbackOnly(addr); err != nil {
			return nil, err
		}
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	return listener, nil
}

// Serve answers requests on addr until ctx ends, then finishes those under way. It calls ready, where given, with
// the address it listens on, once it does.
func (s *Server) Serve(ctx context.Context, addr string, ready func(addr string)) error {
	listener, err := s.Listen(ctx, addr)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second}
	if ready != nil {
		ready(listener.Addr().String())
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err = <-served:
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = server.Shutdown(grace)
	}
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("local KMS stopped: %w", err)
	}
	return s.Close()
}

// loopbackOnly refuses addresses that other machines could reach.
func loopbackOnly(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("address %q is not host:port: %w", addr, err)
	}
	if strings.EqualFold(host, "localhost") {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("address %q is not a loopback address: the local KMS verifies no signatures, so others could use its keys; allow remote access (--allow-remote) to bind it all the same", addr)
}
