/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "agent/net/firewall.h"

G_BEGIN_DECLS

/*
 * The accounts that the base rules leave open, in a file of the state folder (root's, 0600): staff,
 * and adults whose control has ended. The agent writes it whenever they change; porchlight-firewall
 * reads it at boot, so that staff have the network before the agent has run, and without it. A child
 * needs no such file: who is not in it is closed.
 */
typedef struct {
  GArray *staff;  /* of uid_t */
  GArray *exempt; /* of uid_t */
} PlOpenAccounts;

#define PL_OPEN_ACCOUNTS_FILE "open-accounts"

/* Replaces the file if it does not say the same already. */
gboolean pl_open_accounts_write (const char *path, const PlFirewallState *state, GError **error);

/*
 * Always gives accounts. A file that is not whole is refused as a whole (error, nullable, is set):
 * then there are none, which closes, and the agent opens within moments of its start.
 */
PlOpenAccounts *pl_open_accounts_read (const char *path, GError **error);
void pl_open_accounts_free (PlOpenAccounts *accounts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOpenAccounts, pl_open_accounts_free)

G_END_DECLS
