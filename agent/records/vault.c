/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/vault.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "agent/records/device-key.h"
#include "agent/records/store-private.h"
#include "policy/care/care-id.h"
#include "policy/error.h"

/* Two of them fill a page of the database. */
#define CELL_SIZE  2000
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE   crypto_aead_xchacha20poly1305_ietf_ABYTES
#define PLAIN_SIZE (CELL_SIZE - NONCE_SIZE - TAG_SIZE)
/* How many cells there are at the beginning. */
#define CELLS_MIN 256

/* What is not in the kinds: the vault's own head, and decoys. */
#define KIND_HEAD  0
#define KIND_DECOY 255

/* A cell's plain bytes; as they are on this machine, which alone reads them. */
typedef struct {
  guint32 length; /* of the whole record */
  guint8 data[PLAIN_SIZE - sizeof (guint32)];
} Cell;
G_STATIC_ASSERT (sizeof (Cell) == PLAIN_SIZE);

/* Which cell: it is named by what this hashes to, and bound to it. */
typedef struct {
  guint64 kind, number, index;
} Name;

typedef struct {
  gint64 last[PL_VAULT_KINDS];    /* the highest number of each kind */
  gint64 removed[PL_VAULT_KINDS]; /* up to which number all are gone */
  gint64 decoy, decoys_end; /* decoys have the numbers from decoy up to, not with, decoys_end */
} Head;

static gint64
place_of (const PlDeviceKey *key, const Name *name)
{
  guint64 hash[2];

  crypto_generichash ((guint8 *)hash, sizeof hash, (const guint8 *)name, sizeof *name, key->names,
                      sizeof key->names);
  return (gint64)(hash[0] >> 1);
}

static const PlDeviceKey *
key_of (PlStore *store, GError **error)
{
  gint64 cells = 1;

  /* A new key in the place of one that was lost would hide that it was. */
  return pl_store_number (store, error, &cells, 0, "SELECT EXISTS (SELECT 1 FROM vault)")
             ? pl_store_device_key (store, cells == 0, error)
             : NULL;
}

static gboolean
write_cell (
    PlStore *store, const PlDeviceKey *key, const Name *name, const Cell *cell, GError **error)
{
  guint8 bytes[CELL_SIZE];

  randombytes_buf (bytes, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (bytes + NONCE_SIZE, NULL, (const guint8 *)cell,
                                              sizeof *cell, (const guint8 *)name, sizeof *name,
                                              NULL, bytes, key->cells);
  return pl_store_exec (store, error, "INSERT OR REPLACE INTO vault VALUES (?, ?)",
                        PL_INT (place_of (key, name)), PL_BYTES (bytes, sizeof bytes));
}

/* 1; 0 where there is none; -1 with an error. Both of the first take the same time. */
static int
read_cell (PlStore *store, const PlDeviceKey *key, const Name *name, Cell *cell, GError **error)
{
  static const guint8 nothing[CELL_SIZE];
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error, "SELECT cell FROM vault WHERE place = ?", PL_INT (place_of (key, name)));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;
  const guint8 *bytes = got > 0 && sqlite3_column_bytes (row, 0) == CELL_SIZE
                            ? sqlite3_column_blob (row, 0)
                            : nothing;

  if (got < 0)
    return -1;
  gboolean good = crypto_aead_xchacha20poly1305_ietf_decrypt (
                      (guint8 *)cell, NULL, NULL, bytes + NONCE_SIZE, CELL_SIZE - NONCE_SIZE,
                      (const guint8 *)name, sizeof *name, bytes, key->cells) == 0;
  if (good || got == 0)
    return good;
  g_set_error (error, PL_ERROR, PL_ERROR_IO,
               NC_ ("said", "the vault was altered, or is of another computer's key"));
  return -1;
}

static gboolean
remove_cell (PlStore *store, const PlDeviceKey *key, const Name *name, GError **error)
{
  return pl_store_exec (store, error, "DELETE FROM vault WHERE place = ?",
                        PL_INT (place_of (key, name)));
}

static gboolean
read_head (PlStore *store, const PlDeviceKey *key, Head *head, GError **error)
{
  const Name name = { KIND_HEAD, 0, 0 };
  Cell cell;
  int got = read_cell (store, key, &name, &cell, error);

  *head = (Head){ 0 };
  if (got > 0)
    memcpy (head, cell.data, sizeof *head);
  return got >= 0;
}

static gboolean
write_head (PlStore *store, const PlDeviceKey *key, const Head *head, GError **error)
{
  const Name name = { KIND_HEAD, 0, 0 };
  Cell cell = { .length = sizeof *head };

  memcpy (cell.data, head, sizeof *head);
  return write_cell (store, key, &name, &cell, error);
}

static gboolean
add_decoy (PlStore *store, const PlDeviceKey *key, Head *head, GError **error)
{
  const Name name = { KIND_DECOY, (guint64)head->decoys_end++, 0 };
  const Cell cell = { 0 };

  return write_cell (store, key, &name, &cell, error);
}

/* As many again, all decoys. */
static gboolean
grow (PlStore *store, const PlDeviceKey *key, Head *head, GError **error)
{
  gint64 cells;

  if (!pl_store_number (store, error, &cells, 0, "SELECT count(*) FROM vault"))
    return FALSE;
  /* The first time the head is not there yet, and is one of them. */
  for (gint64 more = cells > 0 ? cells : CELLS_MIN - 1; more > 0; more--)
    if (!add_decoy (store, key, head, error))
      return FALSE;
  return TRUE;
}

/* A cell takes the place of a decoy. */
static gboolean
take_decoy (PlStore *store, const PlDeviceKey *key, Head *head, GError **error)
{
  if (head->decoy == head->decoys_end && !grow (store, key, head, error))
    return FALSE;
  const Name name = { KIND_DECOY, (guint64)head->decoy++, 0 };
  return remove_cell (store, key, &name, error);
}

static guint
cells_of (gsize length)
{
  return length == 0 ? 1 : (guint)((length - 1) / sizeof ((Cell *)0)->data + 1);
}

/* 0 where there is no such record; -1 with an error. */
static gint
count_cells (
    PlStore *store, const PlDeviceKey *key, PlVaultKind kind, gint64 number, GError **error)
{
  const Name name = { kind, (guint64)number, 0 };
  Cell cell;
  int got = read_cell (store, key, &name, &cell, error);

  return got > 0 ? (gint)cells_of (cell.length) : got;
}

typedef struct {
  PlVaultKind kind;
  gint64 number;  /* 0: a new one */
  GBytes *record; /* NULL: none any more */
} Change;

static gboolean
write_data (PlStore *store, const PlDeviceKey *key, const Change *change, GError **error)
{
  gsize length, size = sizeof ((Cell *)0)->data;
  const guint8 *data = g_bytes_get_data (change->record, &length);

  for (guint i = 0; i < cells_of (length); i++) {
    const Name name = { change->kind, (guint64)change->number, i };
    Cell cell = { .length = (guint32)length };
    if (length > 0)
      memcpy (cell.data, data + i * size, MIN (size, length - i * size));
    if (!write_cell (store, key, &name, &cell, error))
      return FALSE;
  }
  return TRUE;
}

/* More or fewer cells than before: decoys go, or come. */
static gboolean
make_room (PlStore *store,
           const PlDeviceKey *key,
           Head *head,
           const Change *change,
           guint before,
           guint after,
           GError **error)
{
  for (guint i = before; i < after; i++)
    if (!take_decoy (store, key, head, error))
      return FALSE;
  for (guint i = after; i < before; i++) {
    const Name name = { change->kind, (guint64)change->number, i };
    if (!remove_cell (store, key, &name, error) || !add_decoy (store, key, head, error))
      return FALSE;
  }
  return TRUE;
}

/* What is gone at the beginning need not be looked for any more. */
static gboolean
note_removed (PlStore *store, const PlDeviceKey *key, Head *head, PlVaultKind kind, GError **error)
{
  gint64 *removed = &head->removed[kind];
  gint there = 0;

  while (*removed < head->last[kind] &&
         (there = count_cells (store, key, kind, *removed + 1, error)) == 0)
    (*removed)++;
  return there >= 0;
}

static gboolean
apply (PlStore *store, gpointer data, GError **error)
{
  Change *change = data;
  const PlDeviceKey *key = key_of (store, error);
  Head head;
  gint before = 0;

  if (key == NULL || !read_head (store, key, &head, error))
    return FALSE;
  if (change->number == 0)
    change->number = ++head.last[change->kind];
  else if ((before = count_cells (store, key, change->kind, change->number, error)) < 0)
    return FALSE;
  guint after = change->record != NULL ? cells_of (g_bytes_get_size (change->record)) : 0;
  return make_room (store, key, &head, change, (guint)before, after, error) &&
         (change->record != NULL ? write_data (store, key, change, error)
                                 : note_removed (store, key, &head, change->kind, error)) &&
         write_head (store, key, &head, error);
}

gboolean
pl_vault_append (PlStore *store, PlVaultKind kind, GBytes *record, gint64 *number, GError **error)
{
  Change change = { kind, 0, record };

  g_return_val_if_fail (g_bytes_get_size (record) <= PL_VAULT_RECORD_MAX, FALSE);
  if (!pl_store_transact (store, apply, &change, error))
    return FALSE;
  *number = change.number;
  return TRUE;
}

gboolean
pl_vault_put (PlStore *store, PlVaultKind kind, gint64 number, GBytes *record, GError **error)
{
  Change change = { kind, number, record };

  g_return_val_if_fail (number > 0 && g_bytes_get_size (record) <= PL_VAULT_RECORD_MAX, FALSE);
  return pl_store_transact (store, apply, &change, error);
}

gboolean
pl_vault_remove (PlStore *store, PlVaultKind kind, gint64 number, GError **error)
{
  Change change = { kind, number, NULL };

  g_return_val_if_fail (number > 0, FALSE);
  return pl_store_transact (store, apply, &change, error);
}

static GBytes *
read_record (
    PlStore *store, const PlDeviceKey *key, PlVaultKind kind, gint64 number, GError **error)
{
  Name name = { kind, (guint64)number, 0 };
  Cell cell;
  int got = read_cell (store, key, &name, &cell, error);

  if (got <= 0)
    return NULL;
  gsize length = cell.length, size = sizeof cell.data;
  g_autofree guint8 *data = g_malloc (length + 1);
  for (gsize done = 0; got > 0 && done < length; done += size) {
    if (done > 0) {
      name.index++;
      got = read_cell (store, key, &name, &cell, error);
    }
    if (got > 0)
      memcpy (data + done, cell.data, MIN (size, length - done));
  }
  if (got == 0)
    g_set_error (error, PL_ERROR, PL_ERROR_IO,
                 NC_ ("said", "a part of a record is missing from the vault"));
  return got > 0 ? g_bytes_new_take (g_steal_pointer (&data), length) : NULL;
}

GBytes *
pl_vault_get (PlStore *store, PlVaultKind kind, gint64 number, GError **error)
{
  const PlDeviceKey *key = key_of (store, error);

  return key != NULL ? read_record (store, key, kind, number, error) : NULL;
}

gboolean
pl_vault_last (PlStore *store, PlVaultKind kind, gint64 *number, GError **error)
{
  const PlDeviceKey *key = key_of (store, error);
  Head head;

  if (key == NULL || !read_head (store, key, &head, error))
    return FALSE;
  *number = head.last[kind];
  return TRUE;
}

/* Where to stop looking: after a power of two. */
static gint64
end_of (const Head *head, PlVaultKind kind)
{
  gint64 places = 64;

  while (places < head->last[kind] - head->removed[kind])
    places *= 2;
  return head->removed[kind] + places;
}

gboolean
pl_vault_each (PlStore *store, PlVaultKind kind, PlVaultEach each, gpointer data, GError **error)
{
  const PlDeviceKey *key = key_of (store, error);
  g_autoptr (GError) failure = NULL;
  Head head;
  gboolean go_on = TRUE;

  if (key == NULL || !read_head (store, key, &head, error))
    return FALSE;
  for (gint64 number = head.removed[kind] + 1;
       go_on && failure == NULL && number <= end_of (&head, kind); number++) {
    g_autoptr (GBytes) record = read_record (store, key, kind, number, &failure);
    if (record != NULL)
      go_on = each (number, record, data);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Of texts that are hidden; all are as long as that. */
#define HIDDEN_MAX 128
G_STATIC_ASSERT (2 * (NONCE_SIZE + HIDDEN_MAX + TAG_SIZE) == PL_VAULT_HIDDEN_LENGTH);

char *
pl_vault_hide (PlStore *store, const char *text, GError **error)
{
  const PlDeviceKey *key = key_of (store, error);
  guint8 bytes[NONCE_SIZE + HIDDEN_MAX + TAG_SIZE];
  guint8 plain[HIDDEN_MAX] = { 0 };

  if (key == NULL)
    return NULL;
  g_strlcpy ((char *)plain, text, sizeof plain);
  randombytes_buf (bytes, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (bytes + NONCE_SIZE, NULL, plain, sizeof plain, NULL,
                                              0, NULL, bytes, key->cells);
  return pl_care_hex (bytes, sizeof bytes);
}

char *
pl_vault_show (PlStore *store, const char *hidden)
{
  const PlDeviceKey *key = key_of (store, NULL);
  guint8 bytes[NONCE_SIZE + HIDDEN_MAX + TAG_SIZE];
  guint8 plain[HIDDEN_MAX];

  if (key == NULL || !pl_care_hex_parse (hidden, bytes, sizeof bytes) ||
      crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, bytes + NONCE_SIZE,
                                                  sizeof bytes - NONCE_SIZE, NULL, 0, bytes,
                                                  key->cells) != 0)
    return NULL;
  plain[HIDDEN_MAX - 1] = '\0';
  return g_strdup ((char *)plain);
}
