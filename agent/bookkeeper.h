/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/enforcer.h"
#include "agent/records/store.h"

G_BEGIN_DECLS

/*
 * Brings into the store what the enforcer tells: blocked names, a child's asking for a site, a new
 * day, and that control has ended at 18.
 */
typedef struct _PlBookkeeper PlBookkeeper;

/* Both outlive the bookkeeper. */
PlBookkeeper *pl_bookkeeper_new (PlEnforcer *enforcer, PlStore *store);
void pl_bookkeeper_free (PlBookkeeper *keeper);

/* Called when a child's session is to say that a page is closed, at most once a minute a child (PL_ATTEMPT_TELL). */
void pl_bookkeeper_on_page_blocked (PlBookkeeper *keeper,
                                    void (*callback) (uid_t uid, gpointer data),
                                    gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBookkeeper, pl_bookkeeper_free)

/* Writes what has gathered, and does what a new day asks for. At each turn of the enforcer. */
void pl_bookkeeper_turn (PlBookkeeper *keeper);

G_END_DECLS
