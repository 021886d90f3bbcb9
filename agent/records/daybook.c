/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/daybook.h"

#include "agent/records/concern-chain.h"
#include "agent/records/store-private.h"

/* The mark that says up to which day all was done. */
static gboolean
mark_done (PlStore *store, gint64 today, GError **error)
{
  g_autofree char *day = g_strdup_printf ("%" G_GINT64_FORMAT, today);

  return pl_store_exec (store, error,
                        "INSERT INTO mark VALUES ('daybook', ?)"
                        " ON CONFLICT DO UPDATE SET value = excluded.value",
                        PL_TEXT (day));
}

static gboolean
close_day (PlStore *store, gpointer data, GError **error)
{
  return pl_concern_chain_anchor (store, error) && mark_done (store, *(gint64 *)data, error);
}

/* Where the journal goes to another machine, the head has, too. */
static gboolean
log_head (PlStore *store, GError **error)
{
  PlAuditHead head;

  if (!pl_audit_head (store, PL_AUDIT_PUBLIC, &head, error))
    return FALSE;
  g_autofree char *hash = pl_audit_hex (head.hash);
  g_message ("audit head %" G_GUINT64_FORMAT " %s", head.serial, hash);
  return TRUE;
}

gboolean
pl_daybook_turn (PlStore *store, const PlKeptDays *kept, gint64 today, GError **error)
{
  gint64 done;

  if (!pl_store_number (store, error, &done, 0,
                        "SELECT CAST (value AS INTEGER) FROM mark WHERE name = 'daybook'"))
    return FALSE;
  if (done == today)
    return TRUE;
  return pl_retention_run (store, kept, today, error) &&
         pl_store_transact (store, close_day, &today, error) && log_head (store, error);
}

typedef struct {
  const char *child;
  const char *what;
  gboolean first;
} Telling;

static gboolean
tell (PlStore *store, gpointer data, GError **error)
{
  Telling *telling = data;
  PlAuditEntry entry = {
    .chain = PL_AUDIT_PUBLIC,
    .actor = "porchlightd",
    .kind = telling->what,
    .subject = telling->child,
    .payload = "",
  };
  PlMoment now;

  pl_store_now (store, &now);
  if (!pl_store_exec (store, error, "INSERT INTO told VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                      PL_TEXT (telling->child), PL_TEXT (telling->what), PL_INT (now.wall_ms)))
    return FALSE;
  telling->first = pl_store_changed (store) > 0;
  return !telling->first || pl_audit_append (store, &entry, error);
}

gboolean
pl_daybook_tell_once (PlStore *store, const char *child, const char *what, GError **error)
{
  Telling telling = { child, what, FALSE };
  gint64 told;

  /* Most often it was told long ago: no need to write. */
  if (!pl_store_number (store, error, &told, 0, "SELECT 1 FROM told WHERE child = ? AND what = ?",
                        PL_TEXT (child), PL_TEXT (what)) ||
      told != 0)
    return FALSE;
  return pl_store_transact (store, tell, &telling, error) && telling.first;
}
