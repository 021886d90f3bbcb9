/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/escalation.h"

gint64
pl_escalation_now (const PlEscalationClock *clock, gint64 wall)
{
  gint64 counted = clock->filed + clock->elapsed_s;

  return MAX (MAX (wall, counted), MAX (clock->latest, clock->filed));
}

gint64
pl_escalation_due (
    const PlRoute *route, const PlCare *care, PlConcernKind kind, gint64 filed, guint step)
{
  gint64 due = filed;

  for (guint i = 1; i <= step; i++)
    if (!route->steps[i].at_once)
      due += 60 * (gint64)pl_care_minutes (care, kind, route->steps[i - 1].role);
  return due;
}

PlEscalation
pl_escalation_at (const PlRoute *route,
                  const PlCare *care,
                  PlConcernKind kind,
                  gint64 filed,
                  gint64 seen,
                  gint64 now)
{
  gint64 until = seen != 0 ? MIN (seen, now) : now;
  PlEscalation state = { .next = -1 };

  for (guint i = 0; i < route->n_steps; i++) {
    gint64 due = pl_escalation_due (route, care, kind, filed, i);
    if (i == 0 || due <= until)
      state.n_reached = i + 1;
    else if (seen == 0) {
      state.next = (int)i;
      state.next_at = due;
      break;
    }
  }
  return state;
}
