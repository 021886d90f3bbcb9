/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What keeps what belongs to a child from being deleted (R7): porchlightctl hold. */

/* CHILD --reason TEXT */
gboolean pl_ctl_hold_add (int argc, char **argv, GError **error);
/* ID */
gboolean pl_ctl_hold_end (int argc, char **argv, GError **error);
/* [--child ACCOUNT] [--all] [--before ID] [--limit N] [--json] */
gboolean pl_ctl_hold_list (int argc, char **argv, GError **error);

G_END_DECLS
