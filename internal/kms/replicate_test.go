package kms

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// unseen is a KMS in which a key has a replica that reads do not see until the nth DescribeKey of its region.
type unseen struct{ seenFrom, describes int }

func (u *unseen) RoundTrip(r *http.Request) (*http.Response, error) {
	region := strings.Split(r.Header.Get("Authorization"), "/")[2]
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	status, answer := http.StatusOK, any(nil)
	switch operation {
	case "DescribeKey":
		if region == "eu-west-1" {
			u.describes++
		}
		if region == "eu-west-1" && u.describes < u.seenFrom {
			status, answer = http.StatusBadRequest, map[string]any{"__type": "NotFoundException", "message": "not there"}
			break
		}
		answer = map[string]any{"KeyMetadata": map[string]any{"KeyId": "mrk-1", "Arn": "arn:aws:kms:" + region + ":123456789012:key/mrk-1", "KeyState": "Enabled",
			"KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT", "Origin": "AWS_KMS", "MultiRegion": true,
			"MultiRegionConfiguration": map[string]any{"PrimaryKey": map[string]any{"Arn": "arn:aws:kms:eu-north-1:123456789012:key/mrk-1", "Region": "eu-north-1"}}}}
	case "ReplicateKey":
		status, answer = http.StatusBadRequest, map[string]any{"__type": "AlreadyExistsException", "message": "there is one"}
	case "ListAliases":
		answer = map[string]any{"Aliases": []any{}}
	case "ListResourceTags":
		answer = map[string]any{"Tags": []any{map[string]any{"TagKey": TagOwnership, "TagValue": "test"}, map[string]any{"TagKey": TagAlias, "TagValue": "payments"}}}
	case "GetKeyPolicy":
		answer = map[string]any{"Policy": `{"Version":"2012-10-17","Statement":[]}`}
	}
	return answered(status, answer)
}

// A replica that KMS says is there, and that reads do not see yet, is waited for; for ever it is not.
func TestAReplicaThatReadsDoNotSeeYetIsAwaited(t *testing.T) {
	for name, tc := range map[string]struct {
		seenFrom int
		found    bool
	}{"seen soon": {3, true}, "never seen": {1 << 30, false}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := clientOf(t, Config{Transport: &unseen{seenFrom: tc.seenFrom}})
				want := &Want{Region: "eu-west-1", Alias: "payments", Spec: "SYMMETRIC_DEFAULT", Usage: "ENCRYPT_DECRYPT", Origin: "AWS_KMS", MultiRegion: true, ReplicaOf: "arn:aws:kms:eu-north-1:123456789012:key/mrk-1"}
				r := c.in(want.Region)
				source, err := c.sourceOf(t.Context(), r, want)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				key, err := c.replicate(t.Context(), r, want, source)
				if tc.found && (err != nil || key == nil || key.ID != "mrk-1") {
					t.Errorf("found %v (%v)", key, err)
				}
				if !tc.found && (key != nil || err == nil || !strings.Contains(err.Error(), "there is one")) {
					t.Errorf("found %v (%v)", key, err)
				}
				if took := time.Since(start); took > lookWithin {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

// A replica without tags is this state's where the service has copied a key of this state as it was; in AWS, or of another
// date, or with tags, or of another's key, it is somebody else's.
func TestACopyOfOurKeyIsTakenUp(t *testing.T) {
	t.Parallel()
	made := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for name, tc := range map[string]struct {
		endpoint, ownership string
		created             time.Time
		tags                map[string]string
		taken               bool
	}{
		"copied":             {"http://localhost:1", "test", made, nil, true},
		"in AWS":             {"", "test", made, nil, false},
		"of another date":    {"http://localhost:1", "test", made.Add(time.Second), nil, false},
		"of no date":         {"http://localhost:1", "test", time.Time{}, nil, false},
		"with tags":          {"http://localhost:1", "test", made, map[string]string{"Team": "x"}, false},
		"of another's state": {"http://localhost:1", "theirs", made, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := clientOf(t, Config{Ownership: tc.ownership, KMSEndpoint: tc.endpoint, Transport: &unseen{}})
			key := &Key{ID: "mrk-1", Region: "eu-west-1", Created: tc.created, Tags: tc.tags}
			source := &Key{ID: "mrk-1", Region: "eu-north-1", Created: made}
			taken, err := c.markCopy(t.Context(), &Want{Alias: "payments"}, key, source)
			if err != nil || taken != tc.taken || (tc.taken && key.Tags[TagAlias] != "payments") {
				t.Errorf("taken %t, tags %v (%v)", taken, key.Tags, err)
			}
		})
	}
}
