/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Messages of this program go to standard error, each in one line with its name in front. GLib's own
 * writer looks the time zone up in a file, which a confined worker may not. program: kept by the
 * caller.
 */
void pl_log_plainly (const char *program);

G_END_DECLS
