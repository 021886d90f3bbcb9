/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/escalation.h"

/*
 * Slow and obvious readings of C5 and C9, for names of plain lower-case words. Both write a path as text: "manager:1,4;+lead:0;"
 * is the entries 1 and 4, then at once with them entry 0.
 */

/* TRUE if the exclusions reach an entry, by account, by words of a name, or over entries of the same person. */
gboolean oracle_excludes (const PlConcernWishes *wishes, const PlPeople *people, guint entry);

/* Transfer full. */
char *oracle_route (const PlConcernWishes *wishes, const PlPeople *people, guint *n_readers);

/* How many steps have it so many minutes after filing, found by letting minute after minute go by. */
guint oracle_reached (const PlRoute *route, const int *minutes, int seen_min, int now_min);
