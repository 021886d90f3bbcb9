/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is kept of a child's use: porchlightctl usage, blocked. */

/* CHILD [--days N] [--json] */
gboolean pl_ctl_usage (int argc, char **argv, GError **error);
gboolean pl_ctl_blocked (int argc, char **argv, GError **error);
G_END_DECLS
