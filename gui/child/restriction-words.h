/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"
#include "gui/app/today.h"

G_BEGIN_DECLS

/* A row of Child.ListRestrictions (R1) in words that the child reads: kind, and without blame. All are transfer full. */

/* TRUE if it holds now. */
gboolean pl_restriction_holds (PlRecord *restriction, const PlToday *today);
/* What changed for the child by it last: it was placed, was ended early, or came to its end. Unix seconds. */
gint64 pl_restriction_moved (PlRecord *restriction, const PlToday *today);

/* "No internet until tomorrow", as staff put it; "This is over" in front, where it does not hold any more. */
char *pl_restriction_title (PlRecord *restriction, const PlToday *today);
/* "Until tomorrow at 2 pm."; when, and by whom, it ended. */
char *pl_restriction_until (PlRecord *restriction, const PlToday *today);
/* Who decided, and why. */
char *pl_restriction_why (PlRecord *restriction);

G_END_DECLS
