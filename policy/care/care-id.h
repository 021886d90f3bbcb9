/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What concerns, their parts, readers and messages are called: 16 bytes that say nothing, neither
 * an order nor a count. In text 32 small hexadecimal digits.
 */
#define PL_CARE_ID_SIZE   16
#define PL_CARE_ID_LENGTH (2 * PL_CARE_ID_SIZE)

/* A new one, by chance. */
void pl_care_id_new (guint8 id[PL_CARE_ID_SIZE]);

/* Transfer full. */
char *pl_care_id_text (const guint8 id[PL_CARE_ID_SIZE]);

/* FALSE if text is something else; then id is untouched. */
gboolean pl_care_id_parse (const char *text, guint8 id[PL_CARE_ID_SIZE]);

/* Bytes in small hexadecimal digits; transfer full. For what is public. */
char *pl_care_hex (const guint8 *bytes, gsize length);
/* Reads exactly so many bytes; FALSE if text is something else, and then bytes are untouched. */
gboolean pl_care_hex_parse (const char *text, guint8 *bytes, gsize length);

G_END_DECLS
