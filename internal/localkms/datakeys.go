package localkms

import (
	"crypto/x509"

	"github.com/go-json-experiment/json/jsontext"
)

type generateDataKeyInput struct {
	cryptography
	EncryptionContext map[string]string
	KeySpec           string
	NumberOfBytes     *int
	Recipient         jsontext.Value
}

// length is how many bytes are asked for, by spec or by number.
func (in *generateDataKeyInput) length() (int, error) {
	switch {
	case in.KeySpec != "" && in.NumberOfBytes != nil:
		return 0, fail("ValidationException", "KeySpec and NumberOfBytes cannot both be specified.")
	case in.NumberOfBytes != nil:
		return *in.NumberOfBytes, between("numberOfBytes", *in.NumberOfBytes, 1, maxRandom)
	case in.KeySpec == "AES_256":
		return 32, nil
	case in.KeySpec == "AES_128":
		return 16, nil
	case in.KeySpec != "":
		return 0, oneOf("keySpec", in.KeySpec, []string{"AES_256", "AES_128"})
	}
	return 0, fail("ValidationException", "Please specify either number of bytes or key spec.")
}

type generateDataKeyOutput struct {
	CiphertextBlob []byte
	Plaintext      []byte `json:",omitzero"`
	KeyID          string `json:"KeyId"`
	KeyMaterialID  string `json:"KeyMaterialId,omitzero"`
}

func (c *call) generateDataKey(in *generateDataKeyInput) (*generateDataKeyOutput, error) {
	return c.dataKey("GenerateDataKey", in)
}

func (c *call) generateDataKeyWithoutPlaintext(in *generateDataKeyInput) (*generateDataKeyOutput, error) {
	out, err := c.dataKey("GenerateDataKeyWithoutPlaintext", in)
	if err != nil {
		return nil, err
	}
	out.Plaintext = nil
	return out, nil
}

func (c *call) dataKey(action string, in *generateDataKeyInput) (*generateDataKeyOutput, error) {
	length, err := in.length()
	if err := firstError(err, recipientRefused(in.Recipient), checkContext(in.EncryptionContext)); err != nil {
		return nil, err
	}
	k, err := c.wrappingKey(action, &in.cryptography, in.EncryptionContext, nil)
	if err != nil {
		return nil, err
	}
	plaintext := randomBytes(length)
	blob, err := k.Family.seal(plaintext, in.EncryptionContext)
	if err != nil {
		return nil, err
	}
	c.used(k, action)
	return &generateDataKeyOutput{CiphertextBlob: blob, Plaintext: plaintext, KeyID: k.ARN, KeyMaterialID: k.Family.Current}, nil
}

// wrappingKey finds the symmetric key that is to wrap a data key.
func (c *call) wrappingKey(action string, in *cryptography, context map[string]string, more conditions) (*key, error) {
	a := in.access(action, usageEncrypt)
	a.fits, a.context, a.conditions = symmetricFor(action), context, conditions{"kms:encryptionalgorithm": {symmetric}}
	for name, values := range more {
		a.conditions[name] = values
	}
	k, err := c.use(in.KeyID, a)
	if err != nil {
		return nil, err
	}
	return k, dryRun(in.DryRun)
}

type generateDataKeyPairInput struct {
	cryptography
	EncryptionContext map[string]string
	KeyPairSpec       string
	Recipient         jsontext.Value
}

type generateDataKeyPairOutput struct {
	PrivateKeyCiphertextBlob []byte
	PrivateKeyPlaintext      []byte `json:",omitzero"`
	PublicKey                []byte
	KeyID                    string `json:"KeyId"`
	KeyMaterialID            string `json:"KeyMaterialId,omitzero"`
	KeyPairSpec              string
}

// dataKeyPairSpecs are those that X.509 has a form for in the standard library; the rest is refused by name.
var dataKeyPairSpecs = []string{
	"ECC_NIST_EDWARDS25519", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "RSA_2048", "RSA_3072", "RSA_4096",
}

func (c *call) generateDataKeyPair(in *generateDataKeyPairInput) (*generateDataKeyPairOutput, error) {
	return c.dataKeyPair("GenerateDataKeyPair", in)
}

func (c *call) generateDataKeyPairWithoutPlaintext(in *generateDataKeyPairInput) (*generateDataKeyPairOutput, error) {
	out, err := c.dataKeyPair("GenerateDataKeyPairWithoutPlaintext", in)
	if err != nil {
		return nil, err
	}
	out.PrivateKeyPlaintext = nil
	return out, nil
}

func (c *call) dataKeyPair(action string, in *generateDataKeyPairInput) (*generateDataKeyPairOutput, error) {
	err := firstError(checkPairSpec(in.KeyPairSpec), recipientRefused(in.Recipient), checkContext(in.EncryptionContext))
	if err != nil {
		return nil, err
	}
	k, err := c.wrappingKey(action, &in.cryptography, in.EncryptionContext, conditions{"kms:datakeypairspec": {in.KeyPairSpec}})
	if err != nil {
		return nil, err
	}
	private, err := generateMaterial(in.KeyPairSpec)
	if err != nil {
		return nil, err
	}
	signer, err := parsePrivate(private)
	if err != nil {
		return nil, err
	}
	public, err := x509.MarshalPKIXPublicKey(signer.Public())
	if err != nil {
		return nil, err
	}
	blob, err := k.Family.seal(private, in.EncryptionContext)
	if err != nil {
		return nil, err
	}
	c.used(k, action)
	return &generateDataKeyPairOutput{
		PrivateKeyCiphertextBlob: blob, PrivateKeyPlaintext: private, PublicKey: public, KeyID: k.ARN,
		KeyMaterialID: k.Family.Current, KeyPairSpec: in.KeyPairSpec,
	}, nil
}

func checkPairSpec(name string) error {
	for _, refused := range []string{"ECC_SECG_P256K1", "SM2", "ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"} {
		if name == refused {
			return unsupported("the key pair spec %s", name)
		}
	}
	if name == "" {
		return required("keyPairSpec", "")
	}
	return oneOf("keyPairSpec", name, dataKeyPairSpecs)
}
