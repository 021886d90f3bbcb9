/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/* A concern in words for its readers. concern: a row of Concerns.List. */

/* TRUE where nobody has seen it yet; and where this reader's role has. */
gboolean pl_concern_is_unseen (PlRecord *concern);
gboolean pl_concern_was_seen_by (PlRecord *concern, const char *role);
gboolean pl_concern_is_closed (PlRecord *concern);

/* "Your turn, as manager. If nobody has seen it by 6:10 pm, the safeguarding lead is asked." Transfer full. */
char *pl_concern_turn (PlRecord *concern);

/* "Unseen since ...", "Seen by the manager, ..." and so on. Transfer full. */
char *pl_concern_state (PlRecord *concern);

/* "manager", "safeguarding lead"; of the language of the screen. */
const char *pl_concern_role (const char *role);
/* What it is about, as the child chose it. */
const char *pl_concern_kind_words (PlRecord *concern);
/* "Told", "Added", "Answer" ... of what a message is. */
const char *pl_concern_part_words (const char *what);
/* What a line of its head is called; key itself for what the child's app has named. Static, or key. */
const char *pl_concern_line_words (const char *key);

G_END_DECLS
