/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/enforcer.h"
#include "agent/records/concern-filing.h"

G_BEGIN_DECLS

/*
 * Sees to it that a concern goes to the next reader when nobody has seen it in time (C9): it sleeps until
 * the next of these moments, also through suspend, and does after a start what was due meanwhile.
 */
typedef struct _PlConcernWatch PlConcernWatch;

/* enforcer and store outlive it. NULL and PL_ERROR_IO if the kernel has no timers to give. */
PlConcernWatch *pl_concern_watch_new (PlEnforcer *enforcer, PlStore *store, GError **error);
void pl_concern_watch_free (PlConcernWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlConcernWatch, pl_concern_watch_free)

/* Something was filed or seen, or the home's times have changed. */
void pl_concern_watch_look (PlConcernWatch *watch);

/* What filing asks of the home now. people: NULL on errors of the store; free them. Texts are watch's. */
gboolean pl_concern_watch_place (PlConcernWatch *watch, PlFilingPlace *place, GError **error);

/* What a reader signed, whichever way it came: as pl_concern_receive, and what follows from it. */
gboolean pl_concern_watch_receive (
    PlConcernWatch *watch, const char *account, const guint8 *bytes, gsize length, GError **error);

/* A child is told something by such a message: there is an answer. */
typedef void (*PlConcernAnswered) (const char *child, gpointer data);
void
pl_concern_watch_on_answered (PlConcernWatch *watch, PlConcernAnswered answered, gpointer data);

G_END_DECLS
