/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Finds in what came back what a reader signed (policy/care/signed.h): the bytes themselves, as they lie in a
 * folder, or parts of a mail, as a reader's own mail program attached them (RFC 2045 to 2049, by GMime: base64,
 * quoted-printable, parts in parts). Nothing else of it is kept. Adds each as a parcel (agent/post/post-job.h) without
 * a name, at most PL_UNWRAP_MAX. Meant for bytes that nobody vouches for, in porchlight-unwrap only.
 */
#define PL_UNWRAP_MAX 4

/* Once, while files can still be opened. */
void pl_unwrap_prepare (void);
void pl_unwrap (const guint8 *bytes, gsize length, GByteArray *parcels);

G_END_DECLS
