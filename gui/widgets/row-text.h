/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A text in a row of a long list. It wraps as a GtkLabel does, and is laid out once, for the width that it gets: a label lays
 * its text out also for the least and for the widest that it could have, which is most of what scrolling costs. So it asks
 * for the same width whatever it says, and needs a place that gives it one.
 */
#define PL_TYPE_ROW_TEXT (pl_row_text_get_type ())
G_DECLARE_FINAL_TYPE (PlRowText, pl_row_text, PL, ROW_TEXT, GtkWidget)

GtkWidget *pl_row_text_new (void); /* floating */
const char *pl_row_text_get (PlRowText *text);
/* Is not there where words are NULL. */
void pl_row_text_say (PlRowText *text, const char *words);

G_END_DECLS
