/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/records/disk.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define NEVER G_MAXUINT

/* Bytes that were written, and not synced yet; length -1: a truncation to offset. */
typedef struct {
  gint64 offset;
  GBytes *bytes; /* NULL: a truncation */
} Write;

/* What the plates of the disk have of a file, and what is on its way there. */
typedef struct {
  GByteArray *synced; /* NULL: the file itself is not there for sure */
  GArray *pending;    /* of Write */
} Plate;

typedef struct {
  sqlite3_file base;
  Plate *plate;       /* NULL: a file without a name */
  sqlite3_file *real; /* lies behind */
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static GHashTable *plates; /* path -> Plate */
static int write_result;
static int sync_result;
static guint syncs;
static guint power = NEVER; /* operations until it goes */

static void
write_clear (gpointer data)
{
  Write *one = data;

  g_clear_pointer (&one->bytes, g_bytes_unref);
}

static void
plate_free (gpointer data)
{
  Plate *plate = data;

  g_clear_pointer (&plate->synced, g_byte_array_unref);
  g_array_unref (plate->pending);
  g_free (plate);
}

static Plate *
plate_new (const char *path)
{
  Plate *plate = g_new0 (Plate, 1);
  char *bytes;
  gsize length;

  plate->pending = g_array_new (FALSE, FALSE, sizeof (Write));
  g_array_set_clear_func (plate->pending, write_clear);
  if (g_file_get_contents (path, &bytes, &length, NULL))
    plate->synced = g_byte_array_new_take ((guint8 *)bytes, length);
  return plate;
}

/* FALSE once the power is gone. */
static gboolean
use_power (void)
{
  if (power == 0)
    return FALSE;
  if (power != NEVER)
    power--;
  return TRUE;
}

static void
apply (GByteArray *content, const Write *one, gsize length)
{
  if (one->bytes == NULL) {
    g_byte_array_set_size (content, (guint)one->offset);
    return;
  }
  guint before = content->len, end = (guint)one->offset + (guint)length;
  if (end > before) {
    g_byte_array_set_size (content, end);
    memset (content->data + before, 0, end - before);
  }
  memcpy (content->data + one->offset, g_bytes_get_data (one->bytes, NULL), length);
}

static void
note (File *file, gint64 offset, const void *bytes, int length)
{
  Write one = { offset, bytes != NULL ? g_bytes_new (bytes, (gsize)length) : NULL };

  if (file->plate != NULL)
    g_array_append_val (file->plate->pending, one);
  else
    write_clear (&one);
}

static int
disk_write (sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset)
{
  File *file = (File *)base;

  if (!use_power ())
    return SQLITE_IOERR_WRITE;
  if (write_result != SQLITE_OK)
    return write_result;
  note (file, offset, bytes, length);
  return file->real->pMethods->xWrite (file->real, bytes, length, offset);
}

static int
disk_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = (File *)base;

  if (!use_power ())
    return SQLITE_IOERR_TRUNCATE;
  note (file, size, NULL, 0);
  return file->real->pMethods->xTruncate (file->real, size);
}

static int
disk_sync (sqlite3_file *base, int flags)
{
  File *file = (File *)base;

  if (!use_power ())
    return SQLITE_IOERR_FSYNC;
  if (sync_result != SQLITE_OK)
    return sync_result;
  syncs++;
  if (file->plate == NULL)
    return SQLITE_OK;
  if (file->plate->synced == NULL)
    file->plate->synced = g_byte_array_new ();
  for (guint i = 0; i < file->plate->pending->len; i++) {
    const Write *one = &g_array_index (file->plate->pending, Write, i);
    apply (file->plate->synced, one, one->bytes != NULL ? g_bytes_get_size (one->bytes) : 0);
  }
  g_array_set_size (file->plate->pending, 0);
  return SQLITE_OK;
}

#define REAL(base) (((File *)(base))->real)

static int
disk_close (sqlite3_file *base)
{
  return REAL (base)->pMethods->xClose (REAL (base));
}

static int
disk_read (sqlite3_file *base, void *bytes, int length, sqlite3_int64 offset)
{
  return REAL (base)->pMethods->xRead (REAL (base), bytes, length, offset);
}

static int
disk_size (sqlite3_file *base, sqlite3_int64 *size)
{
  return REAL (base)->pMethods->xFileSize (REAL (base), size);
}

static int
disk_lock (sqlite3_file *base, int level)
{
  return REAL (base)->pMethods->xLock (REAL (base), level);
}

static int
disk_unlock (sqlite3_file *base, int level)
{
  return REAL (base)->pMethods->xUnlock (REAL (base), level);
}

static int
disk_check_lock (sqlite3_file *base, int *result)
{
  return REAL (base)->pMethods->xCheckReservedLock (REAL (base), result);
}

static int
disk_control (sqlite3_file *base, int what, void *argument)
{
  /* Hints that would go round the writes. */
  if (what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE)
    return SQLITE_NOTFOUND;
  return REAL (base)->pMethods->xFileControl (REAL (base), what, argument);
}

static int
disk_sector_size (sqlite3_file *base)
{
  return 512;
}

static int
disk_traits (sqlite3_file *base)
{
  return 0; /* a disk that promises nothing */
}

static int
disk_shm_map (sqlite3_file *base, int page, int size, int extend, void volatile **memory)
{
  return REAL (base)->pMethods->xShmMap (REAL (base), page, size, extend, memory);
}

static int
disk_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  return REAL (base)->pMethods->xShmLock (REAL (base), offset, n, flags);
}

static void
disk_shm_barrier (sqlite3_file *base)
{
  REAL (base)->pMethods->xShmBarrier (REAL (base));
}

static int
disk_shm_unmap (sqlite3_file *base, int delete)
{
  return REAL (base)->pMethods->xShmUnmap (REAL (base), delete);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = disk_close,
  .xRead = disk_read,
  .xWrite = disk_write,
  .xTruncate = disk_truncate,
  .xSync = disk_sync,
  .xFileSize = disk_size,
  .xLock = disk_lock,
  .xUnlock = disk_unlock,
  .xCheckReservedLock = disk_check_lock,
  .xFileControl = disk_control,
  .xSectorSize = disk_sector_size,
  .xDeviceCharacteristics = disk_traits,
  .xShmMap = disk_shm_map,
  .xShmLock = disk_shm_lock,
  .xShmBarrier = disk_shm_barrier,
  .xShmUnmap = disk_shm_unmap,
};

static int
disk_open (sqlite3_vfs *self, const char *path, sqlite3_file *base, int flags, int *out_flags)
{
  File *file = (File *)base;

  *file = (File){ .real = (sqlite3_file *)(file + 1) };
  if (path != NULL && g_hash_table_lookup (plates, path) == NULL)
    g_hash_table_insert (plates, g_strdup (path), plate_new (path));
  file->plate = path != NULL ? g_hash_table_lookup (plates, path) : NULL;
  int result = real_vfs->xOpen (real_vfs, path, file->real, flags, out_flags);
  if (result == SQLITE_OK)
    file->base.pMethods = &methods;
  return result;
}

static int
disk_delete (sqlite3_vfs *self, const char *path, int sync_folder)
{
  if (!use_power ())
    return SQLITE_IOERR_DELETE;
  g_hash_table_remove (plates, path);
  return real_vfs->xDelete (real_vfs, path, sync_folder);
}

void
disk_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  plates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, plate_free);
  vfs = *real_vfs;
  vfs.zName = "disk";
  vfs.pNext = NULL;
  vfs.szOsFile = (int)sizeof (File) + real_vfs->szOsFile;
  vfs.xOpen = disk_open;
  vfs.xDelete = disk_delete;
  sqlite3_vfs_register (&vfs, 1);
}

void
disk_set_write_result (int result)
{
  write_result = result;
}

void
disk_set_sync_result (int result)
{
  sync_result = result;
}

guint
disk_syncs (void)
{
  return syncs;
}

void
disk_lose_power_after (guint operations)
{
  power = operations;
}

static void
settle (const char *path, Plate *plate, GRand *rand)
{
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  for (guint i = 0; i < plate->pending->len; i++) {
    const Write *one = &g_array_index (plate->pending, Write, i);
    gsize length = one->bytes != NULL ? g_bytes_get_size (one->bytes) : 0;
    if (g_rand_boolean (rand))
      continue;
    if (plate->synced == NULL)
      plate->synced = g_byte_array_new ();
    gsize part = 512 * (gsize)g_rand_int_range (rand, 0, 8);
    if (g_rand_int_range (rand, 0, 4) == 0)
      length = MIN (length, part);
    apply (plate->synced, one, length);
  }
  if (plate->synced != NULL)
    g_assert_true (
        g_file_set_contents (path, (char *)plate->synced->data, plate->synced->len, NULL));
  else
    g_remove (path);
  g_remove (shm);
}

void
disk_power_on (GRand *rand)
{
  GHashTableIter iter;
  gpointer path, plate;

  power = NEVER;
  g_hash_table_iter_init (&iter, plates);
  while (g_hash_table_iter_next (&iter, &path, &plate))
    settle (path, plate, rand);
  g_hash_table_remove_all (plates);
}
