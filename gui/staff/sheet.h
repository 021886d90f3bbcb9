/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * The sheet of a page: it scrolls, and begins with the heading and what the page is for (nullable). The page adds to the box, which
 * is the page's. Words are the caller's own, translated.
 */
GtkBox *pl_staff_sheet_new (PlSubpage *page, const char *heading, const char *hint);

/* words: nullable, then it is away until pl_label_say. class: of the style, nullable. */
GtkLabel *pl_staff_sheet_add_label (GtkBox *sheet, const char *words, const char *class);
/* A list of rows, with a name for a screen reader. It is there once it has a row (pl_staff_sheet_show_list). */
GtkListBox *pl_staff_sheet_add_list (GtkBox *sheet, const char *name);
/* The list is there if it has a row. */
void pl_staff_sheet_show_list (GtkListBox *list);
/* A label and a field under it, which has its name. */
GtkEditable *pl_staff_sheet_add_field (GtkBox *sheet, const char *title);
/* clicked: called with object alone, as long as that lives. */
GtkWidget *pl_staff_sheet_add_button (
    GtkBox *sheet, const char *words, const char *class, GCallback clicked, gpointer object);

G_END_DECLS
