/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sqlite3.h>
#include <string.h>

#include "agent/records/audit-verify.h"
#include "policy/error.h"
#include "tests/fuzz/fuzz.h"

/*
 * A file of records that somebody brings (porchlightctl audit verify FILE), as the rows that
 * are in it: whatever they hold, they are read, and named where they are not as the agent wrote
 * them. Input: the bytes of columns, a row after another.
 */

#define COLUMNS 14

/* One column from the input: a type, a length, bytes. FALSE at the end. */
static gboolean
bind_column (sqlite3_stmt *row, int column, const uint8_t **data, const uint8_t *end)
{
  if (end - *data < 2)
    return FALSE;
  int type = (*data)[0] % 4;
  gsize length = MIN ((gsize)(*data)[1], (gsize)(end - *data) - 2);
  const uint8_t *bytes = *data + 2;
  gint64 number = 0;

  *data = bytes + length;
  memcpy (&number, bytes, MIN (length, sizeof number));
  if (type == 0)
    sqlite3_bind_int64 (row, column, number);
  else if (type == 1)
    sqlite3_bind_text (row, column, (const char *)bytes, (int)length, SQLITE_STATIC);
  else if (type == 2)
    sqlite3_bind_blob (row, column, bytes, (int)length, SQLITE_STATIC);
  else
    sqlite3_bind_null (row, column);
  return TRUE;
}

static void
fill (sqlite3 *db, const uint8_t *data, size_t size)
{
  const uint8_t *end = data + size;
  gboolean more = TRUE;
  sqlite3_stmt *row;

  sqlite3_prepare_v2 (db, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1,
                      &row, NULL);
  while (more) {
    for (int column = 1; column <= COLUMNS && more; column++)
      more = bind_column (row, column, &data, end);
    if (more)
      sqlite3_step (row);
    sqlite3_reset (row);
  }
  sqlite3_finalize (row);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (PlAuditReport) report = { NULL };
  g_autoptr (GError) error = NULL;
  guint8 head[PL_AUDIT_HASH_SIZE] = { 1 };
  sqlite3 *db;

  g_assert (sqlite3_open (":memory:", &db) == SQLITE_OK);
  sqlite3_exec (
      db,
      "CREATE TABLE audit (chain, serial, version, wall_ms, boottime_ms, actor_uid, actor,"
      " kind, subject, payload, salt, digest, before, hash)",
      NULL, NULL, NULL);
  fill (db, data, size);
  g_assert (pl_audit_verify_db (db, "f", head, &report, &error));
  g_assert (error == NULL);
  /* Nothing that a fuzzer makes has the head that is looked for. */
  g_assert (report.findings->len > 0 && report.findings->len <= PL_AUDIT_FINDINGS_MAX + 1);
  for (guint i = 0; i < report.findings->len; i++)
    g_assert (g_utf8_validate (((PlAuditFinding *)report.findings->pdata[i])->text, -1, NULL));
  sqlite3_close (db);
  return 0;
}
