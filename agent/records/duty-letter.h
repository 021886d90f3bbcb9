/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/home-people.h"
#include "agent/records/restriction.h"

G_BEGIN_DECLS

/*
 * Letters to managers and leads, by their own routes, that a duty of a restriction is overdue (R2): sealed, so that what
 * carries them shows only that there is one. Of each duty each reader has one letter, also after a new start of the agent;
 * it is over once a route has taken it, or when all that it names was done. Duties of concerns are not among them: those
 * are known in readers' own processes only.
 */

/* A duty that is overdue. */
typedef struct {
  gint64 restriction;
  const char *child; /* the account */
  PlDuty duty;
  gint64 due;  /* Unix seconds */
  guint roles; /* of PL_READER_BIT: who is told by now */
} PlOverdueDuty;

/*
 * Writes the letters that are not written yet. overdue: of PlOverdueDuty. home: its name, for the letter. zone: in which
 * times are said. A reader whom no route but notices leads to has none.
 */
gboolean pl_duty_letters_write (PlStore *store,
                                const PlHomePeople *people,
                                const GArray *overdue,
                                const char *home,
                                GTimeZone *zone,
                                GError **error);

/* A duty was done: letters that name no other go no more. Part of that act. */
gboolean pl_duty_letters_done (PlStore *store, gint64 restriction, PlDuty duty, GError **error);

G_END_DECLS
