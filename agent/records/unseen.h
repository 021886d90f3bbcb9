/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"

G_BEGIN_DECLS

/*
 * What a person was told of on the screen and has not looked at yet, as bits that the bus gives their meaning
 * (agent/bus/news.h). It lies hidden, of one length whatever it says: a copy of the database does not show for whom
 * something waits (C5, C8). These join the transaction that they are called in.
 */

/* 0: nothing, or this computer's key did not hide it. */
gboolean pl_unseen_read (PlStore *store, const char *account, guint *bits, GError **error);
gboolean pl_unseen_write (PlStore *store, const char *account, guint bits, GError **error);

/* The child has left: another one of that name is told nothing of it. */
gboolean pl_unseen_forget (PlStore *store, const char *account, GError **error);

G_END_DECLS
