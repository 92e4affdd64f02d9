package kms

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// grantAttempts is how often CreateGrant is sent where its answer is lost: its name makes the same grant of it.
const grantAttempts = 4

// WantGrant is what a grant shall be. None of it can be changed afterwards.
type WantGrant struct {
	Region     string
	KeyID      string // key id or ARN
	Name       string // within the key and the state
	Grantee    string // ARN, or a service
	Retiring   string // ARN, service, or empty
	Operations []string
	Equals     map[string]string
	Subset     map[string]string
	SourceARN  string
	Tokens     []string // of grants so new that KMS does not see them everywhere
}

// MaxGrantName is how many characters a grant's name has. Source: AWS KMS API reference, CreateGrant.
const MaxGrantName = 256

var (
	grantNameLetter  = regexp.MustCompile(`[^a-zA-Z0-9/_-]`)
	servicePrincipal = regexp.MustCompile(`^[a-z0-9.-]+\.amazonaws\.(com|com\.cn|eu)$`)
)

// IsService says that a principal is an AWS service and not an ARN.
func IsService(principal string) bool { return servicePrincipal.MatchString(principal) }

// GrantName is a grant's name in KMS, where grants have no tags: the state that owns it, a colon, and its own name. What
// of the owner's name cannot stand there gives way to a digest.
func GrantName(ownership, name string) string {
	owner := grantNameLetter.ReplaceAllString(ownership, "_")
	if owner != ownership {
		sum := sha256.Sum256([]byte(ownership))
		owner += "-" + hex.EncodeToString(sum[:4])
	}
	return owner + ":" + name
}

// CreateGrant makes the grant, or takes up what an earlier run of this state made of it. Within one state a key has one
// grant of a name: another one that has it is an earlier version, whose answer was lost or which is being replaced, and is
// revoked once the new one is there. One that is not young is left, and told in left: nobody knows what holds it.
func (c *Client) CreateGrant(ctx context.Context, w *WantGrant) (made *Grant, left []string, err error) {
	if c.config.Ownership == "" {
		return nil, nil, &Error{Kind: KindOwnership, Summary: "No ownership configured",
			Detail: "A grant cannot be made without a name for the state that owns it, by which a grant whose answer was lost is found again. Set ownership in the provider block, for instance ownership = \"payments-prod\"."}
	}
	r := c.in(w.Region)
	claim := " " + w.KeyID + " " + w.Name
	if ref, err := ParseReference(w.KeyID); err == nil {
		claim = " " + ref.ID + " " + w.Name
	}
	if !r.held.take(claim) {
		return nil, nil, &Error{Kind: KindOwnership, Attribute: "name", Summary: "Grant declared twice",
			Detail: fmt.Sprintf("Another resource of this run makes the grant %q on the key %s too. Give each grant of a key a name of its own.", w.Name, w.KeyID)}
	}
	made, left, err = c.createGrant(ctx, r, w)
	if err != nil {
		r.held.release(claim)
		return nil, left, err
	}
	return made, left, nil
}

func (c *Client) createGrant(ctx context.Context, r *region, w *WantGrant) (*Grant, []string, error) {
	name := GrantName(c.config.Ownership, w.Name)
	same, former, err := r.ownGrants(ctx, w, name, false)
	if err != nil {
		return nil, nil, err
	}
	made := same
	if same != nil && !c.young(same.Created) {
		return nil, nil, &Error{Kind: KindOwnership, Attribute: "name", Summary: "The grant exists",
			Detail: fmt.Sprintf("The key %s has the grant %s of this name, which this state (%q) made on %s: too long ago for a run that was cut short, so it may be another resource's. Import it: terraform import ADDRESS %s:%s. Grants are taken up by themselves for %s after they were made (adopt_within).", w.KeyID, same.ID, c.config.Ownership, same.Created.UTC().Format(time.RFC3339), w.KeyID, same.ID, c.adoptWithin())}
	}
	if made == nil {
		id, err := r.makeGrant(ctx, w, name, c.principalWait())
		if err != nil {
			return nil, nil, err
		}
		if made, err = r.appeared(ctx, w.KeyID, id); err != nil {
			return nil, nil, err
		}
	}
	r.held.keep(made.ID)
	r.grants.put(w.KeyID, made)
	left, err := c.endFormer(ctx, r, w, former)
	return made, left, err
}

// young says that something made at a time may be the work of a run that was cut short. A time that the service does not
// tell counts as young: without it nobody could continue.
func (c *Client) young(made time.Time) bool {
	return made.IsZero() || c.now().Sub(made) <= c.adoptWithin()
}

// ownGrants returns the key's grants of this name: the one that is what is wanted, and the others.
func (r *region) ownGrants(ctx context.Context, w *WantGrant, name string, again bool) (same *Grant, former []*Grant, err error) {
	var found []*Grant
	err = whileFresh(ctx, func() error {
		found, err = r.grants.named(ctx, w.KeyID, name, again)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(found, func(a, b *Grant) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	for _, grant := range found {
		switch {
		case r.held.buried(grant.ID): // it is still shown
		case same == nil && grant.is(w):
			same = grant
		default:
			former = append(former, grant)
		}
	}
	return same, former, nil
}

// is says that a grant gives what is wanted and nothing else.
func (g *Grant) is(w *WantGrant) bool {
	return g.GranteePrincipal == w.Grantee && g.RetiringPrincipal == w.Retiring && g.SourceARN == w.SourceARN &&
		slices.Equal(slices.Sorted(slices.Values(g.Operations)), slices.Sorted(slices.Values(w.Operations))) &&
		maps.Equal(g.EncryptionContextEquals, w.Equals) && maps.Equal(g.EncryptionContextSubset, w.Subset)
}

// makeGrant sends CreateGrant. Where the answer was lost it looks whether the grant is there before it sends again: the
// name makes the same grant of it, but not every service that speaks KMS keeps to that.
func (r *region) makeGrant(ctx context.Context, w *WantGrant, name string, wait time.Duration) (id string, err error) {
	until := time.Now().Add(wait)
	for attempt, lost := 0, 0; ; attempt++ {
		id, err = r.sendGrant(ctx, w, name)
		switch {
		case err == nil && !r.held.buried(id):
			return id, nil
		case err == nil: // the answer is still that of the grant that was revoked
			lost++
		case code(err) == "InvalidArnException" && time.Now().Before(until): // a role that IAM does not show everywhere yet
		case code(err) == "NotFoundException" && attempt < freshAttempts:
		case refused(err) || unsent(err):
			return "", grantError(err, w)
		default:
			lost++
			if found := r.lookForGrant(ctx, w, name); found != "" {
				return found, nil
			}
		}
		if lost >= grantAttempts || Backoff(ctx, attempt) != nil {
			return "", &Error{Kind: KindAmbiguous, Summary: "The answer to CreateGrant was lost", Err: err,
				Detail: fmt.Sprintf("Nobody can say yet whether the grant %q was made on the key %s. Apply once more: the grant is found by its name, or made if it is not there.", w.Name, w.KeyID)}
		}
	}
}

// lookForGrant is the id of the grant that an unanswered call may have made, or empty.
func (r *region) lookForGrant(ctx context.Context, w *WantGrant, name string) string {
	look, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookWithin)
	defer cancel()
	same, _, err := r.ownGrants(look, w, name, true)
	if err != nil || same == nil {
		return ""
	}
	return same.ID
}

func (r *region) sendGrant(ctx context.Context, w *WantGrant, name string) (string, error) {
	call, done, err := finishing(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	out, err := r.api.CreateGrant(call, w.input(name), func(o *awskms.Options) {
		inner := newRetryer(o.Retryer)
		inner.only = func(err error) bool { return throttled(err) || unsent(err) }
		o.Retryer = inner
	})
	if err != nil {
		return "", err
	}
	return aws.ToString(out.GrantId), nil
}

func (w *WantGrant) input(name string) *awskms.CreateGrantInput {
	in := &awskms.CreateGrantInput{KeyId: &w.KeyID, Name: &name, GrantTokens: w.Tokens}
	for _, operation := range slices.Sorted(slices.Values(w.Operations)) { // the same call each time
		in.Operations = append(in.Operations, types.GrantOperation(operation))
	}
	if IsService(w.Grantee) {
		in.GranteeServicePrincipal = &w.Grantee
	} else {
		in.GranteePrincipal = &w.Grantee
	}
	switch {
	case IsService(w.Retiring):
		in.RetiringServicePrincipal = &w.Retiring
	case w.Retiring != "":
		in.RetiringPrincipal = &w.Retiring
	}
	if len(w.Equals)+len(w.Subset) > 0 || w.SourceARN != "" {
		in.Constraints = &types.GrantConstraints{EncryptionContextEquals: w.Equals, EncryptionContextSubset: w.Subset}
		if w.SourceARN != "" {
			in.Constraints.SourceArn = &w.SourceARN
		}
	}
	return in
}

// appeared waits until a grant just made is shown, as a rule at once, so that the next plan does not miss it.
func (r *region) appeared(ctx context.Context, keyID, id string) (*Grant, error) {
	for attempt := 0; ; attempt++ {
		grant, err := r.oneGrant(ctx, keyID, id)
		if grant != nil || err != nil {
			return grant, err
		}
		if err := Backoff(ctx, attempt); err != nil {
			return nil, &Error{Kind: KindOther, Summary: "The grant is not shown yet", Err: err,
				Detail: fmt.Sprintf("KMS made the grant %s on the key %s and does not list it. Apply again in a few minutes: it is found by its name.", id, keyID)}
		}
	}
}

// endFormer revokes earlier versions of the grant, and returns what it says of those that it leaves.
func (c *Client) endFormer(ctx context.Context, r *region, w *WantGrant, former []*Grant) (left []string, err error) {
	for _, grant := range former {
		if !c.young(grant.Created) {
			left = append(left, fmt.Sprintf("The key %s has another grant of this state named %q, %s of %s, with other content. If this change replaces it (create_before_destroy), it goes next. If not, nobody manages it: find out who needs it, and revoke it (aws kms revoke-grant --key-id %s --grant-id %s).", w.KeyID, w.Name, grant.ID, grant.Created.UTC().Format(time.RFC3339), w.KeyID, grant.ID))
			continue
		}
		if err := r.endGrant(ctx, w.KeyID, grant.ID, false); err != nil {
			return left, err
		}
	}
	return left, nil
}

// grantError explains why a grant was refused.
func grantError(err error, w *WantGrant) error {
	subject := fmt.Sprintf("the grant %q on the key %s", w.Name, w.KeyID)
	if code(err) != "InvalidArnException" {
		return explainGrant(err, "make the grant", subject)
	}
	e := &Error{Kind: KindPrincipals, Attribute: "grantee_principal", Summary: "A principal that does not exist", Err: err,
		Detail: fmt.Sprintf("KMS answered %q for %s. The grantee is %s", strings.TrimSpace(message(err)), subject, w.Grantee)}
	if w.Retiring != "" {
		e.Detail += ", and the retiring principal " + w.Retiring
		if strings.Contains(message(err), w.Retiring) && w.Retiring != w.Grantee {
			e.Attribute = "retiring_principal"
		}
	}
	e.Detail += ". One that is named here does not exist, or not in the account its ARN names."
	return e
}

// explainGrant says of grants what explain says of keys.
func explainGrant(err error, action, subject string) error {
	err = explain(err, action, subject)
	if e := AsError(err); e != nil && e.Kind == KindDenied {
		e.Detail += " Making and revoking grants needs grants = true there."
	}
	return err
}
