package kms

import (
	"context"

	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// EndGrant revokes a grant, or retires it where asked, and waits until it is no longer shown. A grant that is gone
// already is no error. taken says that this process has taken the grant up for another resource, so that it was left:
// with create_before_destroy a create may find the very grant that is to go.
func (c *Client) EndGrant(ctx context.Context, regionName, keyID, grantID string, retire bool) (taken bool, err error) {
	r := c.in(regionName)
	if r.held.kept(grantID) {
		return true, nil
	}
	return false, r.endGrant(ctx, keyID, grantID, retire)
}

func (r *region) endGrant(ctx context.Context, keyID, grantID string, retire bool) error {
	call, done, err := finishing(ctx)
	if err != nil {
		return err
	}
	defer done()
	action := "revoke the grant"
	if retire {
		action = "retire the grant"
		_, err = r.api.RetireGrant(call, &awskms.RetireGrantInput{KeyId: &keyID, GrantId: &grantID})
	} else {
		_, err = r.api.RevokeGrant(call, &awskms.RevokeGrantInput{KeyId: &keyID, GrantId: &grantID})
	}
	if err != nil && !gone(err) {
		return explainGrant(err, action, grantID+" on the key "+keyID)
	}
	r.held.bury(grantID)
	r.grants.drop(keyID, grantID)
	return r.disappeared(ctx, keyID, grantID)
}

// gone says that the service knows no such grant, or no such key.
func gone(err error) bool {
	return code(err) == "NotFoundException" || code(err) == "InvalidGrantIdException"
}

// disappeared waits until a grant that was ended is no longer shown, as a rule at once, so that the next run does not
// take it for one that is there.
func (r *region) disappeared(ctx context.Context, keyID, grantID string) error {
	for attempt := 0; ; attempt++ {
		grant, err := r.oneGrant(ctx, keyID, grantID)
		if gone(err) || IsNotFound(err) || code(err) == "AccessDeniedException" || (err == nil && grant == nil) {
			return nil // who may not look has to believe the answer
		}
		if err != nil {
			return err
		}
		if err := Backoff(ctx, attempt); err != nil {
			return &Error{Kind: KindOther, Summary: "The grant is still shown", Err: err,
				Detail: "KMS accepted the end of the grant " + grantID + " on the key " + keyID + " and still lists it. Apply again in a few minutes."}
		}
	}
}
