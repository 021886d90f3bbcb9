/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Reads the numbers of mails in an answer to UID SEARCH: untagged lines "* SEARCH 2 84 882" (RFC 3501, 7.2.5);
 * other lines are passed over. At most max numbers are put into uids, in the order of the answer; how many.
 */
guint pl_imap_search_read (const char *text, gsize length, guint32 *uids, guint max);

/* The number in "[UIDVALIDITY 3857529045]" (RFC 3501, 2.3.1.1) of one line; 0 if there is none. */
guint32 pl_imap_validity_read (const char *line, gsize length);

G_END_DECLS
