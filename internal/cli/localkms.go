package cli

import (
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

const localKMSLong = `Serves KMS and STS on this machine, for trying keywright out and for tests. The cryptography is real, and key policies
and grants are enforced on the caller that the access key names. Signatures are not verified: whoever reaches the
address can use its keys, so it listens on this machine only unless --allow-remote says otherwise.

Without --data everything is forgotten at the end. The file of --data holds key material in the clear.`

// defaultListen is where local-kms listens.
const defaultListen = "127.0.0.1:4599"

func newLocalKMS(a *app) *cobra.Command {
	var o localkms.Options
	var listen string
	cmd := &cobra.Command{
		Use:     "local-kms [flags]",
		Short:   "serve a KMS on this machine",
		Long:    localKMSLong,
		Example: "  keywright local-kms --listen 127.0.0.1:0 --data keys.json --identities identities.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			server, err := localkms.New(o)
			if err != nil {
				return err
			}
			return server.Serve(cmd.Context(), listen, a.tellAddress)
		},
	}
	f := cmd.Flags()
	f.StringVar(&listen, "listen", defaultListen, "where to listen, `HOST:PORT`; port 0 takes a free one")
	f.StringVar(&o.DataFile, "data", "", "a `FILE` to keep the keys in, key material included; made with mode 0600")
	f.StringVar(&o.Identities, "identities", "", "a JSON `FILE`: access key to arn, and where they matter account, mfa, vpce, vpc, via_service, org_id, source_ip, tags, policies, denied, may_assume")
	f.BoolVar(&o.AllowRemote, "allow-remote", false, "listen where other machines can reach it")
	return cmd
}

// tellAddress prints how to reach the server, ready to be read by a shell. An address of all interfaces is reached
// from here by the loopback one.
func (a *app) tellAddress(addr string) {
	if host, port, err := net.SplitHostPort(addr); err == nil {
		if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
			addr = net.JoinHostPort("127.0.0.1", port)
		}
	}
	_, _ = fmt.Fprintf(a.Out, `# keywright local-kms listens on %[1]s
export AWS_ENDPOINT_URL_KMS=http://%[1]s
export AWS_ENDPOINT_URL_STS=http://%[1]s
export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
export AWS_REGION=eu-north-1
`, addr)
}
