package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func (r *rotationResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan rotationModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	plan.ID = plan.name(r.session)
	r.apply(ctx, &plan, nil, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return // nothing is lost: what was set is set again by the next apply
	}
	plan.watch(ctx, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

func (r *rotationResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state rotationModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	plan.ID = plan.name(r.session)
	r.apply(ctx, &plan, &state, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.rotateNow(ctx, &plan, &state, req.Private, resp.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	plan.watch(ctx, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// apply sets the rotation of every key, and releases those that have left the schedule.
func (r *rotationResource) apply(ctx context.Context, plan, state *rotationModel, diags *diag.Diagnostics) {
	keys := readKeys(ctx, plan.Keys, diags)
	if diags.HasError() {
		return
	}
	refuseTwice(keys, r.session, diags)
	former := ""
	if state != nil {
		former = state.ID.ValueString()
		r.release(ctx, plan, state, keys, diags)
	}
	for _, name := range sortedKeys(keys) {
		if diags.HasError() {
			return
		}
		if plan.Manage.ValueBool() {
			if err := r.schedule(ctx, plan, name, keys[name], former, diags); err != nil {
				addKeyError(diags, name, err)
			}
		}
	}
}

func (r *rotationResource) schedule(ctx context.Context, plan *rotationModel, name string, ref keyRefModel, former string, diags *diag.Diagnostics) error {
	at, err := ref.resolve(ctx, r.session)
	if err != nil {
		return err
	}
	if err := r.session.client.Schedule(ctx, at.region, at.id, plan.ID.ValueString(), former); err != nil {
		return err
	}
	switch plan.Method.ValueString() {
	case methodAutomatic:
		return r.session.client.Automatic(ctx, at.region, at.id, plan.PeriodDays.ValueInt64())
	case methodManual:
		was, err := r.session.client.NotAutomatic(ctx, at.region, at.id)
		if err == nil && was {
			diags.AddAttributeWarning(path.Root("keys").AtMapKey(name), "Automatic rotation switched off",
				fmt.Sprintf("The key %s in %s rotated by itself, and this schedule says that people rotate it. From now on nobody else does: %s answers for it.", at.id, at.region, plan.Owner.ValueString()))
		}
		return err
	}
	return nil
}

// release takes the schedule's mark from keys that it no longer covers, and from all where it only watches now.
func (r *rotationResource) release(ctx context.Context, plan, state *rotationModel, keep map[string]keyRefModel, diags *diag.Diagnostics) {
	if !state.Manage.ValueBool() {
		return
	}
	kept := map[keyAt]bool{}
	if plan != nil && plan.Manage.ValueBool() {
		for name := range keep {
			ref := keep[name]
			if at, ok := ref.at(r.session); ok {
				kept[at] = true
			}
		}
	}
	before := readKeys(ctx, state.Keys, diags)
	for _, name := range sortedKeys(before) {
		ref := before[name]
		if at, ok := ref.at(r.session); !ok || kept[at] {
			continue
		}
		at, err := ref.resolve(ctx, r.session)
		if err == nil {
			err = r.session.client.Unschedule(ctx, at.region, at.id, state.ID.ValueString())
		}
		if err != nil {
			addKeyError(diags, name, err)
		}
	}
}

// Delete removes the schedule's mark and leaves rotation as it is.
func (r *rotationResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state rotationModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	r.release(ctx, nil, &state, nil, &resp.Diagnostics)
}

// rotated is kept in private state while an on-demand rotation is under way: of a key's 25 rotations none is spent
// twice because another key of the schedule failed.
type rotated struct {
	Trigger string   `json:"trigger"`
	Keys    []string `json:"keys"`
}

const rotatedKey = "rotated"

type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// rotateNow rotates every key where the trigger has changed.
func (r *rotationResource) rotateNow(ctx context.Context, plan, state *rotationModel, before, after privateState, diags *diag.Diagnostics) {
	if plan.Method.ValueString() != methodOnDemand || !plan.Manage.ValueBool() || plan.Trigger.IsNull() || plan.Trigger.Equal(state.Trigger) {
		return
	}
	var done rotated
	raw, d := before.GetKey(ctx, rotatedKey)
	diags.Append(d...)
	if json.Unmarshal(raw, &done) != nil || done.Trigger != plan.Trigger.ValueString() {
		done = rotated{Trigger: plan.Trigger.ValueString()}
	}
	keys := readKeys(ctx, plan.Keys, diags)
	for _, name := range sortedKeys(keys) {
		ref := keys[name]
		at, err := ref.resolve(ctx, r.session)
		if err == nil && slices.Contains(done.Keys, at.region+"/"+at.id) {
			continue
		}
		if err == nil {
			err = r.session.client.RotateNow(ctx, at.region, at.id)
		}
		if err != nil {
			addKeyError(diags, name, err)
			continue
		}
		done.Keys = append(done.Keys, at.region+"/"+at.id)
	}
	text, err := json.Marshal(done)
	if err == nil {
		diags.Append(after.SetKey(ctx, rotatedKey, text)...)
	}
}
