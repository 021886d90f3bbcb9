/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/*
 * Ends a person's sessions and every process of theirs, and waits until they are gone, a quarter of a minute at most.
 * Needs CAP_SETUID. FALSE and PL_ERROR_FAILED if some go on.
 */
gboolean pl_end_programs (uid_t uid, GError **error);

G_END_DECLS
