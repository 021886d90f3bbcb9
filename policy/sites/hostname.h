/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 1035 section 2.3.4: a name has at most 255 bytes on the wire, 253 as text without a final dot. */
#define PL_HOSTNAME_MAX 253
#define PL_LABEL_MAX    63

/*
 * The form in which names are compared (design.md section 5, Names): lower-case, without a final
 * dot, labels of letters, digits, hyphens and underscores, IDNs as A-labels (UTS 46,
 * non-transitional, by libidn2).
 *
 * Writes the normal form of text (length bytes; it need not end in NUL) and a NUL to out, and
 * returns its length; 0 if text is not such a name (an address is not one; a single label is).
 * Names that are ASCII take a fast path without allocation.
 */
gsize pl_hostname_normalise (const char *text, gsize length, char out[PL_HOSTNAME_MAX + 1]);

/* TRUE if name (in normal form) equals rule (in normal form) or ends in "." + rule. */
gboolean
pl_hostname_matches (const char *name, gsize name_length, const char *rule, gsize rule_length);

/* The next shorter suffix of a name in normal form: what follows its first dot, NULL at the last label. */
const char *pl_hostname_parent (const char *name);

/* TRUE if name (in normal form) is an ICANN public suffix ("co.uk") in libpsl's built-in list. */
gboolean pl_hostname_is_public_suffix (const char *name);

G_END_DECLS
