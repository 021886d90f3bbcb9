/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"
#include "policy/care/care-id.h"
#include "policy/people/routes.h"

G_BEGIN_DECLS

/*
 * What waits for its way out (C9, C11): sealed messages, one row for one reader, until the reader has seen them.
 * Rows lie in the vault, so that a copy of the database does not show how many there are. Nothing here opens a
 * message, and nothing waits: filing adds a row, and whoever carries comes for it (agent/post/courier.h).
 *
 * The routes of a reader (reader-route.h) are tried in their order: the next one where the one before has failed, or
 * has taken the message and an hour went by without a word; all of them at once where every_route is set. One that
 * fails is tried again after 1, 2, 4 ... minutes, at most 6 hours, for as long as it takes. A notice on this computer
 * (PL_ROUTE_NOTICES) says only that there is something: it goes at once, and is no copy. What a reader may get a
 * second time says so (policy/care/envelope.h): a hand-over is written down before it begins.
 */
typedef enum {
  PL_OUTBOX_TEST = 1, /* on one route: whether it reaches its reader */
  PL_OUTBOX_CONCERN = 2,
  PL_OUTBOX_ADDITION = 3,
  PL_OUTBOX_ANSWER = 4,
  PL_OUTBOX_DUTY =
      5, /* something is overdue (duty-letter.h): over once a route has it; never a notice */
} PlOutboxPurpose;

typedef struct {
  guint8 id[PL_CARE_ID_SIZE]; /* what the reader's answer names */
  guint8 reader[PL_CARE_ID_SIZE];
  PlOutboxPurpose purpose;
  GBytes *sealed;       /* at most PL_OUTBOX_SEALED_MAX; the caller's */
  gint64 due_ms;        /* wall time; not before that */
  gboolean every_route; /* at once */
  const char *only;     /* nullable: by this route alone (a test) */
} PlOutboxMessage;

#define PL_OUTBOX_SEALED_MAX (200 * 1024)

#define PL_OUTBOX_FALLBACK_MS                                                                      \
  (60 * 60 * 1000) /* without a word, before the next route is taken, too */
#define PL_OUTBOX_RETRY_MIN_MS  (60 * 1000)          /* after the first failure */
#define PL_OUTBOX_RETRY_MAX_MS  (6 * 60 * 60 * 1000) /* between any two */
#define PL_OUTBOX_UNSURE_MIN_MS (60 * 60 * 1000)     /* where the reader may have it already */

/* For those who file. Each joins the transaction that it is called in. PL_ERROR_IO where the disk does not take it. */
gboolean pl_outbox_add (PlStore *store, const PlOutboxMessage *message, GError **error);
/* The reader has seen it: all rows of that id to that reader go, with their bytes. *n: nullable, how many those were. */
gboolean pl_outbox_acknowledge (PlStore *store,
                                const guint8 id[PL_CARE_ID_SIZE],
                                const guint8 reader[PL_CARE_ID_SIZE],
                                guint *n,
                                GError **error);
/* It need not go any more: what was not sent never is. reader: nullable, to anybody. */
gboolean pl_outbox_withdraw (PlStore *store,
                             const guint8 id[PL_CARE_ID_SIZE],
                             const guint8 *reader,
                             GError **error);
/* Now, and by every route (C9). */
gboolean pl_outbox_hasten (PlStore *store, const guint8 id[PL_CARE_ID_SIZE], GError **error);

/*
 * When a route first took a row of that id that still waits for its reader's word, to any reader: wall time in
 * *sent_ms, 0: none has. For the receipt (C7).
 */
gboolean
pl_outbox_sent (PlStore *store, const guint8 id[PL_CARE_ID_SIZE], gint64 *sent_ms, GError **error);

/* The ids of which that would say a time: a set of GBytes. For many receipts at once. NULL on errors; transfer full. */
GHashTable *pl_outbox_sent_ids (PlStore *store, GError **error);

/* TRUE while anything is sent and unacknowledged; for when to look what came back. */
gboolean pl_outbox_is_waiting (PlStore *store, gboolean *waiting, GError **error);

/* The tests that wait for a reader who is told of them by notices: sealed, of GBytes. NULL on errors. Transfer full. */
GPtrArray *pl_outbox_tests (PlStore *store, const guint8 reader[PL_CARE_ID_SIZE], GError **error);

/*
 * Calls back for each row that was added or hastened, maybe before the transaction has ended: look later. One at a
 * time; NULL: nobody.
 */
void pl_outbox_on_change (PlStore *store, void (*changed) (gpointer data), gpointer data);

/* ---- for those who carry ---- */

/* A row and a route that it is to take now. */
typedef struct {
  gint64 number;
  char route[PL_ROUTE_ID_MAX + 1];
} PlOutboxDue;

/* At most so many of one route are given at once. */
#define PL_OUTBOX_DUE_MAX 32

/*
 * What is due at now_ms, and when something will be (*next_ms; G_MAXINT64: nothing is known of). eager: the network or
 * a stick has just come, so what surely failed is due now. Transfer full.
 */
GArray *
pl_outbox_due (PlStore *store, gint64 now_ms, gboolean eager, gint64 *next_ms, GError **error);

/* One hand-over that has begun. */
typedef struct {
  guint8 id[PL_CARE_ID_SIZE];
  guint8 reader[PL_CARE_ID_SIZE];
  PlOutboxPurpose purpose;
  char *address;    /* of mail; "" */
  char *name;       /* of the envelope: 32 digits */
  GBytes *envelope; /* marked where it is a repetition */
} PlOutboxParcel;

void pl_outbox_parcel_free (PlOutboxParcel *parcel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOutboxParcel, pl_outbox_parcel_free)

/*
 * Writes down that a hand-over begins, and gives what is to be handed over. NULL without an error where it is not to
 * go any more. Transfer full.
 */
PlOutboxParcel *pl_outbox_begin (PlStore *store, const PlOutboxDue *due, GError **error);

typedef enum {
  PL_OUTBOX_TAKEN = 1,  /* the route has it */
  PL_OUTBOX_FAILED = 2, /* surely not */
  PL_OUTBOX_UNSURE = 3, /* it may */
} PlOutboxEnd;

/* How it ended. chance: any number, spreads the next try. A row that is gone by now is none. */
gboolean pl_outbox_end (
    PlStore *store, const PlOutboxDue *due, PlOutboxEnd end, guint32 chance, GError **error);

/* At the start: what had begun when the agent ended may have arrived. */
gboolean pl_outbox_recover (PlStore *store, GError **error);

G_END_DECLS
