/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * An export of a child's records (R6), made by the person's own process: asked of the agent, put on paper, encrypted and
 * written, on a thread of its own. The file is there whole at the end, or not at all.
 */
typedef struct _PlExportJob PlExportJob;

/*
 * passphrase: of the file. own: nullable; the person's, which opens their key: then the concerns that they may read are
 * in it. Both are copied, into memory that is wiped. path: of the file, which is replaced. from, to: days, YYYY-MM-DD. now:
 * Unix seconds.
 */
PlExportJob *pl_export_job_new (const char *child,
                                const char *from,
                                const char *to,
                                const char *passphrase,
                                const char *own,
                                const char *path,
                                gint64 now);
PlExportJob *pl_export_job_ref (PlExportJob *job);
void pl_export_job_unref (PlExportJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlExportJob, pl_export_job_unref)

/* Once. Cancelled: nothing is written. */
void pl_export_job_run (PlExportJob *job,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
/* FALSE and an error: G_IO_ERROR_CANCELLED, the agent's own, or why the file cannot be written. */
gboolean pl_export_job_finish (PlExportJob *job, GAsyncResult *result, GError **error);

/* What it is at, while it runs: a word of policy/export/gather.c, "paper" or "file"; NULL before. share: nullable, 0 to 1. */
const char *pl_export_job_part (PlExportJob *job, double *share);

/* Of one that is done. altered: the chain of acts was found altered. named: how often other children's names were taken out. */
gboolean pl_export_job_altered (PlExportJob *job);
gint64 pl_export_job_named (PlExportJob *job);
const char *pl_export_job_path (PlExportJob *job);

G_END_DECLS
