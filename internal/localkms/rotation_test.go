package localkms_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// rotating is a server with one key that rotates every 90 days.
func rotating(t *testing.T) (*harness, *kms.Client, *string) {
	t.Helper()
	h := start(t, localkms.Options{})
	id := h.create(h.client(), nil).KeyId
	must(h.client().EnableKeyRotation(t.Context(), &kms.EnableKeyRotationInput{KeyId: id, RotationPeriodInDays: aws.Int32(90)}))(t)
	return h, h.client(), id
}

func rotations(t *testing.T, client *kms.Client, id *string) []types.RotationsListEntry {
	t.Helper()
	return must(client.ListKeyRotations(t.Context(), &kms.ListKeyRotationsInput{KeyId: id}))(t).Rotations
}

func next(t *testing.T, client *kms.Client, id *string) time.Time {
	t.Helper()
	return *must(client.GetKeyRotationStatus(t.Context(), &kms.GetKeyRotationStatusInput{KeyId: id}))(t).NextRotationDate
}

func TestRotationHasDefaultsAndDates(t *testing.T) {
	h := start(t, localkms.Options{})
	client, id := h.client(), h.create(h.client(), nil).KeyId
	before := must(client.GetKeyRotationStatus(t.Context(), &kms.GetKeyRotationStatusInput{KeyId: id}))(t)
	if before.KeyRotationEnabled || before.NextRotationDate != nil || before.RotationPeriodInDays != nil {
		t.Errorf("a new key rotates: %+v", before)
	}
	must(client.EnableKeyRotation(t.Context(), &kms.EnableKeyRotationInput{KeyId: id}))(t)
	if got, want := next(t, client, id), h.clock.Now().AddDate(0, 0, 365); !got.Equal(want) {
		t.Errorf("next rotation %v, want %v", got, want)
	}
	h.clock.days(30)
	must(client.EnableKeyRotation(t.Context(), &kms.EnableKeyRotationInput{KeyId: id, RotationPeriodInDays: aws.Int32(100)}))(t)
	if got, want := next(t, client, id), h.clock.Now().AddDate(0, 0, 70); !got.Equal(want) {
		t.Errorf("after a change of the period the next rotation is %v, want %v", got, want)
	}
	must(client.DisableKeyRotation(t.Context(), &kms.DisableKeyRotationInput{KeyId: id}))(t)
	h.clock.days(400)
	if done := rotations(t, client, id); len(done) != 0 {
		t.Errorf("rotation is off and happened: %v", done)
	}
}

func TestAutomaticRotationsAreListed(t *testing.T) {
	h, client, id := rotating(t)
	begun := h.clock.Now()
	h.clock.days(100)
	must(client.RotateKeyOnDemand(t.Context(), &kms.RotateKeyOnDemandInput{KeyId: id}))(t)
	done := rotations(t, client, id)
	if len(done) != 2 || done[0].RotationType != types.RotationTypeAutomatic || !done[0].RotationDate.Equal(begun.AddDate(0, 0, 90)) ||
		done[1].RotationType != types.RotationTypeOnDemand || done[1].KeyMaterialState != types.KeyMaterialStateCurrent {
		t.Errorf("rotations: %+v", done)
	}
	if got, want := next(t, client, id), begun.AddDate(0, 0, 180); !got.Equal(want) {
		t.Errorf("a rotation on demand moved the schedule to %v, want %v", got, want)
	}
}

func TestDisabledKeysRotateWhenTheyAreBack(t *testing.T) {
	h, client, id := rotating(t)
	must(client.DisableKey(t.Context(), &kms.DisableKeyInput{KeyId: id}))(t)
	h.clock.days(200)
	status := must(client.GetKeyRotationStatus(t.Context(), &kms.GetKeyRotationStatusInput{KeyId: id}))(t)
	if done := rotations(t, client, id); len(done) != 0 || !status.KeyRotationEnabled {
		t.Errorf("disabled: rotations %v, status %+v", done, status)
	}
	must(client.EnableKey(t.Context(), &kms.EnableKeyInput{KeyId: id}))(t)
	if done := rotations(t, client, id); len(done) != 1 || !done[0].RotationDate.Equal(h.clock.Now()) {
		t.Errorf("enabled again: %v", done)
	}
	if got, want := next(t, client, id), h.clock.Now().AddDate(0, 0, 90); !got.Equal(want) {
		t.Errorf("next rotation %v, want %v", got, want)
	}
}

func TestRotationStatusIsFalseBeforeDeletion(t *testing.T) {
	_, client, id := rotating(t)
	must(client.ScheduleKeyDeletion(t.Context(), &kms.ScheduleKeyDeletionInput{KeyId: id}))(t)
	if out := must(client.GetKeyRotationStatus(t.Context(), &kms.GetKeyRotationStatusInput{KeyId: id}))(t); out.KeyRotationEnabled {
		t.Error("the status is true while the key is pending deletion")
	}
	must(client.CancelKeyDeletion(t.Context(), &kms.CancelKeyDeletionInput{KeyId: id}))(t)
	if out := must(client.GetKeyRotationStatus(t.Context(), &kms.GetKeyRotationStatusInput{KeyId: id}))(t); !out.KeyRotationEnabled {
		t.Error("the status stays false after the deletion was cancelled")
	}
}

func TestRotationOnDemandHasLimits(t *testing.T) {
	h := start(t, localkms.Options{})
	client, id := h.client(), h.create(h.client(), nil).KeyId
	for range 25 {
		must(client.RotateKeyOnDemand(t.Context(), &kms.RotateKeyOnDemandInput{KeyId: id}))(t)
	}
	_, err := client.RotateKeyOnDemand(t.Context(), &kms.RotateKeyOnDemandInput{KeyId: id})
	wantCode(t, err, "LimitExceededException")

	h, client, id = rotating(t)
	h.clock.minutes(90*24*60 - 19)
	_, err = client.RotateKeyOnDemand(t.Context(), &kms.RotateKeyOnDemandInput{KeyId: id})
	wantCode(t, err, "ConflictException")
}

func TestKeysThatDoNotRotate(t *testing.T) {
	h := start(t, localkms.Options{})
	for name, in := range map[string]*kms.CreateKeyInput{
		"HMAC":     {KeySpec: types.KeySpecHmac256, KeyUsage: types.KeyUsageTypeGenerateVerifyMac},
		"ECC":      {KeySpec: types.KeySpecEccNistP256, KeyUsage: types.KeyUsageTypeSignVerify},
		"imported": {Origin: types.OriginTypeExternal},
	} {
		id := h.create(h.client(), in).KeyId
		_, enable := h.client().EnableKeyRotation(t.Context(), &kms.EnableKeyRotationInput{KeyId: id})
		_, status := h.client().GetKeyRotationStatus(t.Context(), &kms.GetKeyRotationStatusInput{KeyId: id})
		if code(enable) != unsupported || code(status) != unsupported {
			t.Errorf("%s: EnableKeyRotation %v, GetKeyRotationStatus %v", name, enable, status)
		}
	}
}

func TestLastUsage(t *testing.T) {
	h := start(t, localkms.Options{})
	client, id := h.client(), h.create(h.client(), nil).KeyId
	if out := must(client.GetKeyLastUsage(t.Context(), &kms.GetKeyLastUsageInput{KeyId: id}))(t); out.KeyLastUsage != nil {
		t.Errorf("an unused key was used: %+v", out.KeyLastUsage)
	}
	h.clock.days(3)
	must(client.Encrypt(t.Context(), &kms.EncryptInput{KeyId: id, Plaintext: []byte("x")}))(t)
	out := must(client.GetKeyLastUsage(t.Context(), &kms.GetKeyLastUsageInput{KeyId: id}))(t)
	if out.KeyLastUsage == nil || out.KeyLastUsage.Operation != "Encrypt" || !out.KeyLastUsage.Timestamp.Equal(h.clock.Now()) {
		t.Errorf("last used: %+v", out.KeyLastUsage)
	}
}
