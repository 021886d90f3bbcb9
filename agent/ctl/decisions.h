/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What children ask for, and what staff decide: porchlightctl request, grant, deny. */

gboolean pl_ctl_request_list (int argc, char **argv, GError **error);
/* ID --reason TEXT (--for child|home|review | --until TIME): a site, or what was said for the review */
gboolean pl_ctl_request_allow (int argc, char **argv, GError **error);
/* ID --reason TEXT */
gboolean pl_ctl_deny (int argc, char **argv, GError **error);
/* CHILD (MINUTES | --until TIME) --reason TEXT [--beyond-maximum] [--request ID] */
gboolean pl_ctl_grant (int argc, char **argv, GError **error);

/* What a request is about: a site, minutes, or the next review. request: of ListRequests. Transfer full. */
char *pl_ctl_request_subject (GVariant *request);

G_END_DECLS
