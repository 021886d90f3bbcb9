/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "agent/records/one-time-code.h"

G_BEGIN_DECLS

/* The one-time codes of staff in the store (T6): one secret an account, and what has become of it. */

/*
 * Gives account a new secret, which takes the place of the one before; audited. *code: for the owner's
 * eyes, once; clear it with pl_one_time_code_clear.
 */
gboolean pl_code_owner_enrol (PlStore *store,
                              const PlActor *actor,
                              const char *account,
                              PlCodeKind kind,
                              PlOneTimeCode *code,
                              GError **error);

/* Takes an account's secret away; audited. PL_ERROR_ARGUMENT if there is none. */
gboolean
pl_code_owner_forget (PlStore *store, const PlActor *actor, const char *account, GError **error);

/*
 * Checks a code that was typed in a child's session at now (Unix seconds). What it changes is on disk before
 * this returns, so that a code counts once whatever happens; a wrong one is audited. TRUE if it is right; else
 * PL_ERROR_DENIED, in words for whoever typed it, or PL_ERROR_IO.
 */
gboolean pl_code_owner_check (PlStore *store,
                              const char *child,
                              const char *account,
                              const char *digits,
                              gint64 now,
                              GError **error);

typedef struct {
  char *account;
  PlCodeKind kind;
  guint left; /* codes of a sheet */
} PlCodeOwner;

/* By account. Transfer full: of PlCodeOwner. */
GPtrArray *pl_code_owner_list (PlStore *store, GError **error);

G_END_DECLS
