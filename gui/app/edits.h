/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What a person changes in the fields within a widget, while that shows: the field has the focus then, which tells it from what the
 * app fills in. Signal "edited".
 */
#define PL_TYPE_EDITS (pl_edits_get_type ())
G_DECLARE_FINAL_TYPE (PlEdits, pl_edits, PL, EDITS, GObject)

/* within: not owned; for its own use, until it goes. */
PlEdits *pl_edits_new (GtkWidget *within);

G_END_DECLS
