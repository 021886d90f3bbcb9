/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The records of care (policy/care/record-kind.h): porchlightctl record VERB KIND, and KIND VERB for
 * short.
 */

/* KIND [SUBJECT] --FIELD VALUE... */
gboolean pl_ctl_record_add (int argc, char **argv, GError **error);
/* KIND ID --FIELD VALUE... */
gboolean pl_ctl_record_amend (int argc, char **argv, GError **error);
gboolean pl_ctl_record_close (int argc, char **argv, GError **error);
/* KIND ID STEP --note TEXT */
gboolean pl_ctl_record_step (int argc, char **argv, GError **error);
/* [KIND] [--subject ACCOUNT] [--open] [--before ID] [--limit N] [--json] */
gboolean pl_ctl_record_list (int argc, char **argv, GError **error);
/* KIND ID [--json] */
gboolean pl_ctl_record_show (int argc, char **argv, GError **error);
/* [--json] */
gboolean pl_ctl_record_due (int argc, char **argv, GError **error);

G_END_DECLS
