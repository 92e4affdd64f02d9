package localkms

import (
	"maps"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Limits of tags. Source: AWS KMS API reference, TagResource; quotas.
const (
	maxTags     = 50
	maxTagKey   = 128
	maxTagValue = 256
)

// tagText is the character set of tag keys and values.
var tagText = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)

type tag struct {
	TagKey   *string
	TagValue *string
}

// newTags adds tags to a set, which it leaves alone, and returns the larger set.
func newTags(present map[string]string, added []tag) (map[string]string, error) {
	tags := maps.Clone(present)
	if tags == nil {
		tags = map[string]string{}
	}
	seen := map[string]bool{}
	for _, t := range added {
		if err := t.check(); err != nil {
			return nil, err
		}
		if seen[*t.TagKey] {
			return nil, fail("TagException", "Duplicate tag keys")
		}
		seen[*t.TagKey] = true
		tags[*t.TagKey] = *t.TagValue
	}
	if len(tags) > maxTags {
		return nil, fail("LimitExceededException", "A key may have %d tags at most.", maxTags)
	}
	return tags, nil
}

func (t tag) check() error {
	if t.TagKey == nil {
		return required("tagKey", "")
	}
	if t.TagValue == nil {
		return required("tagValue", "")
	}
	key, value := *t.TagKey, *t.TagValue
	switch {
	case key == "":
		return invalid("tagKey", key, "Member must have length greater than or equal to 1")
	case utf8.RuneCountInString(key) > maxTagKey:
		return invalid("tagKey", key, "Member must have length less than or equal to 128")
	case utf8.RuneCountInString(value) > maxTagValue:
		return invalid("tagValue", value, "Member must have length less than or equal to 256")
	case strings.HasPrefix(strings.ToLower(key), "aws:"):
		return fail("TagException", "The tag key %s is reserved: keys that begin with aws: cannot be added, changed or removed.", key)
	case !tagText.MatchString(key) || !tagText.MatchString(value):
		return fail("TagException", "The tag %s has a character that tags may not have: letters, spaces, digits and _.:/=+-@ are allowed.", key)
	}
	return nil
}

type tagResourceInput struct {
	KeyID string `json:"KeyId"`
	Tags  []tag
}

func (c *call) tagResource(in *tagResourceInput) (*nothing, error) {
	if in.Tags == nil {
		return nil, required("tags", "")
	}
	k, err := c.use(in.KeyID, access{action: "TagResource", conditions: tagConditions(in.Tags)})
	if err != nil {
		return nil, err
	}
	tags, err := newTags(k.Tags, in.Tags)
	if err != nil {
		return nil, err
	}
	k.Tags = tags
	c.changed = true
	return nil, nil
}

// tagConditions are the condition keys of a request that sets tags.
func tagConditions(tags []tag) conditions {
	set := conditions{}
	for _, t := range tags {
		if t.TagKey != nil && t.TagValue != nil {
			set["aws:requesttag/"+strings.ToLower(*t.TagKey)] = []string{*t.TagValue}
			set["aws:tagkeys"] = append(set["aws:tagkeys"], *t.TagKey)
		}
	}
	return set
}

type untagResourceInput struct {
	KeyID   string `json:"KeyId"`
	TagKeys []string
}

func (c *call) untagResource(in *untagResourceInput) (*nothing, error) {
	if in.TagKeys == nil {
		return nil, required("tagKeys", "")
	}
	for _, name := range in.TagKeys {
		if err := (tag{TagKey: &name, TagValue: new(string)}).check(); err != nil {
			return nil, err
		}
	}
	k, err := c.use(in.KeyID, access{action: "UntagResource", conditions: conditions{"aws:tagkeys": in.TagKeys}})
	if err != nil {
		return nil, err
	}
	for _, name := range in.TagKeys {
		delete(k.Tags, name)
	}
	c.changed = true
	return nil, nil
}

type listResourceTagsInput struct {
	paging
	KeyID string `json:"KeyId"`
}

type listResourceTagsOutput struct {
	paged
	Tags []tag
}

func (c *call) listResourceTags(in *listResourceTagsInput) (*listResourceTagsOutput, error) {
	k, err := c.use(in.KeyID, access{action: "ListResourceTags"})
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(k.Tags))
	for name := range k.Tags {
		names = append(names, name)
	}
	names, next, err := page("tags", names, func(name string) string { return name }, in.paging, 50, 50)
	if err != nil {
		return nil, err
	}
	out := &listResourceTagsOutput{paged: next, Tags: make([]tag, 0, len(names))}
	for _, name := range names {
		value := k.Tags[name]
		out.Tags = append(out.Tags, tag{TagKey: &name, TagValue: &value})
	}
	return out, nil
}
