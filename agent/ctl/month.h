/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* MONTH [-o FILE | --json] [--concerns]: the home's numbers of a month, for the monthly independent visit (R10), beside the month before. */
gboolean pl_ctl_month (int argc, char **argv, GError **error);

G_END_DECLS
