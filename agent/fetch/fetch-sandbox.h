/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Confines this process to what fetching needs (design.md section 1): the job and the answer on
 * standard input and output, TCP and UDP, files that everybody may read, threads of its own. No
 * local socket (so no bus), no other process, no program, no privilege. It cannot be taken back.
 */
gboolean pl_fetch_confine (GError **error);

G_END_DECLS
