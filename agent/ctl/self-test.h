/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl self-test [--child NAME] [--progress] [--json] (F8). PL_ERROR_FAILED if a check failed. */
gboolean pl_ctl_self_test (int argc, char **argv, GError **error);

G_END_DECLS
