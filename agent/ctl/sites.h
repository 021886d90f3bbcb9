/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * porchlightctl sites build and sites lookup (design.md section 5). Errors: PL_ERROR_ARGUMENT for a
 * wrong command line or name, others for files.
 */
gboolean pl_ctl_sites_build (int argc, char **argv, GError **error);
gboolean pl_ctl_sites_lookup (int argc, char **argv, GError **error);

G_END_DECLS
