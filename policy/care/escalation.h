/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/care.h"
#include "policy/care/route.h"

G_BEGIN_DECLS

/*
 * When a concern goes to the next reader (C9). Instants are Unix seconds. A reader has the minutes that care.conf
 * gives their role, in elapsed time: a change of the local clock between makes no difference.
 */

/*
 * What the agent keeps of a concern's time. The child was promised an hour of the wall clock; the clock
 * may have been set back since, or have been wrong when it was filed. So time passes by whichever clock has
 * gone further, and never back.
 */
typedef struct {
  gint64 filed;  /* of the wall clock, when the receipt was given */
  gint64 latest; /* what pl_escalation_now said last; 0: not yet asked */
  gint64
      elapsed_s; /* counted since it was filed, by a clock that nobody sets, as far as that is known */
} PlEscalationClock;

/* The instant that counts for a concern, where the wall clock shows wall. Keep it as latest. */
gint64 pl_escalation_now (const PlEscalationClock *clock, gint64 wall);

/*
 * When the readers of a step may read what was filed then: the first at once, a later one when all
 * before it have let their time go by. Never falls from one step to the next.
 */
gint64 pl_escalation_due (
    const PlRoute *route, const PlCare *care, PlConcernKind kind, gint64 filed, guint step);

typedef struct {
  guint n_reached; /* the steps that may read it, the first so many; 0 only if the path has none */
  int next;        /* the step that reads it next if nobody does; -1: none, or it was seen */
  gint64 next_at;  /* when that is; 0: never */
} PlEscalation;

/*
 * How a concern stands at now (of pl_escalation_now). seen: when the first reader of it saw it, 0: nobody has; from
 * then on nobody further is asked. With now = filed and seen = 0 it is what the child is told before sending.
 */
PlEscalation pl_escalation_at (const PlRoute *route,
                               const PlCare *care,
                               PlConcernKind kind,
                               gint64 filed,
                               gint64 seen,
                               gint64 now);

G_END_DECLS
