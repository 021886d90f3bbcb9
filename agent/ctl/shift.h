/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl shift ..., handover: who is on shift, and what the next one needs. argv[0] is the verb. */
gboolean pl_ctl_shift_begin (int argc, char **argv, GError **error);
/* [ACCOUNT] [--note TEXT] */
gboolean pl_ctl_shift_end (int argc, char **argv, GError **error);
/* [--all] [--before ID] [--limit N] [--json] */
gboolean pl_ctl_shift_list (int argc, char **argv, GError **error);
/* [--json] */
gboolean pl_ctl_handover (int argc, char **argv, GError **error);

G_END_DECLS
