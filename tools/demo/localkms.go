package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/smithy-go"
)

// localKMS is `keywright local-kms` on a free port.
type localKMS struct {
	endpoint string
	cmd      *exec.Cmd
}

var listening = regexp.MustCompile(`http://[0-9a-zA-Z.\[\]:]+:[0-9]+`)

func startKMS(ctx context.Context, d *workspace) (*localKMS, error) {
	cmd := exec.CommandContext(ctx, d.keywright, "local-kms", "--listen", "127.0.0.1:0",
		"--data", d.data, "--identities", filepath.Join(d.example, "identities.json"))
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the local KMS: %w", err)
	}
	found := make(chan string, 1)
	go func() {
		defer close(found)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if url := listening.FindString(lines.Text()); url != "" {
				select {
				case found <- url:
				default: // already told
				}
			}
		}
	}()
	kms := &localKMS{cmd: cmd}
	select {
	case url, ok := <-found:
		if !ok {
			kms.stop()
			return nil, errors.New("the local KMS ended before it said where it listens")
		}
		kms.endpoint = url
		fmt.Printf("The local KMS listens at %s; its keys are in %s.\n", url, d.shown(d.data))
		return kms, nil
	case <-time.After(20 * time.Second):
		kms.stop()
		return nil, errors.New("the local KMS did not say where it listens within 20 seconds")
	}
}

func (k *localKMS) stop() {
	_ = k.cmd.Process.Signal(os.Interrupt) // it may have ended by itself
	_ = k.cmd.Wait()
}

// clientAs is a KMS client with the credentials of one identity of identities.json.
func clientAs(d *workspace, identity, region string) *kms.Client {
	return kms.New(kms.Options{
		Region:       region,
		BaseEndpoint: aws.String(d.endpoint),
		Credentials:  credentials.NewStaticCredentialsProvider(identity, "local", ""),
	})
}

// errorCode is the service's code of an error, or its text where it has none.
func errorCode(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	if err == nil {
		return "no error"
	}
	return err.Error()
}
