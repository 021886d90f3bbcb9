/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How a child's words go from the app to the agent, and a first password from the agent to staff: a file in memory
 * (memfd) that can change no more, so that no bus daemon ever holds them, and whoever reads them cannot be made to wait.
 */

/* A descriptor with the words, sealed; the caller's. -1 and PL_ERROR_IO. */
int pl_words_file_new (const guint8 *words, gsize length, GError **error);

/*
 * Reads one that came from anybody: by pl_sealed_memory (sodium_free), with a NUL after it, checked by pl_words_check. NULL and
 * PL_ERROR_ARGUMENT where it is another file or could still change, PL_ERROR_LIMIT where it is too long.
 */
guint8 *pl_words_file_read (int fd, gsize *length, GError **error);

G_END_DECLS
