/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/concern.h"
#include "policy/care/care.h"

G_BEGIN_DECLS

/*
 * When whose turn it is (C9), and their copies on the way out. A later reader's copies are made here only
 * once the step's time has come. All of these change the concern and leave it to the caller to save it.
 */

/* How it stands now: time passes by the clock that has gone further. boot: pl_clock_boot_id. readers: of PlReader; a
 * step whose readers are all gone is not waited for. */
PlEscalation pl_concern_look (PlStore *store,
                              PlConcern *concern,
                              const PlCare *care,
                              const char *boot,
                              const GPtrArray *readers);

/* Gives their copies to readers whose turn has come since the last time. */
gboolean pl_concern_tell_due (PlStore *store,
                              PlConcern *concern,
                              const PlCare *care,
                              const char *boot,
                              const GPtrArray *readers,
                              GError **error);

/* Gives the copies of a part (its place in parts) to all readers whose turn had come. */
gboolean
pl_concern_tell_part (PlStore *store, const PlConcern *concern, guint part, GError **error);

/* Gives all copies to one reader, who has taken another's place. */
gboolean pl_concern_tell_reader (PlStore *store,
                                 const PlConcern *concern,
                                 const guint8 reader[PL_CARE_ID_SIZE],
                                 GError **error);

/*
 * A reader has seen it: nothing of it that there was at that time waits for them any more. What came later does, however
 * often the same word comes again. *n: how many letters those were.
 */
gboolean pl_concern_note_seen (PlStore *store,
                               const PlConcern *concern,
                               const guint8 reader[PL_CARE_ID_SIZE],
                               gint64 when,
                               guint *n,
                               GError **error);

/*
 * Does what is due of every concern. *next: the wall clock's instant at which there is something again, 0 for
 * none. *changed: nullable, whether a step was reached.
 */
gboolean pl_concern_turn (PlStore *store,
                          const PlCare *care,
                          const char *boot,
                          gint64 *next,
                          gboolean *changed,
                          GError **error);

G_END_DECLS
