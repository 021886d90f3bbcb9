/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/*
 * An export for a reader (R6): the archive's passphrase is made by chance and sealed to the reader's key, in
 * a file of its own beside the archive. Nobody has to tell anybody a passphrase.
 */

/* A passphrase by chance, of 256 bits. sodium_free. */
char *pl_export_new_passphrase (void);

/* The key of a reader of this home, by account, name or the beginning of the id; or of a file (public or whole). */
gboolean pl_export_reader (const char *who, const char *file, PlReaderKey *key, GError **error);

/* The passphrase, sealed. */
GBytes *pl_export_seal (const PlReaderKey *reader, const char *passphrase);

/* FILE [--key KEYFILE] [--passphrase-fd N]: opens it, and prints the archive's passphrase. */
gboolean pl_ctl_export_key (int argc, char **argv, GError **error);

G_END_DECLS
