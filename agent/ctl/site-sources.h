/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * porchlightctl sites sources, update, held, accept, reject, rollback: where the lists come from, and
 * keeping them current (F8), by the running agent. Errors: PL_ERROR_ARGUMENT for a wrong command
 * line, others as the agent tells them; an update of which a source failed is PL_ERROR_FAILED.
 */
gboolean pl_ctl_sites_sources (int argc, char **argv, GError **error);
gboolean pl_ctl_sites_update (int argc, char **argv, GError **error);
gboolean pl_ctl_sites_held (int argc, char **argv, GError **error);
gboolean pl_ctl_sites_accept (int argc, char **argv, GError **error);
gboolean pl_ctl_sites_reject (int argc, char **argv, GError **error);
gboolean pl_ctl_sites_rollback (int argc, char **argv, GError **error);

G_END_DECLS
