package localkms

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
)

// macHashes are the hashes of the MAC algorithms.
var macHashes = map[string]func() hash.Hash{
	"HMAC_SHA_224": sha256.New224, "HMAC_SHA_256": sha256.New, "HMAC_SHA_384": sha512.New384, "HMAC_SHA_512": sha512.New,
}

type generateMacInput struct {
	cryptography
	MacAlgorithm string
	Message      []byte
}

type generateMacOutput struct {
	KeyID        string `json:"KeyId"`
	Mac          []byte
	MacAlgorithm string
}

func (c *call) generateMac(in *generateMacInput) (*generateMacOutput, error) {
	k, mac, err := c.mac("GenerateMac", in)
	if err != nil {
		return nil, err
	}
	c.used(k, "GenerateMac")
	return &generateMacOutput{KeyID: k.ARN, Mac: mac, MacAlgorithm: in.MacAlgorithm}, nil
}

type verifyMacInput struct {
	generateMacInput
	Mac []byte
}

type verifyMacOutput struct {
	KeyID        string `json:"KeyId"`
	MacValid     bool
	MacAlgorithm string
}

func (c *call) verifyMac(in *verifyMacInput) (*verifyMacOutput, error) {
	if err := requiredBlob("mac", in.Mac, 6144); err != nil {
		return nil, err
	}
	k, mac, err := c.mac("VerifyMac", &in.generateMacInput)
	if err != nil {
		return nil, err
	}
	c.used(k, "VerifyMac")
	if !hmac.Equal(mac, in.Mac) {
		return nil, fail("KMSInvalidMacException", "")
	}
	return &verifyMacOutput{KeyID: k.ARN, MacValid: true, MacAlgorithm: in.MacAlgorithm}, nil
}

// mac finds the key and computes the message's code.
func (c *call) mac(action string, in *generateMacInput) (*key, []byte, error) {
	err := firstError(required("macAlgorithm", in.MacAlgorithm), requiredBlob("message", in.Message, maxMessage))
	if err != nil {
		return nil, nil, err
	}
	a := in.access(action, usageMAC)
	a.conditions = conditions{"kms:macalgorithm": {in.MacAlgorithm}}
	k, err := c.use(in.KeyID, a)
	if err != nil {
		return nil, nil, err
	}
	if err := firstError(k.checkAlgorithm("macAlgorithm", in.MacAlgorithm), dryRun(in.DryRun)); err != nil {
		return nil, nil, err
	}
	h := hmac.New(macHashes[in.MacAlgorithm], k.Family.current().Bytes)
	_, _ = h.Write(in.Message)
	return k, h.Sum(nil), nil
}
