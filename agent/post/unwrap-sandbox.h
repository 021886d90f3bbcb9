/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Confines this process to reading standard input, writing standard output, and memory (design.md section 1, as
 * porchlight-import): it meets mails of anybody. It cannot be taken back.
 */
gboolean pl_unwrap_confine (GError **error);

G_END_DECLS
