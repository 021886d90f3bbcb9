/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/* Why a site is open or closed for a child, in words for staff, read once. child: a row of Sites.Explain. */

/* "open", "closed", "always open", "closed now", "not known". Static. */
const char *pl_why_pill (PlRecord *child);
/* The style class of that. Static. */
const char *pl_why_state (PlRecord *child);
/* What the child reads, the rule, and what would change it; a line each. Transfer full. */
char *pl_why_words (PlRecord *child);
/* TRUE where staff can open it for this child by themselves. */
gboolean pl_why_can_open (PlRecord *child);
/* What the lists say about themselves; "" without one. lists: of Sites.Explain. Transfer full. */
char *pl_why_lists (GVariant *lists, gint64 now);

G_END_DECLS
