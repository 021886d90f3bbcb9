/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/lists/import-stream.h"
#include "agent/lists/list-import.h"

G_BEGIN_DECLS

/* The parent's side of porchlight-import: one process an input, run by whoever polls. */

/* An importer that has said nothing for so long is stopped. */
#define PL_IMPORT_SILENCE_MS 60000

typedef struct _PlImport PlImport;

/*
 * Starts program (porchlight-import) on input, a descriptor that stays the caller's. events and
 * user_data as for pl_import_reader_new.
 */
PlImport *pl_import_start (const char *program,
                           int input,
                           PlListImportMode mode,
                           const PlImportEvents *events,
                           gpointer user_data,
                           GError **error);
/* Stops the process if it still runs. */
void pl_import_free (PlImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlImport, pl_import_free)

/* To be polled for POLLIN. */
int pl_import_descriptor (const PlImport *import);

/*
 * Reads what has come, without blocking. Sets *over when all was read and the process has ended
 * well. FALSE if the input is refused, or the importer's answer is, or it was stopped.
 */
gboolean pl_import_read (PlImport *import, gboolean *over, GError **error);

guint64 pl_import_passed (const PlImport *import);
pid_t pl_import_pid (const PlImport *import);

G_END_DECLS
