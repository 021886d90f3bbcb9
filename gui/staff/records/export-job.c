/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/export-job.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "gui/staff/records/asking.h"
#include "policy/care/sealed.h"
#include "policy/error.h"
#include "policy/export/export-archive.h"
#include "policy/export/gather.h"

struct _PlExportJob {
  gatomicrefcount references;
  char *child, *from, *to, *path;
  char *passphrase; /* by pl_sealed_memory */
  char *own;        /* the same; nullable */
  gint64 now;
  const char *part; /* static; atomic, as is the next one */
  int percent;
  gboolean altered;
  gint64 named;
};

static char *
locked_copy (const char *text)
{
  gsize size = strlen (text) + 1;
  char *copy = (char *)pl_sealed_memory (size);

  memcpy (copy, text, size);
  return copy;
}

PlExportJob *
pl_export_job_new (const char *child,
                   const char *from,
                   const char *to,
                   const char *passphrase,
                   const char *own,
                   const char *path,
                   gint64 now)
{
  PlExportJob *job = g_new0 (PlExportJob, 1);

  g_atomic_ref_count_init (&job->references);
  job->child = g_strdup (child);
  job->from = g_strdup (from);
  job->to = g_strdup (to);
  job->path = g_strdup (path);
  job->passphrase = locked_copy (passphrase);
  job->own = own != NULL ? locked_copy (own) : NULL;
  job->now = now;
  return job;
}

PlExportJob *
pl_export_job_ref (PlExportJob *job)
{
  g_atomic_ref_count_inc (&job->references);
  return job;
}

void
pl_export_job_unref (PlExportJob *job)
{
  if (!g_atomic_ref_count_dec (&job->references))
    return;
  sodium_free (job->passphrase);
  sodium_free (job->own);
  g_free (job->child);
  g_free (job->from);
  g_free (job->to);
  g_free (job->path);
  g_free (job);
}

const char *
pl_export_job_part (PlExportJob *job, double *share)
{
  if (share != NULL)
    *share = g_atomic_int_get (&job->percent) / 100.0;
  return g_atomic_pointer_get (&job->part);
}

gboolean
pl_export_job_altered (PlExportJob *job)
{
  return job->altered;
}

gint64
pl_export_job_named (PlExportJob *job)
{
  return job->named;
}

const char *
pl_export_job_path (PlExportJob *job)
{
  return job->path;
}

/* On the thread. */

/* The paper and the file are two more parts. */
static void
show_part (const char *part, guint done, guint of, gpointer data)
{
  PlExportJob *job = data;

  g_atomic_pointer_set (&job->part, part);
  g_atomic_int_set (&job->percent, (int)(100 * done / (of + 2)));
}

static void
take_findings (PlExportJob *job, JsonObject *export)
{
  JsonObject *chain = json_object_get_object_member (export, "chain"),
             *left_out = json_object_get_object_member (export, "left_out");

  job->altered = json_array_get_length (json_object_get_array_member (chain, "findings")) > 0;
  job->named = json_object_get_int_member (left_out, "others_named");
}

static gboolean
write_file (PlExportJob *job, GBytes *archive, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (archive, &length);

  return g_file_set_contents_full (job->path, data, (gssize)length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/* The person's key, for as long as the letters are opened; NULL and an error, in their words. */
static PlReaderSecret *
unlock (PlExportJob *job, const PlExportAgent *agent, PlReaderKey *key, GError **error)
{
  g_autoptr (GVariant) reply = pl_export_ask (agent, ".Readers", "GetKey", NULL, "(s)", error);
  g_autoptr (GError) wrong = NULL;
  const char *text;

  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(&s)", &text);
  if (!pl_reader_key_parse (key, "key", text, strlen (text), error))
    return NULL;
  PlReaderSecret *secret = pl_reader_key_unlock (key, job->own, strlen (job->own), &wrong);
  if (secret == NULL)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         C_ ("export", "This is not your passphrase. No file was written."));
  return secret;
}

static gboolean
make (PlExportJob *job, GCancellable *cancellable, GError **error)
{
  const PlExportAgent agent = pl_asking_agent (cancellable);
  g_autoptr (PlReaderSecret) secret = NULL;
  PlReaderKey key;

  if (job->own != NULL && (secret = unlock (job, &agent, &key, error)) == NULL)
    return FALSE;
  const PlExportKey opens = { &key, secret };
  const PlExportRequest request = { .child = job->child,
                                    .from = job->from,
                                    .to = job->to,
                                    .encrypted = TRUE,
                                    .agent = &agent,
                                    .key = secret != NULL ? &opens : NULL,
                                    .progress = show_part,
                                    .data = job };
  g_autoptr (JsonObject) export = pl_export_gather (&request, error);

  if (export == NULL)
    return FALSE;
  show_part ("paper", 7, 7, job);
  g_autoptr (GBytes) archive = pl_export_archive (export, job->passphrase, job->now, error);
  if (archive == NULL)
    return FALSE;
  take_findings (job, export);
  show_part ("file", 8, 7, job);
  return !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         write_file (job, archive, error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (make (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pl_export_job_run (PlExportJob *job,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  /* One that was cancelled too late has written its file, and says so. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, pl_export_job_ref (job), (GDestroyNotify)pl_export_job_unref);
  g_task_run_in_thread (task, run);
}

gboolean
pl_export_job_finish (PlExportJob *job, GAsyncResult *result, GError **error)
{
  gboolean done = g_task_propagate_boolean (G_TASK (result), error);

  if (!done && error != NULL)
    g_dbus_error_strip_remote_error (*error);
  return done;
}
