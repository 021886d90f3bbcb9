/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Puts bytes in the place of a file, whole or not at all: also Ctrl-C meanwhile leaves what was there. For the owner's eyes
 * alone (0600). PL_ERROR_IO.
 */
gboolean pl_ctl_write_file (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
