/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a widget shows as a text, as a GtkLabel and a PlRowText do; NULL: it is none. */
const char *pl_label_text (GtkWidget *widget);

/* The label says words, or is not there where they are empty. */
void pl_label_say (GtkLabel *label, const char *words);

/* The words of each button below a widget go over two lines where they are too long for one; a button's own label does not. */
void pl_label_wrap_buttons (GtkWidget *widget);

G_END_DECLS
