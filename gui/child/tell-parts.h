/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/widgets/heading.h"

G_BEGIN_DECLS

/*
 * What a step of Tell staff asks: all of it on one page, or in easy read (L6) a part a page, each under a heading of
 * its own. Which of the two does not change while the step is there.
 */
typedef struct _PlTellParts PlTellParts;

/* heading: of the step; outlives the parts. */
PlTellParts *pl_tell_parts_new (PlHeading *heading);
void pl_tell_parts_free (PlTellParts *parts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlTellParts, pl_tell_parts_free)

/* Another part, after the others. label: what its heading says where it has a page of its own. */
void pl_tell_parts_add (PlTellParts *parts, GtkWidget *part, const char *label);
/* Says another thing over it; where all is on one page, what is said of the first part stands over that. */
void pl_tell_parts_name (PlTellParts *parts, GtkWidget *part, const char *label);
/* Whether a part is asked at all; each is until it is said otherwise. */
void pl_tell_parts_want (PlTellParts *parts, GtkWidget *part, gboolean wanted);

/* Shows the first part, or the last. */
void pl_tell_parts_show_first (PlTellParts *parts);
void pl_tell_parts_show_last (PlTellParts *parts);
/* Shows the part after the one that shows, or before it: FALSE where there is none on another page. */
gboolean pl_tell_parts_next (PlTellParts *parts);
gboolean pl_tell_parts_back (PlTellParts *parts);
/* TRUE where no other page comes before the one that shows, or after it. */
gboolean pl_tell_parts_is_first (PlTellParts *parts);
gboolean pl_tell_parts_is_last (PlTellParts *parts);

G_END_DECLS
