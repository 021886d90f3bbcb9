/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/audit-entry.h"
#include "agent/records/store.h"

G_BEGIN_DECLS

/* The audit chains in the store (R5; design.md section 2). Entries are added, and never changed. */

/* More than so many bytes of payload are refused, so that no act can fill the disk. */
#define PL_AUDIT_PAYLOAD_MAX (64 * 1024)

/*
 * Adds an entry: chain, actor_uid, actor, kind, subject and payload are taken from it; serial, time,
 * salt and hashes are made here. Staff's acts go through pl_act (act.h), which calls this.
 */
gboolean pl_audit_append (PlStore *store, const PlAuditEntry *entry, GError **error);

/* The last entry: serial 0 and zeros where the chain is empty. */
typedef struct {
  guint64 serial;
  guint8 hash[PL_AUDIT_HASH_SIZE];
} PlAuditHead;

gboolean pl_audit_head (PlStore *store, PlAuditChain chain, PlAuditHead *head, GError **error);

/* Which entries of the public chain are listed, newest first. */
typedef struct {
  guint64 before;            /* 0: from the newest on; else those before this serial */
  guint limit;               /* at most PL_AUDIT_PAGE_MAX */
  const char *subject;       /* nullable: every one */
  const char *kind;          /* nullable: every one */
  const char *const *actors; /* nullable: everybody's; else those of these accounts */
  const char *
      words; /* nullable; else they stand somewhere in what the entry says, in capitals or not (ASCII) */
  gint64 from_ms, until_ms; /* 0: no such bound; else from <= wall_ms < until */
} PlAuditFilter;

#define PL_AUDIT_PAGE_MAX 500

/*
 * Calls each for the entries of a page. Of entries of kind PL_AUDIT_KIND_CONCERNS neither payload
 * nor salt is given, and no words are found there: the head of the concerns' chain would tell whether it has moved.
 */
gboolean pl_audit_list (PlStore *store,
                        const PlAuditFilter *filter,
                        void (*each) (const PlAuditEntry *entry, gpointer data),
                        gpointer data,
                        GError **error);

/* The entry that holds the concerns' chain's head: "SERIAL HASH", hidden (concern-chain.h). */
#define PL_AUDIT_KIND_CONCERNS "concerns-head"

G_END_DECLS
