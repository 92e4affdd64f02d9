package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// What is due, as Read decides it.
const (
	dueNo      = "no"
	dueNow     = "due"
	dueOverdue = "overdue"
)

func (r *rotationResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state rotationModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.ready(&resp.Diagnostics) {
		return
	}
	state.watch(ctx, r.session, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// watch reads how each key rotates. A key that is gone has no status; its own resource says so.
func (m *rotationModel) watch(ctx context.Context, s *session, diags *diag.Diagnostics) {
	keys := readKeys(ctx, m.Keys, diags)
	before := map[string]statusModel{}
	if !m.Status.IsNull() && !m.Status.IsUnknown() {
		diags.Append(m.Status.ElementsAs(ctx, &before, false)...)
	}
	status := map[string]attr.Value{}
	now := time.Now()
	for _, name := range sortedKeys(keys) {
		one, err := m.statusOf(ctx, s, keys[name], before[name], now)
		if kms.IsNotFound(err) {
			continue
		}
		if err != nil {
			addKeyError(diags, name, err)
			continue
		}
		value, d := types.ObjectValueFrom(ctx, statusType.AttrTypes, one)
		diags.Append(d...)
		status[name] = value
	}
	if !diags.HasError() {
		m.Status = types.MapValueMust(statusType, status)
	}
}

func (m *rotationModel) statusOf(ctx context.Context, s *session, ref keyRefModel, before statusModel, now time.Time) (statusModel, error) {
	at, err := ref.resolve(ctx, s)
	if err != nil {
		return statusModel{}, err
	}
	live, err := s.client.Rotation(ctx, at.region, at.id)
	if err != nil {
		return statusModel{}, err
	}
	status := statusModel{Enabled: types.BoolValue(live.Enabled), PeriodDays: types.Int64Value(live.PeriodDays)}
	if live.Enabled && live.PeriodDays == 0 { // the service does not tell: what was, else what was asked for
		status.PeriodDays = m.PeriodDays
		if before.PeriodDays.ValueInt64() > 0 && !before.PeriodDays.IsUnknown() {
			status.PeriodDays = before.PeriodDays
		}
	}
	last, next := time.Time{}, live.Next
	if m.Method.ValueString() == methodAutomatic {
		if !next.IsZero() {
			last = next.AddDate(0, 0, -int(status.PeriodDays.ValueInt64()))
		}
	} else {
		if last, err = s.client.LastRotation(ctx, at.region, at.id); err != nil {
			return statusModel{}, err
		}
		next = last.AddDate(0, 0, int(m.PeriodDays.ValueInt64()))
	}
	status.Last, status.Next = instant(last), instant(next)
	switch {
	case m.Method.ValueString() == methodAutomatic && !live.Enabled:
		status.Due = types.StringValue(dueOverdue) // it will never rotate
	case next.IsZero():
		status.Due = types.StringNull() // the service does not tell
	default:
		status.Due = types.StringValue(due(now, next, int(m.AlertAfterDays.ValueInt64())))
	}
	return status, nil
}

func instant(t time.Time) types.String {
	if t.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(t.UTC().Truncate(time.Second).Format(time.RFC3339))
}

func due(now, next time.Time, alertAfterDays int) string {
	switch {
	case now.Before(next):
		return dueNo
	case now.After(next.AddDate(0, 0, alertAfterDays)):
		return dueOverdue
	}
	return dueNow
}
