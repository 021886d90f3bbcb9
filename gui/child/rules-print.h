/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Prints the home's internet rules for the wall beside the computer (H1). topics: of PlRulesTopic.
 * home: of whom they are. easy: in easier words. Asks which printer; needs no network.
 */
void pl_rules_print (GtkWindow *window, GListModel *topics, const char *home, gboolean easy);

/* Not a dialog but a PDF file; FALSE with an error. */
gboolean pl_rules_print_to_file (
    const char *path, GListModel *topics, const char *home, gboolean easy, GError **error);

G_END_DECLS
