package kms

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// The origins of keys that live in a custom key store.
const (
	OriginCloudHSM      = "AWS_CLOUDHSM"
	OriginExternalStore = "EXTERNAL_KEY_STORE"
)

// StateUnavailable is the state of a key whose key store is not connected.
const StateUnavailable = "Unavailable"

// storeError explains why a key could not be made in its key store; nil where the store is not why.
func (r *region) storeError(ctx context.Context, err error, w *Want) error {
	e := &Error{Kind: KindConfiguration, Attribute: "custom_key_store_id", Err: err}
	switch code(err) {
	case "CustomKeyStoreNotFoundException":
		e.Summary = "The key store does not exist"
		e.Detail = fmt.Sprintf("There is no custom key store %s in %s in this account. Give the id (cks-...) of one, or the key another region.", w.StoreID, r.name)
	case "CustomKeyStoreInvalidStateException":
		e.Summary = "The key store is not connected"
		e.Detail = fmt.Sprintf("Keys are made in a connected key store only, and %s is %s. Connect it (aws kms connect-custom-key-store --custom-key-store-id %s), which takes up to twenty minutes for a CloudHSM cluster, and apply again.", w.StoreID, r.connection(ctx, w.StoreID), w.StoreID)
	case "CloudHsmClusterInvalidConfigurationException":
		e.Summary = "The cluster of the key store is not fit"
		e.Detail = fmt.Sprintf("The CloudHSM cluster of %s does not do for a new key: %s. It needs two active HSMs in different zones.", w.StoreID, strings.TrimSuffix(message(err), "."))
	case "XksKeyAlreadyInUseException":
		e.Attribute, e.Summary = "xks_key_id", "The external key belongs to another key"
		e.Detail = fmt.Sprintf("%q in %s stands behind another KMS key already, and an external key serves one. Give another key of the external key manager.", w.XksKeyID, w.StoreID)
	case "XksKeyNotFoundException", "XksKeyInvalidConfigurationException":
		e.Attribute, e.Summary = "xks_key_id", "The external key cannot be used"
		e.Detail = fmt.Sprintf("The external key manager behind %s has no key %q that KMS can use: %s. It has to be an enabled AES key of 256 bits for encryption and decryption.", w.StoreID, w.XksKeyID, strings.TrimSuffix(message(err), "."))
	default:
		return nil
	}
	return e
}

// connection says how a store is connected, as far as the caller may know.
func (r *region) connection(ctx context.Context, id string) string {
	out, err := r.api.DescribeCustomKeyStores(ctx, &awskms.DescribeCustomKeyStoresInput{CustomKeyStoreId: aws.String(id)})
	if err != nil || len(out.CustomKeyStores) != 1 {
		return "in another state"
	}
	text := string(out.CustomKeyStores[0].ConnectionState)
	if why := out.CustomKeyStores[0].ConnectionErrorCode; why != "" {
		text += fmt.Sprintf(" (%s)", why)
	}
	return text
}
