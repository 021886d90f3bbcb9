/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "policy/paper/paper.h"

G_BEGIN_DECLS

/* Prints the pages of a document, which are those of its PDF, after the desktop's dialog. job: its name. paper: taken. */
void pl_paper_print (GtkWindow *window, const char *job, PlPaper *paper);
/* The same into a file, without a dialog. FALSE and an error. */
gboolean pl_paper_print_to_file (const char *path, const char *job, PlPaper *paper, GError **error);

G_END_DECLS
