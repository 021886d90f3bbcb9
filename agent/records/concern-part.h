/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"
#include "policy/care/sealed.h"
#include "policy/care/signed.h"

G_BEGIN_DECLS

/* A message in a concern, as it is kept: its content once, and its key sealed to each who may open it. */
typedef struct {
  PlSealedHead head;
  GBytes *content;
  GArray *keys; /* of PlConcernKey */
} PlConcernPart;

typedef struct {
  guint8 reader[PL_CARE_ID_SIZE]; /* or the id of a child's PIN */
  guint8 key[PL_SEALED_KEY_SIZE];
} PlConcernKey;

void pl_concern_part_free (PlConcernPart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlConcernPart, pl_concern_part_free)

/* Seals a text to its recipients. The text is the caller's to wipe. NULL: it is too long. */
PlConcernPart *pl_concern_part_seal (const PlSealedHead *head,
                                     const guint8 *text,
                                     gsize length,
                                     const PlRecipient *recipients,
                                     guint n_recipients);

/* What a reader's signed message holds. */
PlConcernPart *pl_concern_part_of (const PlSigned *message);

/* Keeps it in the vault, and writes its number; or changes what is kept under one. */
gboolean
pl_concern_part_add (PlStore *store, const PlConcernPart *part, gint64 *number, GError **error);
gboolean
pl_concern_part_put (PlStore *store, const PlConcernPart *part, gint64 number, GError **error);

/* NULL and an error where it is not there. */
PlConcernPart *pl_concern_part_get (PlStore *store, gint64 number, GError **error);

/* One reader's copy: a sealed message. NULL if it is not for them. */
GBytes *pl_concern_part_copy (const PlConcernPart *part, const guint8 reader[PL_CARE_ID_SIZE]);

G_END_DECLS
