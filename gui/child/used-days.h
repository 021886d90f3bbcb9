/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Appends a row for each day to a list, the newest first, with a bar: how long the child was online. rows: "a(sx)", as ListUsage says
 * them. In all, in seconds.
 */
gint64 pl_used_days_show (GtkListBox *list, GVariant *rows);

G_END_DECLS
