/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A row of Tell staff that is ticked. subtitle: nullable. picture: an icon's name, which shows in easy read (L6). The row is
 * floating; check: its button, which is the row's.
 */
GtkWidget *pl_tell_row_new (const char *title,
                            const char *subtitle,
                            const char *picture,
                            GtkCheckButton **check);

G_END_DECLS
