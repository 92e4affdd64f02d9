package localkms

import (
	"crypto/mlkem"
	"encoding/asn1"
)

// Object identifiers of ML-KEM parameter sets. Source: NIST CSOR; RFC 9935.
var mlkemOIDs = map[string]asn1.ObjectIdentifier{
	"ML_KEM_768":  {2, 16, 840, 1, 101, 3, 4, 4, 2},
	"ML_KEM_1024": {2, 16, 840, 1, 101, 3, 4, 4, 3},
}

// kem is one ML-KEM key pair, whatever its size.
type kem struct {
	public      []byte
	encapsulate func() (shared, ciphertext []byte)
	decapsulate func(ciphertext []byte) (shared []byte, err error)
}

// kem reads the family's key pair from its seed.
func (f *family) kem() (*kem, error) {
	seed := f.current().Bytes
	if f.Spec == "ML_KEM_1024" {
		private, err := mlkem.NewDecapsulationKey1024(seed)
		if err != nil {
			return nil, err
		}
		public := private.EncapsulationKey()
		return &kem{public.Bytes(), public.Encapsulate, private.Decapsulate}, nil
	}
	private, err := mlkem.NewDecapsulationKey768(seed)
	if err != nil {
		return nil, err
	}
	public := private.EncapsulationKey()
	return &kem{public.Bytes(), public.Encapsulate, private.Decapsulate}, nil
}

func (f *family) mlkemPublic() ([]byte, error) {
	pair, err := f.kem()
	if err != nil {
		return nil, err
	}
	info := subjectPublicKeyInfo{PublicKey: asn1.BitString{Bytes: pair.public, BitLength: 8 * len(pair.public)}}
	info.Algorithm.Algorithm = mlkemOIDs[f.Spec]
	return asn1.Marshal(info)
}

type encapsulateInput struct {
	cryptography
	EncapsulationAlgorithm string
}

type encapsulateOutput struct {
	KeyID                      string `json:"KeyId"`
	SharedSecret               []byte
	SharedSecretCiphertextBlob []byte
	EncapsulationAlgorithm     string
}

func (c *call) encapsulate(in *encapsulateInput) (*encapsulateOutput, error) {
	k, pair, err := c.kemKey("Encapsulate", in)
	if err != nil {
		return nil, err
	}
	if err := dryRun(in.DryRun); err != nil {
		return nil, err
	}
	shared, blob := pair.encapsulate()
	c.used(k, "Encapsulate")
	return &encapsulateOutput{
		KeyID: k.ARN, SharedSecret: shared, SharedSecretCiphertextBlob: blob, EncapsulationAlgorithm: in.EncapsulationAlgorithm,
	}, nil
}

type decapsulateInput struct {
	encapsulateInput
	SharedSecretCiphertextBlob []byte
}

type decapsulateOutput struct {
	KeyID                  string `json:"KeyId"`
	SharedSecret           []byte
	EncapsulationAlgorithm string
}

func (c *call) decapsulate(in *decapsulateInput) (*decapsulateOutput, error) {
	if err := requiredBlob("sharedSecretCiphertextBlob", in.SharedSecretCiphertextBlob, maxCiphertext); err != nil {
		return nil, err
	}
	k, pair, err := c.kemKey("Decapsulate", &in.encapsulateInput)
	if err != nil {
		return nil, err
	}
	shared, err := pair.decapsulate(in.SharedSecretCiphertextBlob)
	if err != nil {
		return nil, fail("InvalidCiphertextException", "")
	}
	if err := dryRun(in.DryRun); err != nil {
		return nil, err
	}
	c.used(k, "Decapsulate")
	return &decapsulateOutput{KeyID: k.ARN, SharedSecret: shared, EncapsulationAlgorithm: in.EncapsulationAlgorithm}, nil
}

func (c *call) kemKey(action string, in *encapsulateInput) (*key, *kem, error) {
	err := firstError(
		required("encapsulationAlgorithm", in.EncapsulationAlgorithm),
		oneOf("encapsulationAlgorithm", in.EncapsulationAlgorithm, []string{"ML_KEM"}),
	)
	if err != nil {
		return nil, nil, err
	}
	a := in.access(action, usageEncapsulate)
	a.conditions = conditions{"kms:encapsulationalgorithm": {in.EncapsulationAlgorithm}}
	k, err := c.use(in.KeyID, a)
	if err != nil {
		return nil, nil, err
	}
	pair, err := k.Family.kem()
	return k, pair, err
}
