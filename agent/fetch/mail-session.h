/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <curl/curl.h>

#include "agent/post/post-job.h"

G_BEGIN_DECLS

/* One connection to a mail server. Within agent/fetch only. */
typedef struct {
  const PlPostJob *job;
  CURL *easy;
  char protocol[8];
  PlPostAnswer answer;
} PlMailSession;

/* Sets all that is the same for every command. scheme: "smtp" or "imap", without the s. */
gboolean pl_mail_session_begin (PlMailSession *session,
                                const PlPostJob *job,
                                const char *scheme,
                                const char *authorities);

/* Does what is set, at an address made of what comes after the server's. FALSE, and the answer says why. */
gboolean pl_mail_session_do (PlMailSession *session, const char *path);

/* Writes the answer to fd, and TRUE if it is a good one. */
gboolean pl_mail_session_end (const PlMailSession *session, const GByteArray *parcels, int fd);

G_END_DECLS
