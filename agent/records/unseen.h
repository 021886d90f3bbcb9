/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"

G_BEGIN_DECLS

#define PL_UNSEEN_OPENED_KINDS 5

/*
 * What a person was told of on the screen and has not looked at yet, and up to when they have opened what is new to them. It
 * lies hidden, of one length whatever it says: a copy of the database does not show for whom something waits (C5, C8).
 * These join the transaction that they are called in.
 */
typedef struct {
  guint told; /* bits: PlNewsKind of agent/bus/news.h */
  gint64 opened
      [PL_UNSEEN_OPENED_KINDS]; /* PlNewsOpened there: of the newest that was opened, Unix seconds */
} PlUnseen;

/* All 0: nothing, or this computer's key did not hide it. */
gboolean pl_unseen_read (PlStore *store, const char *account, PlUnseen *unseen, GError **error);
gboolean
pl_unseen_write (PlStore *store, const char *account, const PlUnseen *unseen, GError **error);

/* The child has left: another one of that name is told nothing of it. */
gboolean pl_unseen_forget (PlStore *store, const char *account, GError **error);

G_END_DECLS
