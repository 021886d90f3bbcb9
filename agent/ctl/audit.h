/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What staff did, and that nobody has touched the record of it (R5). */

/* [--head HASH] [--json] [FILE]: of the agent's records, or of a copy. FALSE for findings, too. */
gboolean pl_ctl_audit_verify (int argc, char **argv, GError **error);
gboolean pl_ctl_audit_head (int argc, char **argv, GError **error);
/* [--child ACCOUNT] [--kind KIND] [--before SERIAL] [--limit N] [--json] */
gboolean pl_ctl_log (int argc, char **argv, GError **error);

G_END_DECLS
