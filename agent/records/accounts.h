/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* The machine's accounts and groups, as the name service has them now. */

/* The uid of an account; FALSE if there is none. */
gboolean pl_account_uid (const char *account, uid_t *uid);

/* Calls add for every member of a group (primary or listed), in no order, perhaps twice. */
void pl_group_foreach (const char *group,
                       void (*add) (const char *account, uid_t uid, gpointer data),
                       gpointer data);

G_END_DECLS
