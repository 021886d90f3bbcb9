/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/*
 * Who can read concerns (C8): public keys, and the private ones as their owners wrapped them. Who they
 * are is no secret; every change is an act of staff's in the public chain.
 */
typedef enum {
  PL_READER_WAITING = 1, /* brought as a file; another reader has to say that it is theirs */
  PL_READER_ACTIVE = 2,
  PL_READER_REVOKED = 3, /* nothing is sealed to it any more, and it opens nothing here */
} PlReaderState;

typedef struct {
  PlReaderKey key;
  char *account; /* of this computer; "" for an outside officer */
  char *role;    /* "staff", "manager", "lead", "responsible", "outside" */
  PlReaderState state;
  gint64 made_ms;
  char *made_by;
} PlReader;

/* As many as a message has recipients, less one for the child. */
#define PL_READERS_MAX 63

void pl_reader_free (PlReader *reader);

/* All that there were, oldest first; of PlReader. NULL on errors. */
GPtrArray *pl_reader_list (PlStore *store, GError **error);

/* The reader of an id in such a list; NULL. Owned by the list. */
const PlReader *pl_reader_find (const GPtrArray *readers, const guint8 id[PL_CARE_ID_SIZE]);
/* The active reader of an account; NULL. Owned by the list. */
const PlReader *pl_reader_of (const GPtrArray *readers, const char *account);

/*
 * A reader from now on; one who was active with the same account is replaced by it. state: active
 * for one who makes their own keys, waiting for one who is brought. PL_ERROR_ARGUMENT for an id that is
 * there, PL_ERROR_LIMIT.
 */
gboolean pl_reader_add (PlStore *store,
                        const PlActor *actor,
                        const PlReaderKey *key,
                        const char *account,
                        const char *role,
                        PlReaderState state,
                        GError **error);

/* A waiting one is active. PL_ERROR_DENIED for who brought it. */
gboolean pl_reader_confirm (PlStore *store,
                            const PlActor *actor,
                            const guint8 id[PL_CARE_ID_SIZE],
                            GError **error);

gboolean pl_reader_revoke (PlStore *store,
                           const PlActor *actor,
                           const guint8 id[PL_CARE_ID_SIZE],
                           const char *reason,
                           GError **error);

/* The same private keys under another passphrase: the wrapped part of key takes the place of the old. */
gboolean
pl_reader_rewrap (PlStore *store, const PlActor *actor, const PlReaderKey *key, GError **error);

/* "waiting", "active", "revoked"; static. */
const char *pl_reader_state_code (PlReaderState state);

G_END_DECLS
