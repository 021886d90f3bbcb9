/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What children ask for, and what staff decide: porchlightctl request, grant, deny. */

gboolean pl_ctl_request_list (int argc, char **argv, GError **error);
/* ID --reason TEXT (--for child|home | --until TIME): a site */
gboolean pl_ctl_request_allow (int argc, char **argv, GError **error);
/* ID --reason TEXT */
gboolean pl_ctl_deny (int argc, char **argv, GError **error);
/* CHILD (MINUTES | --until TIME) --reason TEXT [--beyond-maximum] [--request ID] */
gboolean pl_ctl_grant (int argc, char **argv, GError **error);

G_END_DECLS
