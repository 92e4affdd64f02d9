package localkms

import (
	"fmt"
	"net/http"
	"strings"
)

// apiError is an error of the service, as the client sees it.
type apiError struct {
	Code    string
	Message string
}

// Error gives code and message.
func (e *apiError) Error() string { return e.Code + ": " + e.Message }

// status is the HTTP status of the error. Source: AWS KMS API reference, "Common errors" and each operation.
func (e *apiError) status() int {
	switch e.Code {
	case "KMSInternalException", "DependencyTimeoutException", "KeyUnavailableException":
		return http.StatusInternalServerError
	default:
		return http.StatusBadRequest
	}
}

// fail makes an apiError.
func fail(code, format string, args ...any) error {
	return &apiError{Code: code, Message: fmt.Sprintf(format, args...)}
}

// The errors that many operations share.
func notFoundKey(arn string) error { return fail("NotFoundException", "Key '%s' does not exist", arn) }

func notFoundAlias(arn string) error {
	return fail("NotFoundException", "Alias %s is not found.", arn)
}

// unsupported names what the local KMS does not do, so that nobody takes it for done.
func unsupported(format string, args ...any) error {
	return fail("UnsupportedOperationException", "The local KMS does not support %s.", fmt.Sprintf(format, args...))
}

// invalid is the service's shape of a request that breaks the model.
func invalid(field, value, constraint string) error {
	return fail("ValidationException", "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s",
		value, lowerFirst(field), constraint)
}

// required refuses an absent or empty member.
func required(field, value string) error {
	if value != "" {
		return nil
	}
	return fail("ValidationException", "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null", lowerFirst(field))
}

// requiredBlob refuses an absent or empty blob and one longer than most.
func requiredBlob(field string, value []byte, most int) error {
	switch {
	case value == nil:
		return required(field, "")
	case len(value) == 0:
		return invalid(field, "", "Member must have length greater than or equal to 1")
	case len(value) > most:
		return invalid(field, "(blob)", fmt.Sprintf("Member must have length less than or equal to %d", most))
	}
	return nil
}

// oneOf refuses a value that the list does not hold.
func oneOf(field, value string, allowed []string) error {
	for _, a := range allowed {
		if a == value {
			return nil
		}
	}
	return invalid(field, value, "Member must satisfy enum value set: ["+strings.Join(allowed, ", ")+"]")
}

// between refuses a number outside the range.
func between(field string, value, low, high int) error {
	if value < low {
		return invalid(field, fmt.Sprint(value), fmt.Sprintf("Member must have value greater than or equal to %d", low))
	}
	if value > high {
		return invalid(field, fmt.Sprint(value), fmt.Sprintf("Member must have value less than or equal to %d", high))
	}
	return nil
}

// firstError returns the first error that is not nil.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
