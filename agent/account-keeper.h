/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/accounts/account-job.h"
#include "agent/records/store.h"

G_BEGIN_DECLS

/*
 * Has children's accounts made and wiped, one job after the other (agent/accounts/account-job.h), and keeps the record of it
 * (agent/records/child-account.h). What was asked for goes on after a crash, a restart, or a power cut: the store
 * says what is not done yet.
 */
typedef struct _PlAccountKeeper PlAccountKeeper;

/* Goes on at once with what is not done. socket: of porchlight-accounts. changed: after an account has come or gone. */
PlAccountKeeper *pl_account_keeper_new (PlStore *store,
                                        const char *socket,
                                        void (*changed) (gpointer data),
                                        gpointer data);
void pl_account_keeper_free (PlAccountKeeper *keeper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlAccountKeeper, pl_account_keeper_free)

/* error: NULL where it is done; the callee's. */
typedef void (*PlAccountDone) (GError *error, gpointer data);

/* FALSE and PL_ERROR_LIMIT while a job goes on. */
gboolean pl_account_keeper_is_free (const PlAccountKeeper *keeper, GError **error);

/*
 * Makes an account, or sets its first password. id: of child-account.h's row of one that is made (what cannot be made is
 * wiped again); 0 for a password. No copy of the password is kept. FALSE and PL_ERROR_LIMIT while another job
 * goes on, PL_ERROR_UNSUPPORTED.
 */
gboolean pl_account_keeper_do (PlAccountKeeper *keeper,
                               gint64 id,
                               const PlAccountJob *job,
                               PlAccountDone done,
                               gpointer data,
                               GError **error);

/* What is not what it was to be, after all: an account was made, and then the profile was refused. */
void pl_account_keeper_undo (PlAccountKeeper *keeper, gint64 id, const char *why);

/* There is something to wipe. */
void pl_account_keeper_wake (PlAccountKeeper *keeper);

/* How far the wipe of a row is; NULL while it does not run. */
const PlAccountReport *pl_account_keeper_progress (const PlAccountKeeper *keeper, gint64 id);

/* Adds what staff are to be told (char *): accounts of children who have left, with their data. */
void pl_account_keeper_problems (const PlAccountKeeper *keeper, GPtrArray *problems);

G_END_DECLS
