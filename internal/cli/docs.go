package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/keywright/terraform-provider-keywright/internal/audit"
	"github.com/keywright/terraform-provider-keywright/internal/engine"
)

const docsLong = `Writes the auditor's document: what keys there are, who can do what with them, how they rotate, where they live,
what is separate from what, what was found, and what no tool can check. One page of HTML that needs nothing else
(` + audit.HTMLName + `), and the same as Markdown (` + audit.MarkdownName + `).

With --check nothing is written: the documents in --out are drawn again, at their own clock unless --now says
otherwise, and the exit status is 1 where they are stale or missing.

Exit status: 0 written, or up to date; 1 stale; 2 the input or the usage is wrong. What the document finds does not
change it: keywright check is what blocks.`

// documenting is what docs is asked.
type documenting struct {
	judging
	out   string
	check bool
}

func newDocs(a *app) *cobra.Command {
	d := &documenting{}
	cmd := &cobra.Command{
		Use:     "docs [flags] --out DIR PLAN|DIR...",
		Short:   "write the auditor's document",
		Long:    docsLong,
		Example: "  keywright docs plan.json --out docs/audit\n  keywright docs plan.json --out docs/audit --check",
		Args:    somePlans,
		RunE:    func(cmd *cobra.Command, args []string) error { return d.run(cmd, a, args) },
	}
	d.flags(cmd)
	cmd.Flags().StringVar(&d.out, "out", "", "the folder of the documents, a `DIR`; made where it is not there")
	cmd.Flags().BoolVar(&d.check, "check", false, "write nothing; exit 1 where the documents are stale")
	return cmd
}

func (d *documenting) run(cmd *cobra.Command, a *app, args []string) error {
	if d.out == "" {
		return withHint(errors.New("--out names no folder"), seeHelp(cmd))
	}
	v, err := a.judge(cmd.Context(), args, d.judging, engine.Options{All: true, Now: d.drawnAt()})
	if err != nil {
		return err
	}
	a.tellIfNothing(v, args)
	policy, err := policyOf(v)
	if err != nil {
		return err
	}
	in := audit.Input{Result: v.Result, Inventory: v.Inventory, Policy: policy, Rules: v.rules}
	if d.check {
		return d.compare(a, in)
	}
	paths, err := audit.Write(d.out, in)
	if err != nil {
		return err
	}
	for _, path := range paths {
		a.say("wrote " + path)
	}
	return nil
}

// drawnAt is the clock of the page that is compared; zero where there is none to compare.
func (d *documenting) drawnAt() time.Time {
	if !d.check {
		return time.Time{}
	}
	page, err := os.ReadFile(filepath.Join(d.out, audit.HTMLName))
	if err != nil {
		return time.Time{}
	}
	now, _ := audit.DrawnAt(page)
	return now
}

// compare draws the documents again and says which differ from those that are there.
func (d *documenting) compare(a *app, in audit.Input) error {
	files, err := audit.Render(in)
	if err != nil {
		return err
	}
	var stale []string
	for _, f := range files {
		path := filepath.Join(d.out, f.Name)
		have, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("reading a document: %w", err)
		}
		switch {
		case err != nil:
			stale = append(stale, path+" is missing")
		case !bytes.Equal(have, f.Text):
			stale = append(stale, path+" is stale")
		}
	}
	if len(stale) == 0 {
		return nil
	}
	a.say(strings.Join(stale, "; "))
	a.say("hint: write them again without --check")
	return errBlocked
}

// policyOf is document control, from the profile's policy block.
func policyOf(v *verdict) (audit.Policy, error) {
	p := v.profile.Policy
	out := audit.Policy{
		Organization: p.Organization,
		Document:     p.Document,
		Version:      p.Version,
		Status:       p.Status,
		Owner:        p.Owner,
		ReviewBy:     p.ReviewBy,
		Regulations:  p.Regulations,
	}
	var more struct {
		Reviewers []string `json:"reviewers"`
		SignOffs  map[string]struct {
			Name string `json:"name"`
			Date string `json:"date"`
		} `json:"sign_off"`
	}
	text, err := json.Marshal(v.profile.Data()["policy"])
	if err != nil {
		return out, fmt.Errorf("reading the profile's policy block: %w", err)
	}
	if err := json.Unmarshal(text, &more); err != nil {
		return out, fmt.Errorf("reading the profile's policy block: %w", err)
	}
	out.Reviewers = more.Reviewers
	for _, role := range slices.Sorted(maps.Keys(more.SignOffs)) {
		out.SignOffs = append(out.SignOffs, audit.SignOff{Role: role, Name: more.SignOffs[role].Name, Date: more.SignOffs[role].Date})
	}
	return out, nil
}
