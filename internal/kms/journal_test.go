package kms

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// lagging is a KMS whose lists show a key that an earlier run made from the nth list on.
type lagging struct {
	shownFrom int64
	lists     atomic.Int64
}

func (l *lagging) RoundTrip(r *http.Request) (*http.Response, error) {
	metadata := map[string]any{"KeyId": "1", "Arn": "arn:aws:kms:eu-north-1:123456789012:key/1", "KeyState": "Enabled", "Enabled": true,
		"KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT", "Origin": "AWS_KMS", "MultiRegion": false}
	answers := map[string]any{
		"ListAliases":      map[string]any{"Aliases": []any{}},
		"ListKeys":         map[string]any{"Keys": []any{}},
		"ListResourceTags": map[string]any{"Tags": []any{map[string]any{"TagKey": TagOwnership, "TagValue": "test"}, map[string]any{"TagKey": TagAlias, "TagValue": "payments"}}},
		"DescribeKey":      map[string]any{"KeyMetadata": metadata},
		"GetKeyPolicy":     map[string]any{"Policy": `{"Version":"2012-10-17","Statement":[]}`},
	}
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if operation == "ListKeys" && l.lists.Add(1) >= l.shownFrom {
		answers[operation] = map[string]any{"Keys": []any{map[string]any{"KeyId": "1"}}}
	}
	answer, known := answers[operation]
	if !known {
		return nil, errors.New("unexpected call of " + operation)
	}
	return answered(http.StatusOK, answer)
}

// A run that follows at once one that was killed looks for its key until the lists must show it.
func TestTheKeyOfAKilledRunIsAwaited(t *testing.T) {
	t.Parallel()
	want := &Want{Region: "eu-north-1", Alias: "payments", Spec: "SYMMETRIC_DEFAULT", Usage: "ENCRYPT_DECRYPT", Origin: "AWS_KMS"}
	const none = time.Duration(-1)
	for name, tc := range map[string]struct {
		noted time.Duration // ago
		found bool
	}{
		"a note of this second":            {0, true},
		"a note by a clock that is ahead":  {-5 * time.Second, true},
		"no note":                          {none, false},
		"a note of a while ago":            {time.Minute, false},
		"a note by a clock that is astray": {-time.Hour, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := &lagging{shownFrom: 3}
			c := clientOf(t, Config{Journal: filepath.Join(t.TempDir(), "keywright"), Transport: l})
			r := c.in("eu-north-1")
			if tc.noted != none {
				c.journal.note(c.noteOf(r, want.Alias))
				at := time.Now().Add(-tc.noted)
				if err := os.Chtimes(c.journal.file(c.noteOf(r, want.Alias)), at, at); err != nil {
					t.Fatal(err)
				}
			}
			key, err := c.findOwnAfterKill(t.Context(), r, want)
			if err != nil || (key != nil) != tc.found {
				t.Errorf("found %v, want %t (%v)", key, tc.found, err)
			}
			if lists := l.lists.Load(); !tc.found && lists != 1 {
				t.Errorf("%d lists where nothing was made", lists)
			}
		})
	}
}

// Notes are each key's own, go when they are taken back, and do not pile up.
func TestJournal(t *testing.T) {
	t.Parallel()
	directory := filepath.Join(t.TempDir(), "keywright")
	j := &journal{directory: directory}
	j.note("a")
	if _, noted := j.age("b", time.Now()); noted {
		t.Error("a note of one key is another's")
	}
	if age, noted := j.age("a", time.Now().Add(time.Second)); !noted || age < time.Second || age > time.Minute {
		t.Errorf("noted %t, %s ago", noted, age)
	}
	old := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(j.file("a"), old, old); err != nil {
		t.Fatal(err)
	}
	(&journal{directory: directory}).note("b")
	if _, noted := j.age("a", time.Now()); noted {
		t.Error("the old note is still there")
	}
	j.drop("b")
	if files, err := os.ReadDir(directory); err != nil || len(files) != 0 {
		t.Errorf("left: %v (%v)", files, err)
	}
}

// Where nothing can be written a run goes on as if there were no journal.
func TestAJournalThatCannotBeWrittenIsNoError(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, j := range []*journal{{}, {directory: filepath.Join(file, "keywright")}} {
		j.note("a")
		j.drop("a")
		if _, noted := j.age("a", time.Now()); noted {
			t.Error("a note where none can be")
		}
	}
}
