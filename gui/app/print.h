/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text on paper, in as many pages as it takes: no line is cut, and each page has its number. */

/* job: what the printer's list calls it. markup: Pango's, taken. Transfer full. */
GtkPrintOperation *pl_print_new (const char *job, char *markup);

/* Asks where to, and prints. */
void pl_print_run (GtkPrintOperation *operation, GtkWindow *window);

G_END_DECLS
