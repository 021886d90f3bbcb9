/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/post/post-job.h"

G_BEGIN_DECLS

/*
 * The jobs of mail, by libcurl: TLS always, the server's certificate checked against the file authorities. bytes are
 * the job's. The answer, with what came back, goes to fd. FALSE if it failed.
 */

/*
 * Sends a letter: a text that says nothing, and the letter attached, in a multipart message that libcurl makes
 * (RFC 2045). PL_POST_UNSURE where the server had the whole, or a part, and did not say what it did with it.
 */
gboolean pl_mail_send (const PlPostJob *job, GBytes *bytes, const char *authorities, int fd);

/* Fetches what nobody has looked at: neither deleted nor flagged, and not too large. Nothing of it is read. */
gboolean pl_mail_collect (const PlPostJob *job, const char *authorities, int fd);

/* Deletes what was taken, and flags the rest, so that it is not fetched again and a person sees it. */
gboolean pl_mail_settle (const PlPostJob *job, GBytes *bytes, const char *authorities, int fd);

G_END_DECLS
