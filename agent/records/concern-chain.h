/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "agent/records/audit.h"
#include "policy/care/care-id.h"

G_BEGIN_DECLS

/*
 * The concerns' own audit chain (R5; design.md section 2): entries as audit-entry.h hashes them, in the
 * vault, so that a copy of the database shows neither how many there are nor when. Its head enters the
 * public chain once a day, moved or not, under the device key.
 */

/* Adds an entry about a concern: kind "filed" ..., of an actor or (NULL) the agent. payload: a JSON object. */
gboolean pl_concern_chain_add (PlStore *store,
                               const PlActor *actor,
                               const char *kind,
                               const guint8 concern[PL_CARE_ID_SIZE],
                               const char *payload,
                               GError **error);

/* The last entry; serial 0 and zeros where there is none. */
gboolean pl_concern_chain_head (PlStore *store, PlAuditHead *head, GError **error);

/*
 * Says in the public chain where the head is (PL_AUDIT_KIND_CONCERNS). Once a day, whether the concerns' chain
 * moved or not.
 */
gboolean pl_concern_chain_anchor (PlStore *store, GError **error);

/* Entries about one concern, the first one first; each is called with what is valid until it returns. */
gboolean pl_concern_chain_each (PlStore *store,
                                const guint8 concern[PL_CARE_ID_SIZE],
                                void (*each) (const PlAuditEntry *entry, gpointer data),
                                gpointer data,
                                GError **error);

/*
 * Looks through the chain: NULL if nobody touched it, else a finding in words. anchors: nullable, what the
 * public chain said of heads (pl_concern_chain_anchor), oldest first. Transfer full.
 */
char *pl_concern_chain_verify (PlStore *store, const GPtrArray *anchors);

G_END_DECLS
