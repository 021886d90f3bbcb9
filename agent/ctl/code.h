/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl code ...: one-time codes of staff (T6). argv[0] is the verb. */
gboolean pl_ctl_code_enrol (int argc, char **argv, GError **error);
gboolean pl_ctl_code_forget (int argc, char **argv, GError **error);
gboolean pl_ctl_code_list (int argc, char **argv, GError **error);
gboolean pl_ctl_code_grant (int argc, char **argv, GError **error);

G_END_DECLS
