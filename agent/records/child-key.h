/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/* The keys behind a child's PIN (C7): what a child tells, and the answers, are sealed to them, too. */

/* FALSE without an error where the child has none. key, set: nullable; set: when it was set, Unix seconds. */
gboolean
pl_child_key_get (PlStore *store, const char *child, PlReaderKey *key, gint64 *set, GError **error);

/*
 * The first one. PL_ERROR_DENIED where the child has one already: only who knows that changes it, and nothing that was
 * sealed to it may become unreadable unseen.
 */
gboolean
pl_child_key_set (PlStore *store, const char *child, const PlReaderKey *key, GError **error);

/*
 * The same keys under another PIN; text: of the key file, proof: by the old PIN (policy/care/pin-change.h).
 * PL_ERROR_DENIED where that is none, or there is no PIN.
 */
gboolean pl_child_key_change (
    PlStore *store, const char *child, const char *text, GBytes *proof, GError **error);

/*
 * The child has forgotten the PIN: there is none from now on, audited as "pin-reset". What was sealed to it stays closed
 * to the child. The same whether there was one: staff do not learn who has set one.
 */
gboolean pl_child_key_reset (
    PlStore *store, const PlActor *actor, const char *child, const char *reason, GError **error);

/* The child's account is wiped: another one of that name must not have its key. */
gboolean pl_child_key_forget (PlStore *store, const char *child, GError **error);

G_END_DECLS
