/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl home ...: the home's own files, home.conf and, with --rules, rules.conf. argv[0] is the verb. */
/* [--rules] [--json] */
gboolean pl_ctl_home_show (int argc, char **argv, GError **error);
/* [--rules] [--before ID] [--json] */
gboolean pl_ctl_home_history (int argc, char **argv, GError **error);
/* --reason TEXT [--consulted NAME] [--rules] SECTION.KEY=VALUE... */
gboolean pl_ctl_home_set (int argc, char **argv, GError **error);
/* --reason TEXT [--consulted NAME] [--rules] FILE */
gboolean pl_ctl_home_put (int argc, char **argv, GError **error);
/* --reason TEXT [--consulted NAME] [--rules] ID */
gboolean pl_ctl_home_undo (int argc, char **argv, GError **error);

G_END_DECLS
