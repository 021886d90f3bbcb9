/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the rows of a list of concerns (PlRecord). Transfer full. */
GtkListItemFactory *pl_concern_rows_new (void);

G_END_DECLS
