/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What a screen reader calls a row, where its title alone may be another row's, too. It is told apart by what the row
 * shows, and by nothing else: a bystander may hear it.
 */

/* Calls a row by its title and something more that it shows. */
void pl_row_name (AdwPreferencesRow *row, const char *more);
/* Numbers the rows of a list that are called the same all the same. For when all are there. */
void pl_row_names_tell_apart (GtkListBox *list);

G_END_DECLS
