/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a site is open or closed, for each child, and opening it: porchlightctl site why, open, close. */

/* SITE [--json] */
gboolean pl_ctl_site_why (int argc, char **argv, GError **error);
/* SITE --reason TEXT [--child CHILD] [--until TIME] [--home] */
gboolean pl_ctl_site_open (int argc, char **argv, GError **error);
/* ID --reason TEXT */
gboolean pl_ctl_site_close (int argc, char **argv, GError **error);

G_END_DECLS
