/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/records/household.h"
#include "agent/time/sessions.h"
#include "agent/time/time-up.h"

G_BEGIN_DECLS

/*
 * The ends of children's time, one by one (agent/time/time-up.h): tells the child, and asks the
 * session manager to lock and to end sessions.
 */
typedef struct _PlLeaveTaking PlLeaveTaking;

/* A child is to be told of an end, so many milliseconds ahead. */
typedef void (*PlLeaveNotice) (uid_t uid, PlNotice notice, gint64 in_ms, gpointer data);

/* sessions outlives it. visit_ms: as of pl_time_end_new. path: of a file in memory, for what outlives the agent. */
PlLeaveTaking *pl_leave_taking_new (PlSessions *sessions, gint64 visit_ms, const char *path);
void pl_leave_taking_free (PlLeaveTaking *taking);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLeaveTaking, pl_leave_taking_free)

void pl_leave_taking_on_notice (PlLeaveTaking *taking, PlLeaveNotice callback, gpointer data);

/*
 * Does what is due for a child now; when something is due next (boot time). time: its action and
 * sessions are filled in here.
 */
gint64
pl_leave_taking_step (PlLeaveTaking *taking, const PlChild *child, const PlTimeEndInput *time);

/* pl_time_end_visit of a child (boot time). */
gint64 pl_leave_taking_visit (const PlLeaveTaking *taking, const PlChild *child);
/* pl_time_end_leave_visit of a child. */
gboolean pl_leave_taking_leave_visit (PlLeaveTaking *taking, const PlChild *child, gint64 now_ms);
/* pl_time_end_extend_visit of a child. */
gboolean pl_leave_taking_extend_visit (PlLeaveTaking *taking, const PlChild *child, gint64 now_ms);

G_END_DECLS
