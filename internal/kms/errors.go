package kms

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/aws/smithy-go"
)

// Kind sorts errors by what can be done about them.
type Kind string

// The kinds of error.
const (
	KindConfiguration   Kind = "configuration"    // provider settings, credentials, endpoints
	KindNotFound        Kind = "not-found"        // the key is not there
	KindDenied          Kind = "denied"           // the caller may not do this
	KindQuota           Kind = "quota"            // a resource quota of the account is used up
	KindLockout         Kind = "lockout"          // the policy would lock its writer out
	KindPrincipals      Kind = "principals"       // the policy names principals that do not exist
	KindAlias           Kind = "alias"            // the alias belongs to another key
	KindOwnership       Kind = "ownership"        // another state's key, or none of ours
	KindMismatch        Kind = "mismatch"         // our unfinished key has other settings
	KindPendingDeletion Kind = "pending-deletion" // the key is on its way out
	KindAmbiguous       Kind = "ambiguous"        // the answer to CreateKey was lost
	KindOther           Kind = "other"
)

// Error is an error a person can act on.
type Error struct {
	Kind      Kind
	Attribute string // the attribute at fault, where one is
	Summary   string
	Detail    string // full sentences: what is wrong and what to do
	Err       error
}

func (e *Error) Error() string {
	text := e.Summary + ": " + e.Detail
	if e.Err != nil {
		text += " (" + e.Err.Error() + ")"
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// IsNotFound says that the service does not know the key.
func IsNotFound(err error) bool {
	if e := AsError(err); e != nil {
		return e.Kind == KindNotFound
	}
	return code(err) == "NotFoundException"
}

func code(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	return ""
}

func message(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorMessage()
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

// throttled says that the service refused for pace alone, so that the call certainly had no effect.
func throttled(err error) bool {
	switch code(err) {
	case "ThrottlingException", "Throttling", "RequestLimitExceeded", "TooManyRequestsException":
		return true
	}
	return false
}

// refused says that the service answered with a definite no: nothing was changed. Without an answer, and with a fault
// on the service's side, nobody knows.
func refused(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && api.ErrorFault() != smithy.FaultServer &&
		code(err) != "DependencyTimeoutException" && code(err) != "KMSInternalException" && code(err) != "InternalFailure" &&
		code(err) != "ServiceUnavailable" && code(err) != "InternalServiceError"
}

// unsent says that the call never left, so that it certainly had no effect.
func unsent(err error) bool {
	var early notSentError
	if errors.As(err, &early) {
		return true
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		return true
	}
	var dns *net.DNSError
	return errors.As(err, &dns)
}

// explain turns the service's error into one that says what to do. action is what was tried, in words; subject the key.
func explain(err error, action, subject string) error {
	if err == nil || AsError(err) != nil {
		return err
	}
	e := &Error{Kind: KindOther, Summary: "KMS refused to " + action, Err: err,
		Detail: fmt.Sprintf("KMS answered %q for %s.", strings.TrimSpace(message(err)), subject)}
	switch {
	case code(err) == "NotFoundException":
		e.Kind = KindNotFound
		e.Detail += " The key does not exist in this account and region, or is not visible yet."
	case code(err) == "AccessDeniedException":
		e.Kind = KindDenied
		e.Detail += " Give the caller this right: in the key's policy (role policy-admin), and in its identity policy for what concerns the account."
	case code(err) == "LimitExceededException":
		e.Kind = KindQuota
		e.Detail += " This is a quota of the account or of the key, and repeating the call does not help. Remove what is no longer needed or ask AWS to raise the quota."
	case code(err) == "DisabledException":
		e.Detail += " A disabled key is left as it is: enable it (enabled = true in its resource), or take it out of this declaration until it is."
	case code(err) == "KMSInvalidStateException":
		e.Detail += " The key's state does not allow it now."
	case code(err) == "UnrecognizedClientException", code(err) == "InvalidClientTokenId", code(err) == "InvalidSignatureException",
		code(err) == "SignatureDoesNotMatch", code(err) == "ExpiredTokenException", code(err) == "ExpiredToken":
		e.Kind = KindConfiguration
		e.Summary = "AWS does not accept the credentials"
		e.Detail = fmt.Sprintf("While trying to %s, AWS answered %q. Check access_key, secret_key, token and profile of the provider, and the AWS_* environment variables.", action, message(err))
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		e.Summary = "Interrupted"
		e.Detail = fmt.Sprintf("The run ended, or its timeout was reached, before keywright could %s (%s). Apply again: it continues where this one stopped.", action, subject)
	case unsent(err):
		e.Kind = KindConfiguration
		e.Summary = "AWS cannot be reached"
		e.Detail = fmt.Sprintf("Trying to %s, no connection came about: %s. Check the region, the endpoints of the provider block, AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_KMS, and the network.", action, connection(err))
	case code(err) == "":
		e.Summary = "No answer that can be read"
		e.Detail = fmt.Sprintf("No answer that can be read came to the attempt to %s (%s). Check the network, a proxy on the way, and the endpoints of the provider block, AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_KMS: something else than AWS may answer there.", action, subject)
	}
	return e
}

func connection(err error) string {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Error()
	}
	return err.Error()
}
