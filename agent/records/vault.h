/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"

G_BEGIN_DECLS

/*
 * Records of which a copy of the database shows nothing: not what they say, and neither how many
 * there are nor when (C5, C8). They lie in cells of one size under the device key, among decoys; the
 * number of cells is a power of two, and where a cell lies says nothing of its turn. Root, who has
 * the key, can read them: whoever uses this seals what root is not to read.
 *
 * A kind's records are numbered from 1 on; the numbers are never given twice and never leave the
 * agent. All of these join the transaction that they are called in.
 */
typedef enum {
  PL_VAULT_CASE = 1,   /* concern.h */
  PL_VAULT_PART = 2,   /* sealed messages of concerns */
  PL_VAULT_CHAIN = 3,  /* the concerns' audit chain: the number is the serial */
  PL_VAULT_OUTBOX = 4, /* what waits for its way out */
  PL_VAULT_CHILD = 5,  /* keys behind children's PINs */
  PL_VAULT_LETTER = 6, /* the sealed bytes of what is in the outbox */
  PL_VAULT_KINDS = 8,
} PlVaultKind;

/* A record has at most so many bytes. */
#define PL_VAULT_RECORD_MAX (256 * 1024)

/* Adds a record, and writes its number. */
gboolean
pl_vault_append (PlStore *store, PlVaultKind kind, GBytes *record, gint64 *number, GError **error);

/* Puts another record in the place of one that is there. */
gboolean
pl_vault_put (PlStore *store, PlVaultKind kind, gint64 number, GBytes *record, GError **error);

/* A record; NULL without an error where there is none of that number. */
GBytes *pl_vault_get (PlStore *store, PlVaultKind kind, gint64 number, GError **error);

/* Overwrites a record with decoys. One that is not there is none. */
gboolean pl_vault_remove (PlStore *store, PlVaultKind kind, gint64 number, GError **error);

/* The highest number that was given in a kind; 0 for none. */
gboolean pl_vault_last (PlStore *store, PlVaultKind kind, gint64 *number, GError **error);

/*
 * Calls each for the records of a kind, in the order of their numbers, until it returns FALSE. It looks
 * in as many places as there could be: how long it takes tells no more than a power of two.
 */
typedef gboolean (*PlVaultEach) (gint64 number, GBytes *record, gpointer data);
gboolean
pl_vault_each (PlStore *store, PlVaultKind kind, PlVaultEach each, gpointer data, GError **error);

/* Of what pl_vault_hide gives: always the same. */
#define PL_VAULT_HIDDEN_LENGTH 336

/* Encrypts a short text under the device key, for a place that shows it: in hexadecimal. Transfer full. */
char *pl_vault_hide (PlStore *store, const char *text, GError **error);
/* The text again; NULL where this key did not hide it. Transfer full. */
char *pl_vault_show (PlStore *store, const char *hidden);

G_END_DECLS
