/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * An entry of an audit chain (R5), and how it is hashed. This is version 1; another way would be
 * another version, and entries of each are verified by their own.
 *
 *   digest = BLAKE2b-256, keyed with the entry's 32 bytes of salt, of
 *            text "porchlight-audit-what-1", text subject, text payload
 *   hash   = BLAKE2b-256 of
 *            text "porchlight-audit-entry-1", u64 chain, u64 serial, u64 wall_ms, u64 boottime_ms,
 *            u64 actor_uid, text actor, text kind, 32 bytes digest, 32 bytes before
 *
 * u64 is 8 bytes, most significant first (negative numbers in two's complement); text is a u64 of
 * its length in bytes, and its UTF-8. before is the hash of the entry before, zeros for serial 1.
 * Without salt, subject and payload an entry still verifies, and nobody can guess what it said.
 */
#define PL_AUDIT_VERSION    1
#define PL_AUDIT_HASH_SIZE  32
#define PL_AUDIT_SALT_SIZE  32
#define PL_AUDIT_HEX_LENGTH (2 * PL_AUDIT_HASH_SIZE)

/* The chains. The concerns' own enters the public one by its head, once a day. */
typedef enum {
  PL_AUDIT_PUBLIC = 1,
  PL_AUDIT_CONCERNS = 2,
} PlAuditChain;

/* Nothing in it is owned. */
typedef struct {
  PlAuditChain chain;
  guint64 serial; /* 1 and on, without gaps */
  gint64 wall_ms, boottime_ms;
  guint32 actor_uid;
  const char *actor;   /* account name */
  const char *kind;    /* "grant" ...: [a-z-]+ */
  const char *subject; /* nullable (erased): whom it is about: an account, or "" */
  const char *payload; /* nullable (erased): what was done, one JSON object, or a name */
  const guint8 *salt;  /* nullable (erased) */
  const guint8 *digest, *before, *hash;
} PlAuditEntry;

/* Writes what the salt, the subject and the payload of an entry give. */
void pl_audit_entry_digest (const PlAuditEntry *entry, guint8 digest[PL_AUDIT_HASH_SIZE]);
/* Writes what all but the hash of an entry give. */
void pl_audit_entry_hash (const PlAuditEntry *entry, guint8 hash[PL_AUDIT_HASH_SIZE]);

/* A hash as 64 small hexadecimal digits; g_free. */
char *pl_audit_hex (const guint8 hash[PL_AUDIT_HASH_SIZE]);
/* Reads that. FALSE if it is something else. */
gboolean pl_audit_hex_parse (const char *text, guint8 hash[PL_AUDIT_HASH_SIZE]);

G_END_DECLS
