/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * TRUE if a text that somebody wrote can be kept: UTF-8 without control characters but for line ends and tabs, and without
 * those that turn round what others read (right-to-left overrides and the like); at most max characters, and not blank where it is required. FALSE and
 * PL_ERROR_ARGUMENT that begins with what ("the reason").
 */
gboolean
pl_text_check (const char *what, const char *text, gsize max, gboolean required, GError **error);

G_END_DECLS
