/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"

G_BEGIN_DECLS

/*
 * The Unix accounts of children from the first to the last (L8), so that a device is not handed to another child while the
 * last one's data is on it: neither the name nor the number of an account is another's before it was wiped, and its
 * number never again. The certificate of a wipe is a row here and an entry of the audit.
 */
typedef enum {
  PL_CHILD_ACCOUNT_MAKING = 1, /* nobody's yet; one that the agent finds at its start is wiped */
  PL_CHILD_ACCOUNT_HERE = 2,
  PL_CHILD_ACCOUNT_LEFT = 3, /* the child has left, the data has not */
  PL_CHILD_ACCOUNT_WIPING = 4,
  PL_CHILD_ACCOUNT_WIPED = 5
} PlChildAccountState;

typedef struct {
  gint64 id;
  char *account;
  uid_t uid;
  PlChildAccountState state;
  gint64 changed_ms;
  char *changed_by; /* account: of who made it, took it out of force, or had it wiped */
  char *reason;     /* of the wipe */
  char *trouble;    /* why the last try of a wipe failed; "" */
  /* Of one that is wiped. */
  gint64 home_files, other_files, folders; /* as in agent/accounts/account-job.h */
  guint64 serial;                          /* of the audit entry that is its certificate */
} PlChildAccount;

void pl_child_account_free (PlChildAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlChildAccount, pl_child_account_free)

/* TRUE if it is being wiped because it could not be made. */
gboolean pl_child_account_is_undone (const PlChildAccount *account);

/* "making", "here", "left", "wiping", "wiped"; static. */
const char *pl_child_account_state_code (PlChildAccountState state);

/*
 * PL_ERROR_DENIED if the name or the number is that of an account whose data may be here still: but for the
 * same name and number where they are (a child who comes back to what is theirs).
 */
gboolean pl_child_account_check (PlStore *store, const char *account, uid_t uid, GError **error);

/* When an account of that name was last wiped: what is older is another child's. Unix milliseconds; 0: never. */
gboolean
pl_child_account_last_wiped (PlStore *store, const char *account, gint64 *wiped_ms, GError **error);

/* A number that no account of a child ever had; above: and none up to this one. */
gboolean pl_child_account_next_uid (PlStore *store, uid_t above, uid_t *uid, GError **error);

/* An account is to be made ("account-make"): of a name of which nothing is here. The id; 0 and PL_ERROR_DENIED. */
gint64 pl_child_account_begin (
    PlStore *store, const PlActor *actor, const char *account, uid_t uid, GError **error);

/* It is there ("account-made"), and nobody's yet: the child's profile comes next. */
gboolean pl_child_account_made (
    PlStore *store, const PlActor *actor, const char *account, uid_t uid, GError **error);

/* A child lives in it from now on, or has left; of an account that Porchlight did not make, too. Part of an act. */
gboolean pl_child_account_set (PlStore *store,
                               const PlActor *actor,
                               const char *account,
                               uid_t uid,
                               PlChildAccountState state,
                               GError **error);

/*
 * It is to be wiped, audited. uid: 0, or that of a child's account without a profile, which counts as left if nothing
 * is on record of it. The id; 0 and PL_ERROR_ARGUMENT for an account that no child has left, PL_ERROR_DENIED while a
 * hold keeps what belongs to the child (R7). What was asked for already is asked for again.
 */
gint64 pl_child_account_wipe (PlStore *store,
                              const PlActor *actor,
                              const char *account,
                              uid_t uid,
                              const char *reason,
                              GError **error);

/* One that could not be made, or is not to be kept: it is wiped, too; why is on record ("account-unmade"). */
gboolean pl_child_account_undo (PlStore *store, gint64 id, const char *why, GError **error);

/* The try failed; why is told until another succeeds. */
gboolean pl_child_account_failed (PlStore *store, gint64 id, const char *why, GError **error);

/* Nothing of it is here: the certificate, in the name of who had it wiped. */
gboolean pl_child_account_wiped (PlStore *store,
                                 gint64 id,
                                 gint64 home_files,
                                 gint64 other_files,
                                 gint64 folders,
                                 GError **error);

#define PL_CHILD_ACCOUNT_LIST_MAX 200

/* Newest first. before: 0, or lower ids only. Transfer full: of PlChildAccount; NULL and an error. */
GPtrArray *pl_child_account_list (PlStore *store, gint64 before, guint limit, GError **error);

/* Those that the agent has to see to: to be made, left, to be wiped. As above. */
GPtrArray *pl_child_account_unfinished (PlStore *store, GError **error);

G_END_DECLS
