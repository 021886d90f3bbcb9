/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/wire/http-head.h"

G_BEGIN_DECLS

/*
 * TRUE if the request is for a page to look at, as browsers ask when somebody typed a name or chose a link: a GET that
 * wants HTML first of all or says so (Upgrade-Insecure-Requests), and is no prefetch. Parts of pages,
 * updates and most programs ask otherwise. (Over plain HTTP browsers send no Sec-Fetch fields.)
 */
gboolean pl_http_asks_for_page (const PlHttpHead *head, const guint8 *stream);

G_END_DECLS
