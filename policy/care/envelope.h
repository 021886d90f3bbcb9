/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * An envelope: what goes to a reader in a mail or lies in a folder, one sealed message (sealed.h) with a mark
 * that says whether it is a repetition. It names nobody, and says nothing that is not sealed. Layout:
 *
 *     "PLletter" (8)  copy (1)  zero (3)  length of the sealed bytes (4, little endian)  id (16)  sealed bytes
 *
 * The mark is the sender's word and not signed: it tells a reader that the same may lie there twice, and
 * decides nothing. What a letter says is in the sealed bytes, which are.
 */
#define PL_ENVELOPE_ID_SIZE   16
#define PL_ENVELOPE_HEAD_SIZE (8 + 4 + 4 + PL_ENVELOPE_ID_SIZE)
/* More is refused: a concern has 8,000 characters. */
#define PL_ENVELOPE_SEALED_MAX (256 * 1024)
#define PL_ENVELOPE_MAX        (PL_ENVELOPE_HEAD_SIZE + PL_ENVELOPE_SEALED_MAX)

typedef struct {
  guint8
      copy; /* 0: the first; else how many times it was sent before, or may have been (255: as often or more) */
  guint8 id[PL_ENVELOPE_ID_SIZE];
  const guint8 *sealed; /* in the bytes that were read */
  gsize length;
} PlEnvelope;

/* Transfer full. envelope->length is at most PL_ENVELOPE_SEALED_MAX. */
GBytes *pl_envelope_write (const PlEnvelope *envelope);

/* FALSE and PL_ERROR_REFUSED where the bytes are no whole letter; envelope is then untouched. */
gboolean pl_envelope_read (const guint8 *bytes, gsize length, PlEnvelope *envelope, GError **error);

G_END_DECLS
