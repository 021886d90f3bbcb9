/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What a person changes in the fields within a widget, while that shows: the field has the focus then, or was pressed last, which
 * tells it from what the app fills in. Signal "edited". A field counts as typed in from then on; of choices counts what is another
 * than before the first of them.
 */
#define PL_TYPE_EDITS (pl_edits_get_type ())
G_DECLARE_FINAL_TYPE (PlEdits, pl_edits, PL, EDITS, GObject)

/* within: not owned; for its own use, until it goes. */
PlEdits *pl_edits_new (GtkWidget *within);

/* A field counts as typed in: what is put into it there is a person's. */
void pl_edits_mark (GtkWidget *field);
/* What is chosen in a field only shows something else, and is lost to nobody. */
void pl_edits_leave_out (GtkWidget *choice);
/* TRUE where a field that was typed in holds a text, or another choice is made. What is hidden is past. */
gboolean pl_edits_hold (PlEdits *edits);
/* What was typed and chosen is kept elsewhere: no field counts as typed in, and what is chosen is as it was before. */
void pl_edits_end (PlEdits *edits);

G_END_DECLS
