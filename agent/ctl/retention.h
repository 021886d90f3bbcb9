/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* [--json] */
gboolean pl_ctl_retention_show (int argc, char **argv, GError **error);

G_END_DECLS
