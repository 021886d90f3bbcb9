/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/site-rules.h"

G_BEGIN_DECLS

/*
 * What a child sees in place of a page over plain HTTP: which site, why, and where help is (F6, H5).
 * One page, complete in itself: no scripts, nothing from elsewhere, and read well by a screen reader.
 * All give a whole HTTP response, transfer full; without_body: the request was HEAD.
 */

/* host: in normal form. reason: of policy/sites/site-reason.h. */
char *pl_page_blocked (const char *host, const char *reason, gboolean without_body);

/* The site did not answer, or there is none of that name. */
char *pl_page_unreachable (const char *host, gboolean without_body);

/* The request is not one that is passed on; status: of HTTP, 400 to 599. */
char *pl_page_refused (guint status);

G_END_DECLS
