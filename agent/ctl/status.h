/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl status [--json]: is the filter on, and what is wrong? argv[0] is the verb. */
gboolean pl_ctl_status (int argc, char **argv, GError **error);

G_END_DECLS
