/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"

G_BEGIN_DECLS

/*
 * Until when a child is to stay (L8): emergency and respite placements are short. Staff are reminded
 * by it (policy/people/flags.h); nobody is locked out, since a child who cannot log in cannot tell.
 */

/*
 * Days as in policy/time/calendar.h, in the home's zone; 0: not known. before: the one that the caller has seen; PL_ERROR_ARGUMENT where it
 * is another by now. An act of staff.
 */
gboolean pl_stay_set (PlStore *store,
                      const PlActor *actor,
                      const char *account,
                      gint64 before,
                      gint64 day,
                      GError **error);

/* The day; 0 where none is known. */
gboolean pl_stay_read (PlStore *store, const char *account, gint64 *day, GError **error);

/* The child has left. Joins the transaction that it is called in. */
gboolean pl_stay_forget (PlStore *store, const char *account, GError **error);

G_END_DECLS
