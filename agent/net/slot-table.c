/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/slot-table.h"

#include <string.h>

#define GROUP "Slots"

struct _PlSlotTable {
  char *path;
  guint n;
  struct {
    uid_t uid;
    guint slot;
  } entries[PL_SLOT_MAX];
};

static gboolean
slot_is_taken (const PlSlotTable *table, guint slot)
{
  for (guint i = 0; i < table->n; i++)
    if (table->entries[i].slot == slot)
      return TRUE;
  return FALSE;
}

static void
add (PlSlotTable *table, uid_t uid, guint slot)
{
  table->entries[table->n].uid = uid;
  table->entries[table->n++].slot = slot;
}

PlSlotTable *
pl_slot_table_read (const char *path)
{
  PlSlotTable *table = g_new0 (PlSlotTable, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  table->path = g_strdup (path);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return table;
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (char **key = keys; key != NULL && *key != NULL; key++) {
    guint64 uid;
    int slot = g_key_file_get_integer (file, GROUP, *key, NULL);
    if (slot > 0 && slot < PL_SLOT_MAX && !slot_is_taken (table, slot) &&
        g_ascii_string_to_unsigned (*key, 10, 0, G_MAXUINT32 - 1, &uid, NULL) &&
        pl_slot_table_find (table, uid) == 0)
      add (table, uid, slot);
  }
  return table;
}

void
pl_slot_table_free (PlSlotTable *table)
{
  if (table == NULL)
    return;
  g_free (table->path);
  g_free (table);
}

static gboolean
write_file (const PlSlotTable *table, GError **error)
{
  g_autoptr (GString) text = g_string_new ("[" GROUP "]\n");

  for (guint i = 0; i < table->n; i++)
    g_string_append_printf (text, "%u=%u\n", table->entries[i].uid, table->entries[i].slot);
  return g_file_set_contents_full (table->path, text->str, text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static void
forget_others (PlSlotTable *table, const uid_t *uids, guint n_uids)
{
  PlSlotTable kept = { .path = table->path };

  for (guint i = 0; i < n_uids; i++) {
    guint slot = pl_slot_table_find (table, uids[i]);
    if (slot != 0)
      add (&kept, uids[i], slot);
  }
  *table = kept;
}

static void
add_new (PlSlotTable *table, const uid_t *uids, guint n_uids)
{
  guint slot = 1;

  for (guint i = 0; i < n_uids; i++) {
    if (pl_slot_table_find (table, uids[i]) != 0)
      continue;
    while (slot < PL_SLOT_MAX && slot_is_taken (table, slot))
      slot++;
    if (slot == PL_SLOT_MAX)
      return;
    add (table, uids[i], slot);
  }
}

gboolean
pl_slot_table_assign (PlSlotTable *table, const uid_t *uids, guint n_uids, GError **error)
{
  PlSlotTable before = *table;

  forget_others (table, uids, n_uids);
  add_new (table, uids, n_uids);
  if (before.n == table->n && memcmp (before.entries, table->entries, sizeof before.entries) == 0)
    return TRUE;
  return write_file (table, error);
}

guint
pl_slot_table_find (const PlSlotTable *table, uid_t uid)
{
  for (guint i = 0; i < table->n; i++)
    if (table->entries[i].uid == uid)
      return table->entries[i].slot;
  return 0;
}
