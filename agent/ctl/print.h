/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is made for paper, as PDF: porchlightctl rules print, record form. */

/* -o FILE [--language LANGUAGE] [--easy] */
gboolean pl_ctl_rules_print (int argc, char **argv, GError **error);
/* KIND|restriction -o FILE; needs no agent */
gboolean pl_ctl_record_form (int argc, char **argv, GError **error);

G_END_DECLS
