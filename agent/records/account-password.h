/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"

G_BEGIN_DECLS

/*
 * The record of a child's first password that is set again. It is on record that it will be before anything is done,
 * and how it ended after that: no password is set without a trace, and none is said to be that is not. One goes on
 * at a time.
 */

/* It is to be set: "account-password-ask". PL_ERROR_ARGUMENT without a reason. */
gboolean pl_account_password_ask (
    PlStore *store, const PlActor *actor, const char *account, const char *reason, GError **error);

/* It is set: "account-password"; or it is not, and why: "account-password-failed". */
gboolean
pl_account_password_set (PlStore *store, const PlActor *actor, const char *account, GError **error);
gboolean pl_account_password_failed (
    PlStore *store, const PlActor *actor, const char *account, const char *why, GError **error);

/*
 * One that was to be set, and of which nobody knows how it ended, since the agent did not live to hear of it, is
 * on record as that, in the name of who asked for it: "account-password-unknown". Nothing is left to do in any other case.
 */
gboolean pl_account_password_settle (PlStore *store, GError **error);

/*
 * When it was last set, or may have been: a child would rather be told (C7). Unix milliseconds and by whom (transfer
 * full); 0 and NULL: never.
 */
gboolean pl_account_password_last (
    PlStore *store, const char *account, gint64 *wall_ms, char **by, GError **error);

G_END_DECLS
