/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/concern-filing.h"
#include "agent/records/concern-part.h"

G_BEGIN_DECLS

/* What a reader changes of a concern, beside what they say in it. Each is in the concerns' chain. */

/* A part's key, sealed by one reader to another. */
typedef struct {
  guint8 part[PL_CARE_ID_SIZE];
  guint8 key[PL_SEALED_KEY_SIZE];
} PlConcernGift;

/*
 * A name that the child typed is this account's: from now on it is not for its owner (C5). instead: nullable, a reader
 * who takes the owner's place on the path, with the gifts. PL_ERROR_DENIED where the actor alone would be left to
 * read it, or is the one; PL_ERROR_ARGUMENT where the actor may not see it, or instead cannot be.
 */
gboolean pl_concern_leave_out (PlStore *store,
                               const PlFilingPlace *place,
                               const PlActor *actor,
                               const guint8 concern[PL_CARE_ID_SIZE],
                               const char *account,
                               const guint8 *instead,
                               const PlConcernGift *gifts,
                               guint n_gifts,
                               GError **error);

/*
 * A reader who lost their key is replaced (Show: two readers, one lost passphrase): the new one takes the place of a
 * revoked one of the same account or role. PL_ERROR_REFUSED where nobody is missing whom they could replace.
 */
gboolean pl_concern_give (PlStore *store,
                          const PlFilingPlace *place,
                          const PlActor *actor,
                          const guint8 concern[PL_CARE_ID_SIZE],
                          const guint8 reader[PL_CARE_ID_SIZE],
                          const PlConcernGift *gifts,
                          guint n_gifts,
                          GError **error);

/* Two children in one matter: two records, closed apart (R4). The actor has to see both. */
gboolean pl_concern_link (PlStore *store,
                          const PlFilingPlace *place,
                          const PlActor *actor,
                          const guint8 one[PL_CARE_ID_SIZE],
                          const guint8 other[PL_CARE_ID_SIZE],
                          GError **error);

/* The actor takes it into an export (R6). */
gboolean pl_concern_note_export (PlStore *store,
                                 const PlFilingPlace *place,
                                 const PlActor *actor,
                                 const guint8 concern[PL_CARE_ID_SIZE],
                                 GError **error);

G_END_DECLS
