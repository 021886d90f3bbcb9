/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/lists/list-import.h"

G_BEGIN_DECLS

/*
 * A folder as one stream for the importer, which opens no files: a tar of what it would read in it,
 * usage files before lists, written by a thread. Links are named in it, not followed.
 */
typedef struct _PlFolderStream PlFolderStream;

/* Nobody's tree of lists is deeper. */
#define PL_FOLDER_STREAM_DEPTH_MAX 16

PlFolderStream *pl_folder_stream_start (const char *path, PlListImportMode mode, GError **error);

/* The reading end. Owned by the stream. */
int pl_folder_stream_descriptor (const PlFolderStream *stream);

/*
 * Ends the stream and frees it; waits for the thread, so whoever reads must be done or gone. FALSE
 * if a folder or a file could not be read (PL_ERROR_IO); a reader that left early is no error.
 */
gboolean pl_folder_stream_finish (PlFolderStream *stream, GError **error);

G_END_DECLS
