/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl child ..., and site ...: what is agreed with each child. argv[0] is the verb. */
gboolean pl_ctl_child_list (int argc, char **argv, GError **error);
/* ACCOUNT --born DAY --reason TEXT [--name NAME] [--level LEVEL] [--next DAY] */
gboolean pl_ctl_child_add (int argc, char **argv, GError **error);
/* The same and [--until DAY]: makes the account, too. */
gboolean pl_ctl_child_new (int argc, char **argv, GError **error);
/* CHILD DAY | --never */
gboolean pl_ctl_child_stay (int argc, char **argv, GError **error);
/* CHILD --reason TEXT */
gboolean pl_ctl_child_password (int argc, char **argv, GError **error);
gboolean pl_ctl_child_pin (int argc, char **argv, GError **error);
/* ACCOUNT --reason TEXT */
gboolean pl_ctl_child_wipe (int argc, char **argv, GError **error);
/* [--before ID] [--json] */
gboolean pl_ctl_child_accounts (int argc, char **argv, GError **error);
/* ACCOUNT [--json] */
gboolean pl_ctl_child_certificate (int argc, char **argv, GError **error);
/* CHILD FILE: the child's own copy of what is kept about them */
gboolean pl_ctl_child_copy (int argc, char **argv, GError **error);
/* CHILD --reason TEXT [--export FILE] */
gboolean pl_ctl_child_remove (int argc, char **argv, GError **error);
gboolean pl_ctl_child_show (int argc, char **argv, GError **error);
gboolean pl_ctl_child_history (int argc, char **argv, GError **error);
gboolean pl_ctl_child_set (int argc, char **argv, GError **error);
gboolean pl_ctl_child_level (int argc, char **argv, GError **error);
gboolean pl_ctl_child_timetable (int argc, char **argv, GError **error);
gboolean pl_ctl_child_allowance (int argc, char **argv, GError **error);
gboolean pl_ctl_site_allow (int argc, char **argv, GError **error);
gboolean pl_ctl_site_block (int argc, char **argv, GError **error);
gboolean pl_ctl_site_forget (int argc, char **argv, GError **error);

G_END_DECLS
