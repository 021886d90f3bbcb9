/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <sqlite3.h>

#include "agent/records/audit.h"

G_BEGIN_DECLS

/* Looks through the audit chains for what was altered, removed, put in or moved (R5). */

typedef struct {
  PlAuditChain chain;
  guint64 serial; /* of the entry that is named; 0: of none */
  char *text;     /* "entry 12 was altered" */
} PlAuditFinding;

/* No more findings than so many are listed: one is enough to know. */
#define PL_AUDIT_FINDINGS_MAX 100

typedef struct {
  GPtrArray *findings; /* of PlAuditFinding */
  guint64 entries;     /* of the public chain */
  guint64 erased;      /* of those: what they said is erased */
  PlAuditHead head;    /* of the public chain, as it lies there */
} PlAuditReport;

void pl_audit_report_clear (PlAuditReport *report);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlAuditReport, pl_audit_report_clear)

/*
 * The store's own chains. head: nullable, a hash that was written down before; where no entry of the
 * public chain has it, that is a finding. A chain with findings is TRUE; FALSE and an error only
 * where it cannot be read.
 */
gboolean
pl_audit_verify (PlStore *store, const guint8 *head, PlAuditReport *report, GError **error);

/* The same of a file, or a copy of one, which is only read and not trusted. PL_ERROR_REFUSED: it is no such file. */
gboolean
pl_audit_verify_file (const char *path, const guint8 *head, PlAuditReport *report, GError **error);

/* The same of a database that is open; what: what errors call it. */
gboolean pl_audit_verify_db (
    sqlite3 *db, const char *what, const guint8 *head, PlAuditReport *report, GError **error);

G_END_DECLS
