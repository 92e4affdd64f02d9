package kms

import (
	"fmt"
	"net/url"
)

// validateEndpoint refuses what is not an absolute http or https URL. Empty is the service's own endpoint.
func validateEndpoint(service, endpoint string) error {
	if endpoint == "" {
		return nil
	}
	u, err := url.Parse(endpoint)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return nil
	}
	return &Error{Kind: KindConfiguration, Attribute: "endpoints." + service, Summary: "Malformed endpoint",
		Detail: fmt.Sprintf("The %s endpoint %q is not an absolute URL. Write it as https://host:port.", service, endpoint)}
}
