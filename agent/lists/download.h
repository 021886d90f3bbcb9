/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/fetch/fetch-stream.h"

G_BEGIN_DECLS

/* The parent's side of porchlight-fetch: one job, what comes of it in a file. */

typedef enum {
  PL_DOWNLOAD_NEW = 0,       /* the whole list is in the file, synced */
  PL_DOWNLOAD_UNCHANGED = 1, /* what is there is the newest */
  PL_DOWNLOAD_FAILED = 2,
} PlDownloadOutcome;

typedef struct {
  PlFetchHead head;      /* of the answer; all zero if there was none */
  int failure;           /* PlFetchFailure, -1: none of the server's */
  guint32 retry_after_s; /* that the server asks for, or 0 */
} PlDownloadAnswer;

typedef struct {
  const PlFetchJob *job;
  int fetcher;      /* the socket; stays the caller's */
  const char *path; /* file for the bytes: begun anew, or gone on with where the answer is a rest */
  /* Called when the server has begun the whole anew, before its first byte is written. */
  gboolean (*begun) (const PlFetchHead *head, gpointer user_data, GError **error);
  void (*progress) (guint64 bytes, guint64 total, gpointer user_data);
  gpointer user_data;
} PlDownload;

/*
 * Does the job. Waits for the fetcher as long as the job's own limits let it take, and a little. On
 * failure what came stays in the file, for another time.
 */
PlDownloadOutcome
pl_download_run (const PlDownload *download, PlDownloadAnswer *answer, GError **error);

G_END_DECLS
