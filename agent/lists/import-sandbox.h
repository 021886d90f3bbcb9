/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Confines this process to what an importer needs (design.md section 1): to read standard input,
 * write standard output and take memory. No file, no network, no other process, no privilege, and
 * caps on memory, processor time and output. It cannot be taken back.
 */
gboolean pl_import_confine (GError **error);

G_END_DECLS
