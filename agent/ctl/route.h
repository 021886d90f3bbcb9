/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl route: the ways to the readers of concerns, over the bus. */
gboolean pl_ctl_route_list (int argc, char **argv, GError **error);
gboolean pl_ctl_route_home (int argc, char **argv, GError **error);
gboolean pl_ctl_route_set (int argc, char **argv, GError **error);
gboolean pl_ctl_route_test (int argc, char **argv, GError **error);
gboolean pl_ctl_route_answer (int argc, char **argv, GError **error);
gboolean pl_ctl_route_look (int argc, char **argv, GError **error);

G_END_DECLS
