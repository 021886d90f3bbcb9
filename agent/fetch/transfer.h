/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/fetch/fetch-stream.h"

G_BEGIN_DECLS

/* One job of porchlight-fetch, by libcurl. */

/* To be called while files can still be opened. FALSE if libcurl cannot do what is needed. */
gboolean pl_transfer_prepare (void);

/*
 * Fetches what job names (https, also after redirects; the server's certificate checked against the
 * file authorities) and writes the answer to fd, its last frame included. FALSE if it failed.
 */
gboolean pl_transfer_run (const PlFetchJob *job, const char *authorities, int fd);

G_END_DECLS
