package localkms_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

var update = flag.Bool("update", false, "write the golden files anew")

const authorization = "AWS4-HMAC-SHA256 Credential=AKIADEFAULT/20260101/eu-north-1/kms/aws4_request, SignedHeaders=host, Signature=00"

// post sends one request as it is, without the SDK.
func post(server http.Handler, action, body string, change func(*http.Request)) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	request.Header.Set("X-Amz-Target", "TrentService."+action)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("Authorization", authorization)
	if change != nil {
		change(request)
	}
	recorder := httptest.NewRecorder()
	server.ServeHTTP(recorder, request)
	return recorder
}

// newServer is a server without HTTP in front, with a fixed clock.
func newServer(t testing.TB) *localkms.Server {
	t.Helper()
	server, err := localkms.New(localkms.Options{Clock: newClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	return server
}

func TestErrorShapes(t *testing.T) {
	const absent = `"12345678-1234-1234-1234-123456789012"`
	cases := []struct {
		name, action, body string
		change             func(*http.Request)
	}{
		{"key that is not there", "DescribeKey", `{"KeyId":` + absent + `}`, nil},
		{"alias that is not there", "DescribeKey", `{"KeyId":"alias/none"}`, nil},
		{"member that is missing", "DescribeKey", `{}`, nil},
		{"empty body", "DescribeKey", ``, nil},
		{"malformed ARN", "DescribeKey", `{"KeyId":"arn:aws:kms:x"}`, nil},
		{"region of another request", "DescribeKey", `{"KeyId":"arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012"}`, nil},
		{"value of no enumeration", "CreateKey", `{"KeySpec":"AES_512"}`, nil},
		{"usage of another spec", "CreateKey", `{"KeySpec":"HMAC_256","KeyUsage":"ENCRYPT_DECRYPT"}`, nil},
		{"usage that is missing", "CreateKey", `{"KeySpec":"RSA_2048"}`, nil},
		{"spec that is not supported", "CreateKey", `{"KeySpec":"ML_DSA_65","KeyUsage":"SIGN_VERIFY"}`, nil},
		{"custom key store that is not there", "CreateKey", `{"Origin":"AWS_CLOUDHSM","CustomKeyStoreId":"cks-1"}`, nil},
		{"custom key store for another origin", "CreateKey", `{"CustomKeyStoreId":"cks-1"}`, nil},
		{"window out of range", "ScheduleKeyDeletion", `{"KeyId":` + absent + `,"PendingWindowInDays":6}`, nil},
		{"period out of range", "EnableKeyRotation", `{"KeyId":` + absent + `,"RotationPeriodInDays":2561}`, nil},
		{"ciphertext of nobody", "Decrypt", `{"CiphertextBlob":"AAAA"}`, nil},
		{"ciphertext of another service", "Decrypt", `{"CiphertextBlob":"` + strings.Repeat("AQ", 80) + `"}`, nil},
		{"enclave", "Decrypt", `{"CiphertextBlob":"AAAA","Recipient":{"AttestationDocument":"AAAA"}}`, nil},
		{"not JSON", "CreateKey", `{"KeySpec":`, nil},
		{"wrong type", "CreateKey", `{"KeySpec":1}`, nil},
		{"member twice", "CreateKey", `{"KeySpec":"RSA_2048","KeySpec":"RSA_4096"}`, nil},
		{"member that is unknown", "CreateKey", `{"KeyColour":"blue"}`, nil},
		{"member in another case", "CreateKey", `{"keyspec":"RSA_2048"}`, nil},
		{"operation that is unknown", "PaintKey", `{}`, nil},
		{"change that is not supported", "UpdateCustomKeyStore", `{"CustomKeyStoreId":"cks-1","CloudHsmClusterId":"cluster-aaaaaaaaaaa"}`, nil},
		{"no credentials", "ListKeys", `{}`, func(r *http.Request) { r.Header.Del("Authorization") }},
		{"credentials of another form", "ListKeys", `{}`, func(r *http.Request) { r.Header.Set("Authorization", "Bearer x") }},
		{"another service", "ListKeys", `{}`, func(r *http.Request) { r.Header.Set("X-Amz-Target", "DynamoDB_20120810.ListTables") }},
		{"another method", "ListKeys", `{}`, func(r *http.Request) { r.Method = http.MethodGet }},
		{"too long", "ListKeys", `{"Marker":"` + strings.Repeat("x", 1<<20) + `"}`, nil},
	}
	var out bytes.Buffer
	server := newServer(t)
	for _, c := range cases {
		answer := post(server, c.action, c.body, c.change)
		if answer.Header().Get("X-Amzn-Requestid") == "" {
			t.Errorf("%s: no request id", c.name)
		}
		fmt.Fprintf(&out, "# %s\n%d %s\n%s\n\n", c.name, answer.Code, answer.Header().Get("X-Amzn-Errortype"), answer.Body)
	}
	golden(t, "errors.golden", out.Bytes())
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want := must(os.ReadFile(path))(t); !bytes.Equal(got, want) {
		t.Errorf("%s differs; run the test with -update and look at the difference. Got:\n%s", path, got)
	}
}

// Every operation of the SDK is answered, or refused by name: none is unknown.
func TestEveryOperationOfTheSDKIsKnown(t *testing.T) {
	server := newServer(t)
	client := reflect.TypeFor[*kms.Client]()
	operations := 0
	for i := range client.NumMethod() {
		method := client.Method(i)
		if method.Type.NumIn() != 4 || method.Type.In(1) != reflect.TypeFor[context.Context]() {
			continue
		}
		operations++
		answer := post(server, method.Name, `{}`, nil)
		code := answer.Header().Get("X-Amzn-Errortype")
		if code == "UnknownOperationException" {
			t.Errorf("%s: %d %s %s", method.Name, answer.Code, code, answer.Body)
		}
	}
	if operations < 50 {
		t.Errorf("found %d operations in the SDK, which cannot be all", operations)
	}
}

// Every member that the SDK may send is known, so that none is refused as unknown or silently ignored.
func TestEveryMemberOfTheSDKIsKnown(t *testing.T) {
	server := newServer(t)
	client := reflect.TypeFor[*kms.Client]()
	for i := range client.NumMethod() {
		method := client.Method(i)
		if method.Type.NumIn() != 4 {
			continue
		}
		input := method.Type.In(2).Elem()
		for j := range input.NumField() {
			if field := input.Field(j); field.IsExported() {
				answer := post(server, method.Name, `{"`+field.Name+`":null}`, nil)
				if strings.Contains(answer.Body.String(), "does not support the member") {
					t.Errorf("%s.%s: %s", method.Name, field.Name, answer.Body)
				}
			}
		}
	}
}

func TestDryRunChangesNothing(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	id := h.create(client, nil).KeyId
	signer := h.create(client, &kms.CreateKeyInput{KeySpec: types.KeySpecEccNistP256, KeyUsage: types.KeyUsageTypeSignVerify}).KeyId
	mac := h.create(client, &kms.CreateKeyInput{KeySpec: types.KeySpecHmac256, KeyUsage: types.KeyUsageTypeGenerateVerifyMac}).KeyId
	grant := must(client.CreateGrant(ctx, &kms.CreateGrantInput{KeyId: id, GranteePrincipal: aws.String(role("app")), Operations: []types.GrantOperation{"Decrypt"}}))(t)
	sealed := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("x")}))(t).CiphertextBlob
	yes := aws.Bool(true)
	calls := map[string]func() error{
		"Encrypt": func() error {
			_, err := client.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("x"), DryRun: yes})
			return err
		},
		"Decrypt": func() error {
			_, err := client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed, DryRun: yes})
			return err
		},
		"ReEncrypt": func() error {
			_, err := client.ReEncrypt(ctx, &kms.ReEncryptInput{CiphertextBlob: sealed, DestinationKeyId: id, DryRun: yes})
			return err
		},
		"GenerateDataKey": func() error {
			_, err := client.GenerateDataKey(ctx, &kms.GenerateDataKeyInput{KeyId: id, KeySpec: "AES_256", DryRun: yes})
			return err
		},
		"GenerateDataKeyPair": func() error {
			_, err := client.GenerateDataKeyPair(ctx, &kms.GenerateDataKeyPairInput{KeyId: id, KeyPairSpec: "ECC_NIST_P256", DryRun: yes})
			return err
		},
		"Sign": func() error {
			_, err := client.Sign(ctx, &kms.SignInput{KeyId: signer, Message: []byte("m"), SigningAlgorithm: "ECDSA_SHA_256", DryRun: yes})
			return err
		},
		"GenerateMac": func() error {
			_, err := client.GenerateMac(ctx, &kms.GenerateMacInput{KeyId: mac, Message: []byte("m"), MacAlgorithm: "HMAC_SHA_256", DryRun: yes})
			return err
		},
		"CreateGrant": func() error {
			_, err := client.CreateGrant(ctx, &kms.CreateGrantInput{KeyId: id, GranteePrincipal: aws.String(role("b")), Operations: []types.GrantOperation{"Decrypt"}, DryRun: yes})
			return err
		},
		"RevokeGrant": func() error {
			_, err := client.RevokeGrant(ctx, &kms.RevokeGrantInput{KeyId: id, GrantId: grant.GrantId, DryRun: yes})
			return err
		},
	}
	for name, do := range calls {
		if err := do(); code(err) != "DryRunOperationException" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if grants := must(client.ListGrants(ctx, &kms.ListGrantsInput{KeyId: id}))(t).Grants; len(grants) != 1 {
		t.Errorf("%d grants after dry runs, want the 1 before", len(grants))
	}
}
