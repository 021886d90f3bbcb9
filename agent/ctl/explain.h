/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * porchlightctl explain: what holds for a child at a time, until when, and why, as one JSON object
 * on standard output (design.md section 5). argv[0] is "explain". What a profile's reader warns of
 * goes to standard error. Errors: PL_ERROR_ARGUMENT for a wrong command line, time, number or name,
 * any other for a file that cannot be read or is refused.
 */
gboolean pl_ctl_explain (int argc, char **argv, GError **error);

G_END_DECLS
