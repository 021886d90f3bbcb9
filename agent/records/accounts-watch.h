/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Who is a child and who is staff is written in the system's account files: somebody who is put into a group, comes or
 * goes is so at once, and whoever did it need not tell the agent.
 */
typedef struct _PlAccountsWatch PlAccountsWatch;

/* changed: from the default main context, a moment after the files were last written. Never NULL. */
PlAccountsWatch *pl_accounts_watch_new (void (*changed) (gpointer data), gpointer data);
void pl_accounts_watch_free (PlAccountsWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlAccountsWatch, pl_accounts_watch_free)

G_END_DECLS
