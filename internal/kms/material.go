package kms

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// OriginExternal is the origin of keys whose material is imported.
const OriginExternal = "EXTERNAL"

// symmetricSpec is the spec of the keys that can have several materials one after another.
const symmetricSpec = "SYMMETRIC_DEFAULT"

// maxExpiry is how far away the end of imported material may be. Source: AWS KMS API reference, ImportKeyMaterial.
const maxExpiry = 365 * 24 * time.Hour

// Material is key material that a key shall have. Nothing of it is printed, however it is formatted.
type Material struct {
	Current []byte    // what the key encrypts with
	Former  [][]byte  // what it encrypted with before, where KMS needs it again
	ValidTo time.Time // when KMS forgets all of it; zero: never
}

// Format prints that there is material, and nothing of it.
func (Material) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("(key material)")) }

// CheckValidTo refuses an end of material that KMS would refuse.
func (c *Client) CheckValidTo(validTo time.Time) error {
	now := c.now()
	if validTo.IsZero() || validTo.After(now) && !validTo.After(now.Add(maxExpiry)) {
		return nil
	}
	return &Error{Kind: KindConfiguration, Attribute: "material_valid_to", Summary: "The end of the key material cannot be set",
		Detail: fmt.Sprintf("material_valid_to is %s, and KMS takes a time that is to come and at most 365 days away. Give another time, or leave it out for material that does not expire.", validTo.UTC().Format(time.RFC3339))}
}

// importer brings material into one key. What it gets from GetParametersForImport serves for all of it.
type importer struct {
	*region
	client  *Client
	key     *Key
	want    *Material
	token   []byte
	public  []byte
	waiting bool // the new material waits for its import into the key's replicas
}

// importMaterial makes the wanted material the current one: imports it where the key does not hold it, and rotates to it
// where the key held another. A key without the material that KMS needs beside it is an error.
func (c *Client) importMaterial(ctx context.Context, r *region, key *Key, w *Want) error {
	if w.Material == nil {
		return nil
	}
	i := &importer{region: r, client: c, key: key, want: w.Material}
	if key.State != StatePendingImport || key.MaterialID != "" { // a key that never held any has no former material
		for n, former := range w.Material.Former {
			if _, err := i.bring(ctx, former); err != nil {
				return i.explain(err, "former_materials_wo", fmt.Sprintf("former_materials_wo[%d]", n))
			}
		}
	}
	id, err := i.current(ctx)
	if err != nil {
		return i.explain(err, "material_wo", "material_wo")
	}
	if i.waiting {
		key.MaterialID, key.MaterialWaits = id, true
		return nil
	}
	return i.await(ctx, id)
}

// current brings the wanted material in and makes it the current one. It returns the material's id, empty for kinds of
// key that have one material in their life.
func (i *importer) current(ctx context.Context) (string, error) {
	id, err := i.bring(ctx, i.want.Current)
	unknown := code(err) == "IncorrectKeyMaterialException"
	switch {
	case unknown && i.key.Spec != symmetricSpec:
		return "", i.refuse("The key has other material", fmt.Sprintf("The key %s is a %s key, and KMS does not change the material of such a key: what is in material_wo is not what was imported into it. Give that again, or make another key under another alias.", i.key.ARN, i.key.Spec))
	case unknown && i.replica():
		return "", i.refuse("The primary does not have the material", fmt.Sprintf("%s is a replica, and what is in material_wo is not material of its primary. Import it there first, with its keywright_key, and apply again.", i.key.ARN))
	case unknown:
		id, err = i.bringNew(ctx)
	}
	if err != nil || id == "" || id == i.key.MaterialID {
		return id, err
	}
	return id, i.rotateTo(ctx, id)
}

// bring imports material that the key held before, or its first. Asked again, it does the same.
func (i *importer) bring(ctx context.Context, raw []byte) (string, error) {
	kind := types.ImportType("") // the first material, else one that the key knows
	if i.key.Spec == symmetricSpec && i.replica() {
		kind = types.ImportTypeExistingKeyMaterial
	}
	return i.send(ctx, raw, kind)
}

// bringNew imports material that the key never held. It is not asked for blindly again: where nobody knows whether it
// arrived, the material would have become one that the key knows. Other new material that waits, from an earlier run,
// never encrypted anything and makes room.
func (i *importer) bringNew(ctx context.Context) (string, error) {
	for attempt := 0; ; attempt++ {
		id, err := i.send(ctx, i.want.Current, types.ImportTypeNewKeyMaterial)
		if err == nil || attempt >= freshAttempts {
			return id, err
		}
		arrived, again := i.bring(ctx, i.want.Current)
		if again == nil || code(again) != "IncorrectKeyMaterialException" {
			return arrived, again
		}
		if refused(err) {
			room, roomErr := i.makeRoom(ctx)
			if roomErr != nil {
				return "", roomErr
			}
			if !room && code(err) != "KMSInvalidStateException" {
				return "", err
			}
		}
		if Backoff(ctx, attempt) != nil {
			return "", err
		}
	}
}

// makeRoom lets material go that waits for a rotation, and says whether there was any.
func (i *importer) makeRoom(ctx context.Context) (bool, error) {
	held, err := i.materials(ctx)
	if err != nil {
		return false, err
	}
	for n := range held {
		if !pendingRotation(held[n].KeyMaterialState) {
			continue
		}
		return true, write(ctx, "let key material go that never came into use, of the key", i.key.ARN, func(call context.Context) error {
			_, err := i.api.DeleteImportedKeyMaterial(call, &awskms.DeleteImportedKeyMaterialInput{KeyId: &i.key.ID, KeyMaterialId: held[n].KeyMaterialId})
			return err
		})
	}
	return false, nil
}

func pendingRotation(state types.KeyMaterialState) bool {
	return state == types.KeyMaterialStatePendingRotation || state == types.KeyMaterialStatePendingMultiRegionImportAndRotation
}

// send wraps material and imports it.
func (i *importer) send(ctx context.Context, raw []byte, kind types.ImportType) (string, error) {
	for attempt := 0; ; attempt++ {
		if err := i.parameters(ctx); err != nil {
			return "", err
		}
		id, err := i.sendOnce(ctx, raw, kind)
		if c := code(err); attempt > 0 || (c != "ExpiredImportTokenException" && c != "InvalidImportTokenException") {
			return id, err
		}
		i.token = nil
	}
}

func (i *importer) sendOnce(ctx context.Context, raw []byte, kind types.ImportType) (string, error) {
	wrapped, err := wrap(wrappingAlgorithm(i.key.Spec), i.public, raw)
	if err != nil {
		return "", err
	}
	in := &awskms.ImportKeyMaterialInput{KeyId: &i.key.ID, ImportToken: i.token, EncryptedKeyMaterial: wrapped, ImportType: kind,
		ExpirationModel: types.ExpirationModelTypeKeyMaterialDoesNotExpire}
	if !i.want.ValidTo.IsZero() {
		in.ExpirationModel, in.ValidTo = types.ExpirationModelTypeKeyMaterialExpires, aws.Time(i.want.ValidTo)
	}
	var out *awskms.ImportKeyMaterialOutput
	err = i.writeRaw(ctx, func(call context.Context) (err error) {
		out, err = i.api.ImportKeyMaterial(call, in, func(o *awskms.Options) {
			if kind == types.ImportTypeNewKeyMaterial {
				o.Retryer = once(o.Retryer)
			}
		})
		return err
	})
	if err != nil {
		return "", err
	}
	return aws.ToString(out.KeyMaterialId), nil
}

// parameters asks for a wrapping key and its token.
func (i *importer) parameters(ctx context.Context) error {
	if i.token != nil {
		return nil
	}
	return i.writeRaw(ctx, func(call context.Context) error {
		out, err := i.api.GetParametersForImport(call, &awskms.GetParametersForImportInput{KeyId: &i.key.ID, WrappingKeySpec: wrappingSpec, WrappingAlgorithm: wrappingAlgorithm(i.key.Spec)})
		if err == nil {
			i.token, i.public = out.ImportToken, out.PublicKey
		}
		return err
	})
}

// writeRaw sends one call, repeating it while the key, perhaps just made, is not visible, and returns the service's own
// error, for its code says what comes next.
func (i *importer) writeRaw(ctx context.Context, send func(context.Context) error) error {
	for attempt := 0; ; attempt++ {
		call, done, err := finishing(ctx)
		if err != nil {
			return err
		}
		err = send(call)
		done()
		if code(err) != "NotFoundException" || attempt >= freshAttempts || Backoff(ctx, attempt) != nil {
			return err
		}
	}
}

// rotateTo makes material that the key holds the current one. A rotation whose answer was lost is asked for again only
// where the material is still shown to wait, and KMS refuses one for which nothing waits.
func (i *importer) rotateTo(ctx context.Context, id string) error {
	problem := i.refuse("The key material is not shown yet", fmt.Sprintf("KMS took new material for %s and does not show it yet. Apply again in a minute: it is found, and the key is rotated to it.", i.key.ARN))
	for attempt := 0; attempt <= freshAttempts; attempt++ {
		held, err := i.materials(ctx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(held, func(m types.RotationsListEntry) bool { return aws.ToString(m.KeyMaterialId) == id })
		switch {
		case at < 0: // not shown yet
		case held[at].KeyMaterialState == types.KeyMaterialStateCurrent:
			return nil
		case held[at].KeyMaterialState == types.KeyMaterialStateNonCurrent:
			return i.refuse("The key had this material before", fmt.Sprintf("What is in material_wo was the material of %s until %s; it still decrypts what was encrypted with it, and KMS does not go back to it. Give the current material again, or new material.", i.key.ARN, rotatedOn(held)))
		case held[at].KeyMaterialState == types.KeyMaterialStatePendingMultiRegionImportAndRotation:
			i.waiting = true
			return nil
		default:
			if problem = i.rotate(ctx); problem == nil || settled(problem) {
				return problem
			}
		}
		if Backoff(ctx, attempt) != nil {
			break
		}
	}
	return problem
}

// settled says that to ask for a rotation again would not help.
func settled(problem error) bool {
	e := AsError(problem)
	return e != nil && e.Kind == KindMismatch || refused(problem) && code(problem) != "KMSInvalidStateException"
}

// rotate asks for the rotation where the key's set is rotated, which is refused while the key lacks material.
func (i *importer) rotate(ctx context.Context) error {
	at := i.region
	if i.replica() {
		at = i.client.in(i.key.primaryRegion())
	}
	err := at.rotateNow(ctx, i.key.ID)
	if code(err) != "KMSInvalidStateException" {
		return err
	}
	if live, lookErr := i.describe(ctx, i.key.ID); lookErr == nil && live.State == StatePendingImport {
		return i.lacking(ctx, live)
	}
	return err
}

// rotatedOn is when the key last came to other material.
func rotatedOn(held []types.RotationsListEntry) string {
	var last time.Time
	for n := range held {
		if at := aws.ToTime(held[n].RotationDate); at.After(last) {
			last = at
		}
	}
	return last.UTC().Format(time.RFC3339)
}

// await reads the key until it has the material, and says what it lacks if it goes on waiting.
func (i *importer) await(ctx context.Context, id string) error {
	for attempt := 0; ; attempt++ {
		live, err := i.describe(ctx, i.key.ID)
		if err != nil && !IsNotFound(err) {
			return err
		}
		if err == nil && live.State != StatePendingImport && (id == "" || live.MaterialID == id) {
			i.key.State, i.key.MaterialID, i.key.ValidTo = live.State, live.MaterialID, live.ValidTo
			return nil
		}
		if attempt >= freshAttempts {
			return i.lacking(ctx, live)
		}
		if Backoff(ctx, attempt) != nil {
			return &Error{Kind: KindOther, Summary: "The key does not show its material yet", Err: ctx.Err(),
				Detail: fmt.Sprintf("KMS took the material of %s and does not show it yet. Apply again in a minute.", i.key.ARN)}
		}
	}
}

// lacking names the material that a key still waits for.
func (i *importer) lacking(ctx context.Context, live *Key) error {
	if i.key.Spec != symmetricSpec || live == nil || live.State != StatePendingImport {
		return i.refuse("The key does not show its material yet", fmt.Sprintf("KMS took the material of %s and does not show it yet. Apply again in a minute.", i.key.ARN))
	}
	held, err := i.materials(ctx)
	if err != nil {
		return err
	}
	var absent []string
	for n := range held {
		if held[n].ImportState == types.ImportStatePendingImport && !pendingRotation(held[n].KeyMaterialState) {
			absent = append(absent, aws.ToString(held[n].KeyMaterialId))
		}
	}
	return &Error{Kind: KindMismatch, Attribute: "former_materials_wo", Summary: "The key lacks material that it had before",
		Detail: fmt.Sprintf("KMS uses %s only while it holds all the material that the key ever encrypted with, and it lacks what has the ids %s: it expired or was deleted. Give it in former_materials_wo and apply again.", i.key.ARN, strings.Join(absent, ", "))}
}

// materials lists what material the key has, or had, once the key is visible.
func (i *importer) materials(ctx context.Context) (held []types.RotationsListEntry, err error) {
	err = whileFresh(ctx, func() error {
		held, err = i.listMaterials(ctx)
		return err
	})
	return held, err
}

func (i *importer) listMaterials(ctx context.Context) ([]types.RotationsListEntry, error) {
	var held []types.RotationsListEntry
	pages := awskms.NewListKeyRotationsPaginator(i.api, &awskms.ListKeyRotationsInput{KeyId: &i.key.ID, IncludeKeyMaterial: types.IncludeKeyMaterialAllKeyMaterial, Limit: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain(err, "list the material of the key", i.key.ARN)
		}
		held = append(held, page.Rotations...)
	}
	return held, nil
}

func (i *importer) replica() bool {
	is := i.key.Primary()
	return is != nil && !*is
}

func (i *importer) refuse(summary, detail string) error {
	return &Error{Kind: KindMismatch, Attribute: "material_wo", Summary: summary, Detail: detail}
}

// explain says what KMS has against the material, without a word of the material.
func (i *importer) explain(err error, attribute, which string) error {
	if AsError(err) != nil {
		return err
	}
	e := &Error{Kind: KindMismatch, Attribute: attribute, Summary: "KMS does not take the key material", Err: err}
	switch code(err) {
	case "AccessDeniedException":
		e.Kind = KindDenied
		e.Detail = fmt.Sprintf("The caller may not import material into %s. Give it that right in the key's policy: policy-admin = { principals = [...], imports = true } in access.", i.key.ARN)
	case "IncorrectKeyMaterialException":
		e.Detail = fmt.Sprintf("What is in %s is no material of %s: it does not fit the spec %s, or the key never had it.", which, i.key.ARN, i.key.Spec)
	case "ValidationException", "InvalidCiphertextException":
		e.Detail = fmt.Sprintf("What is in %s does not fit the key %s, whose spec is %s: symmetric and HMAC keys take bytes of their length, others a private key in PKCS #8.", which, i.key.ARN, i.key.Spec)
	default:
		return explain(err, "import material into the key", i.key.ARN)
	}
	return e
}
