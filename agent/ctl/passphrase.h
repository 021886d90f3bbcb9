/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/* Passphrases and words as people type them: never in a command line, where others can read them. */

/*
 * From a descriptor (fd >= 0: up to its first line end), or unseen from the terminal. By pl_sealed_memory
 * (sodium_free); NULL and PL_ERROR_ARGUMENT where there is none.
 */
char *pl_ctl_passphrase (const char *prompt, int fd, gsize *length, GError **error);

/* The same twice, for one that is new. */
char *pl_ctl_new_passphrase (const char *prompt, int fd, gsize *length, GError **error);

/* All of standard input, as a child's words are checked. By pl_sealed_memory. */
guint8 *pl_ctl_words (gsize *length, GError **error);

/* A key file, whole; path: "-" for standard input. */
gboolean pl_ctl_key_file (const char *path, PlReaderKey *key, GError **error);

G_END_DECLS
