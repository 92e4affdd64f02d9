package kms

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// DefaultMaxRetries is how often a throttled or failed call is repeated, as the AWS provider does it.
const DefaultMaxRetries = 25

// DefaultAdoptWithin is how long after its creation a finished key counts as the work of a killed apply.
const DefaultAdoptWithin = 24 * time.Hour

// defaultPrincipalWait is how long "invalid principals" is taken for a role that IAM has not yet made visible.
const defaultPrincipalWait = time.Minute

// Config says who calls, where, and under which name keys are owned. Empty values are read from the environment and
// the shared files, as the AWS SDK does.
type Config struct {
	Region                  string
	AccessKey               string
	SecretKey               string
	Token                   string
	Profile                 string
	SharedConfigFiles       []string
	SharedCredentialsFiles  []string
	AssumeRole              []AssumeRole
	KMSEndpoint             string
	STSEndpoint             string
	MaxRetries              int // 0: DefaultMaxRetries
	RetryMode               string
	SkipCredentials         bool // do not fail when the credentials cannot be verified
	SkipRequestingAccountID bool // do not ask who the caller is
	SkipRegionValidation    bool
	UserAgent               string

	Ownership     string        // this state's name, written on every key
	AdoptWithin   time.Duration // 0: DefaultAdoptWithin
	PrincipalWait time.Duration // 0: a minute
	Journal       string        // directory that notes which keys were asked for; empty: none
	Transport     http.RoundTripper
}

// AssumeRole is one role to assume, in the AWS provider's words.
type AssumeRole struct {
	RoleARN           string
	Duration          time.Duration
	ExternalID        string
	Policy            string
	PolicyARNs        []string
	SessionName       string
	SourceIdentity    string
	Tags              map[string]string
	TransitiveTagKeys []string
}

// New resolves credentials and asks who the caller is. A returned *Error names the setting at fault where it is known.
func New(ctx context.Context, c Config) (*Client, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	base := c.base()
	_, cfg, diags := awsbase.GetAwsConfig(ctx, base)
	var problems []string
	for _, d := range diags {
		problems = append(problems, strings.TrimSpace(d.Summary()+": "+d.Detail()))
	}
	if diags.HasError() {
		return nil, &Error{Kind: KindConfiguration, Summary: "AWS credentials not usable",
			Detail: strings.Join(problems, "\n") + "\n\nSet access_key and secret_key, a profile, or the AWS_* environment variables."}
	}
	if cfg.Region == "" {
		return nil, &Error{Kind: KindConfiguration, Attribute: "region", Summary: "No region",
			Detail: "No AWS region is configured. Set region in the provider block, or AWS_REGION in the environment."}
	}
	if c.Transport != nil {
		cfg.HTTPClient = &http.Client{Transport: c.Transport}
	}
	retryer := cfg.Retryer
	cfg.Retryer = func() aws.Retryer { return newRetryer(retryer()) }
	client := newClient(c, cfg)
	if err := client.identify(ctx); err != nil {
		return nil, err
	}
	return client, nil
}

func (c *Config) validate() error {
	if c.Region != "" && !c.SkipRegionValidation {
		if err := ValidateRegion(c.Region); err != nil {
			return err
		}
	}
	for attribute, endpoint := range map[string]string{"kms": c.KMSEndpoint, "sts": c.STSEndpoint} {
		if err := validateEndpoint(attribute, endpoint); err != nil {
			return err
		}
	}
	return nil
}

// ValidateRegion refuses a code that is not in the table of regions.
func ValidateRegion(region string) error {
	if _, ok := data.RegionNamed(region); ok {
		return nil
	}
	return &Error{Kind: KindConfiguration, Attribute: "region", Summary: "Unknown region",
		Detail: fmt.Sprintf("%q is not a region of AWS that this version knows. Correct its spelling, or set skip_region_validation = true in the provider block if it is newer than this provider.", region)}
}

func (c *Config) base() *awsbase.Config {
	base := &awsbase.Config{
		AccessKey: c.AccessKey, SecretKey: c.SecretKey, Token: c.Token, Profile: c.Profile, Region: c.Region,
		SharedConfigFiles: c.SharedConfigFiles, SharedCredentialsFiles: c.SharedCredentialsFiles,
		StsEndpoint: c.STSEndpoint, MaxRetries: c.MaxRetries, RetryMode: aws.RetryMode(c.RetryMode),
		CallerName: "keywright", CallerDocumentationURL: "https://registry.terraform.io/providers/keywright/keywright/latest/docs",
		SkipCredsValidation: true, // identify asks, once, and keeps the ARN too
		SuppressDebugLog:    true, // request and response bodies stay out of every log
	}
	if base.MaxRetries == 0 {
		base.MaxRetries = DefaultMaxRetries
	}
	if c.UserAgent != "" {
		base.UserAgent = awsbase.UserAgentProducts{{Name: "keywright", Version: c.UserAgent}}
	}
	for i := range c.AssumeRole {
		r := &c.AssumeRole[i]
		base.AssumeRole = append(base.AssumeRole, awsbase.AssumeRole{
			RoleARN: r.RoleARN, Duration: r.Duration, ExternalID: r.ExternalID, Policy: r.Policy, PolicyARNs: r.PolicyARNs,
			SessionName: r.SessionName, SourceIdentity: r.SourceIdentity, Tags: r.Tags, TransitiveTagKeys: r.TransitiveTagKeys,
		})
	}
	return base
}

// AsError is the *Error in a chain, or nil.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
