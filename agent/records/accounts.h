/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* The machine's accounts and groups, as the name service has them now. */

/* The uid of an account; FALSE if there is none. */
gboolean pl_account_uid (const char *account, uid_t *uid);

/* The account of a uid, its number where there is none; g_free. */
char *pl_account_name (uid_t uid);

/* The person's name, as the first field of the account's comment has it; NULL if it has none. g_free. */
char *pl_account_display_name (uid_t uid);

/* The same of an account; the account itself where it has none, or is not there. g_free. */
char *pl_account_person (const char *account);

/*
 * The day, in days since 1 January 1970, from which on there is no log-in (chage -E; D4: staff of an
 * agency; L8: a short placement). -1 without one; readable to root only, -1 to others.
 */
gint64 pl_account_expires (const char *account);

/* TRUE if that day has come. */
gboolean pl_account_has_expired (const char *account, gint64 day);

/* The day, since 1 January 1970, on which the account's password was set last; -1 where nobody knows. For root. */
gint64 pl_account_password_day (const char *account);

/* TRUE if an account of this uid is a member of a group (primary or listed). */
gboolean pl_account_is_in (uid_t uid, const char *group);

/* Calls add for every account that there is. */
void pl_accounts_foreach (void (*add) (const char *account, uid_t uid, gpointer data),
                          gpointer data);

/* Calls add for every member of a group (primary or listed), in no order, perhaps twice. */
void pl_group_foreach (const char *group,
                       void (*add) (const char *account, uid_t uid, gpointer data),
                       gpointer data);

G_END_DECLS
