/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * porchlightctl home ...: the home's own files, home.conf and, with --rules, rules.conf, or with --level, a level's. argv[0] is
 * the verb. WHICH: --rules or --level ID.
 */
/* [WHICH] [--json] */
gboolean pl_ctl_home_show (int argc, char **argv, GError **error);
/* [WHICH] [--before ID] [--json] */
gboolean pl_ctl_home_history (int argc, char **argv, GError **error);
/* --reason TEXT [--consulted NAME] [WHICH] SECTION.KEY=VALUE... */
gboolean pl_ctl_home_set (int argc, char **argv, GError **error);
/* --reason TEXT [--consulted NAME] [WHICH] FILE */
gboolean pl_ctl_home_put (int argc, char **argv, GError **error);
/* --reason TEXT [--consulted NAME] [WHICH] ID */
gboolean pl_ctl_home_undo (int argc, char **argv, GError **error);
/* --reason TEXT [--consulted NAME] WHICH: what ships takes the place of the home's own */
gboolean pl_ctl_home_reset (int argc, char **argv, GError **error);
/* [--json] */
gboolean pl_ctl_home_levels (int argc, char **argv, GError **error);
/* --level ID [--json] FILE: what would change for whom */
gboolean pl_ctl_home_compare (int argc, char **argv, GError **error);

G_END_DECLS
