/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The home's internet rules (H1 to H3): porchlightctl rules. */

/* [--language LANGUAGE] [--easy] [--json] */
gboolean pl_ctl_rules_show (int argc, char **argv, GError **error);
/* [--json] */
gboolean pl_ctl_rules_signed (int argc, char **argv, GError **error);
/* [--child ACCOUNT] [--before ID] [--limit N] [--json] */
gboolean pl_ctl_rules_answers (int argc, char **argv, GError **error);
/* ID --words TEXT */
gboolean pl_ctl_rules_reply (int argc, char **argv, GError **error);
/* Neither needs an agent: what ships, as a file to change; FILE: whether a home's own would be taken. */
gboolean pl_ctl_rules_template (int argc, char **argv, GError **error);
gboolean pl_ctl_rules_check (int argc, char **argv, GError **error);

G_END_DECLS
