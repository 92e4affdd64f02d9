package localkms

import (
	"cmp"
	"maps"
	"strconv"
)

type reEncryptInput struct {
	CiphertextBlob                 []byte
	SourceEncryptionAlgorithm      string
	SourceEncryptionContext        map[string]string
	SourceKeyID                    string `json:"SourceKeyId"`
	DestinationKeyID               string `json:"DestinationKeyId"`
	DestinationEncryptionAlgorithm string
	DestinationEncryptionContext   map[string]string
	GrantTokens                    []string
	DryRun                         bool
	DryRunModifiers                []string
}

type reEncryptOutput struct {
	CiphertextBlob                 []byte
	KeyID                          string `json:"KeyId"`
	SourceKeyID                    string `json:"SourceKeyId"`
	SourceKeyMaterialID            string `json:"SourceKeyMaterialId,omitzero"`
	DestinationKeyMaterialID       string `json:"DestinationKeyMaterialId,omitzero"`
	SourceEncryptionAlgorithm      string
	DestinationEncryptionAlgorithm string
}

func (c *call) reEncrypt(in *reEncryptInput) (*reEncryptOutput, error) {
	if err := modifiersRefused(in.DryRunModifiers); err != nil {
		return nil, err
	}
	to, err := c.find("destinationKeyId", in.DestinationKeyID, orAlias)
	if err != nil {
		return nil, err
	}
	src := source{
		field: "sourceKeyId", action: "ReEncryptFrom", keyID: in.SourceKeyID, blob: in.CiphertextBlob,
		algorithm: in.SourceEncryptionAlgorithm, context: in.SourceEncryptionContext, tokens: in.GrantTokens,
		extra: conditions{"kms:reencryptonsamekey": {strconv.FormatBool(c.sourceIs(in, to))}},
	}
	from, err := c.sourceKey(&src)
	if err != nil {
		return nil, err
	}
	algorithm, err := c.mayReEncryptTo(in, to, src.extra)
	if err != nil {
		return nil, err
	}
	plaintext, materialID, err := c.decryptWith(from, &src)
	if err != nil {
		return nil, err
	}
	if err := dryRun(in.DryRun); err != nil {
		return nil, err
	}
	blob, err := to.encryptWith(algorithm, plaintext, in.DestinationEncryptionContext)
	if err != nil {
		return nil, err
	}
	c.used(from, "ReEncrypt")
	c.used(to, "ReEncrypt")
	out := &reEncryptOutput{
		CiphertextBlob: blob, KeyID: to.ARN, SourceKeyID: from.ARN, SourceKeyMaterialID: materialID,
		SourceEncryptionAlgorithm: src.algorithm, DestinationEncryptionAlgorithm: algorithm,
	}
	if to.Family.isSymmetric() {
		out.DestinationKeyMaterialID = to.Family.Current
	}
	return out, nil
}

// mayReEncryptTo checks the destination and returns its algorithm.
func (c *call) mayReEncryptTo(in *reEncryptInput, to *key, extra conditions) (string, error) {
	algorithm := cmp.Or(in.DestinationEncryptionAlgorithm, symmetric)
	a := access{
		action: "ReEncryptTo", tokens: in.GrantTokens, context: in.DestinationEncryptionContext,
		fits: forUsage("ReEncryptTo", usageEncrypt), conditions: conditions{"kms:encryptionalgorithm": {algorithm}},
	}
	maps.Copy(a.conditions, extra)
	return algorithm, firstError(
		checkContext(in.DestinationEncryptionContext),
		c.may(to, in.DestinationKeyID, a),
		c.check(to, a),
		to.checkAlgorithm("destinationEncryptionAlgorithm", algorithm),
		to.contextRefused(in.DestinationEncryptionContext),
	)
}

// sourceIs tells whether the ciphertext's key is the destination.
func (c *call) sourceIs(in *reEncryptInput, to *key) bool {
	if in.SourceKeyID != "" {
		from, err := c.find("sourceKeyId", in.SourceKeyID, orAlias)
		return err == nil && from == to
	}
	parsed, err := parseCiphertext(in.CiphertextBlob)
	return err == nil && parsed.account == to.Family.Account && parsed.keyID == to.Family.ID
}
