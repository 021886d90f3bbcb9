/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/enforcer.h"
#include "agent/records/restriction.h"

G_BEGIN_DECLS

/*
 * Sees to it that a duty of a restriction that was not done in time (R2) is known to who answers for it: managers at
 * once, leads a day later; in their sessions here, and by letter (duty-letter.h) to those whom a route leads to. It sleeps until the next of these moments, also through suspend; after a start it tells once
 * more of what is overdue still.
 */
typedef struct _PlDutyWatch PlDutyWatch;

/* roles: PL_READER_BITs of those who are to be told that something waits for them; never what, or about whom. */
typedef void (*PlDutyWatchTell) (guint roles, gpointer data);

/* enforcer and store outlive it; it looks when the main loop runs. NULL and PL_ERROR_IO without timers of the kernel. */
PlDutyWatch *pl_duty_watch_new (
    PlEnforcer *enforcer, PlStore *store, PlDutyWatchTell tell, gpointer data, GError **error);
void pl_duty_watch_free (PlDutyWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlDutyWatch, pl_duty_watch_free)

/* A restriction was made, a duty was done, or a hold was set. */
void pl_duty_watch_look (PlDutyWatch *watch);

/* Adds what is overdue (char *), by the restriction's number: every member of staff reads it. */
void pl_duty_watch_problems (const PlDutyWatch *watch, GPtrArray *problems);

G_END_DECLS
