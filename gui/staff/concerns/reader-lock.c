/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/reader-lock.h"

#include <sodium.h>
#include <string.h>

#include "policy/care/sealed.h"
#include "policy/error.h"

struct _PlReaderLock {
  GObject parent;
  PlReaderKey key;
  PlReaderSecret *secret; /* NULL: locked */
  guint rewrapping;       /* threads that have the keys: they are not wiped meanwhile */
  guint timer;
  GHashTable *kept; /* of GBytes, sealed to the key, by what they belong to */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlReaderLock, pl_reader_lock, G_TYPE_OBJECT)

/* What a thread needs to open a key, and what it opened. */
typedef struct {
  PlReaderKey key;
  char *passphrase; /* by pl_sealed_memory */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  sodium_free (work->passphrase);
  g_free (work);
}

static void
open_key (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  PlReaderSecret *secret =
      pl_reader_key_unlock (&work->key, work->passphrase, strlen (work->passphrase), &error);

  if (secret == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify)pl_reader_secret_free);
}

void
pl_reader_lock_unlock (PlReaderLock *lock,
                       const char *key,
                       const char *passphrase,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (lock, cancellable, callback, data);
  Work *work = g_new0 (Work, 1);
  gsize size = strlen (passphrase) + 1;
  GError *error = NULL;

  work->passphrase = (char *)pl_sealed_memory (size);
  memcpy (work->passphrase, passphrase, size);
  g_task_set_task_data (task, work, work_free);
  if (pl_reader_key_parse (&work->key, "key", key, strlen (key), &error))
    g_task_run_in_thread (task, open_key);
  else
    g_task_return_error (task, error);
}

gboolean
pl_reader_lock_unlock_finish (PlReaderLock *lock, GAsyncResult *result, GError **error)
{
  PlReaderSecret *secret = g_task_propagate_pointer (G_TASK (result), error);

  if (secret == NULL)
    return FALSE;
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_clear_pointer (&lock->secret, pl_reader_secret_free);
  lock->key = work->key;
  lock->secret = secret;
  pl_reader_lock_use (lock);
  g_signal_emit (lock, signals[CHANGED], 0);
  return TRUE;
}

static gboolean
on_time (gpointer data)
{
  PlReaderLock *lock = data;

  lock->timer = 0;
  pl_reader_lock_lock (lock);
  return G_SOURCE_REMOVE;
}

/* Another passphrase. */

typedef struct {
  PlReaderKey key;
  const PlReaderSecret *secret; /* the lock's, which waits */
  char *passphrase;             /* by pl_sealed_memory */
} Rewrap;

static void
rewrap_free (gpointer data)
{
  Rewrap *rewrap = data;

  sodium_free (rewrap->passphrase);
  g_free (rewrap);
}

static void
rewrap_key (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Rewrap *rewrap = data;
  GError *error = NULL;

  if (pl_reader_key_rewrap (&rewrap->key, rewrap->secret, rewrap->passphrase,
                            strlen (rewrap->passphrase), PL_PASSPHRASE_MIN, PL_WRAP_READER, &error))
    g_task_return_pointer (task, pl_reader_key_text (&rewrap->key, TRUE), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_rewrapped (PlReaderLock *lock)
{
  lock->rewrapping--;
}

void
pl_reader_lock_rewrap (PlReaderLock *lock,
                       const char *passphrase,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (lock, cancellable, callback, data);
  gsize size = strlen (passphrase) + 1;

  if (lock->secret == NULL) {
    g_task_return_new_error (task, PL_ERROR, PL_ERROR_DENIED, "it is locked again");
    return;
  }
  Rewrap *rewrap = g_new0 (Rewrap, 1);
  rewrap->key = lock->key;
  rewrap->secret = lock->secret;
  rewrap->passphrase = (char *)pl_sealed_memory (size);
  memcpy (rewrap->passphrase, passphrase, size);
  g_task_set_task_data (task, rewrap, rewrap_free);
  lock->rewrapping++;
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (on_rewrapped), lock,
                           G_CONNECT_SWAPPED);
  g_task_run_in_thread (task, rewrap_key);
}

void
pl_reader_lock_lock (PlReaderLock *lock)
{
  g_clear_handle_id (&lock->timer, g_source_remove);
  if (lock->secret == NULL)
    return;
  if (lock->rewrapping > 0) {
    lock->timer = g_timeout_add_seconds (1, on_time, lock);
    return;
  }
  g_clear_pointer (&lock->secret, pl_reader_secret_free);
  g_signal_emit (lock, signals[CHANGED], 0);
}

gboolean
pl_reader_lock_is_open (PlReaderLock *lock)
{
  return lock->secret != NULL;
}

void
pl_reader_lock_use (PlReaderLock *lock)
{
  g_clear_handle_id (&lock->timer, g_source_remove);
  if (lock->secret != NULL)
    lock->timer = g_timeout_add_seconds (PL_READER_LOCK_S, on_time, lock);
}

const PlReaderKey *
pl_reader_lock_get_key (PlReaderLock *lock)
{
  return lock->secret != NULL ? &lock->key : NULL;
}

const PlReaderSecret *
pl_reader_lock_get_secret (PlReaderLock *lock)
{
  return lock->secret;
}

/* What was being written. */

static GBytes *
seal_to_oneself (PlReaderLock *lock, const char *words)
{
  const PlSealedHead head = { .type = PL_SEALED_ACTING };
  guint8 key[PL_CONTENT_KEY_SIZE], sealed_key[PL_SEALED_KEY_SIZE];
  g_autoptr (GBytes) content =
      pl_sealed_content (&head, (const guint8 *)words, strlen (words), key);

  if (content == NULL)
    return NULL;
  pl_sealed_key (&head, key, lock->key.id, lock->key.box, sealed_key);
  sodium_memzero (key, sizeof key);
  return pl_sealed_message (&head, lock->key.id, sealed_key, content);
}

void
pl_reader_lock_keep (PlReaderLock *lock, const char *of, const char *words)
{
  GBytes *sealed = words != NULL ? seal_to_oneself (lock, words) : NULL;

  if (sealed != NULL)
    g_hash_table_insert (lock->kept, g_strdup (of), sealed);
  else
    g_hash_table_remove (lock->kept, of);
}

char *
pl_reader_lock_take (PlReaderLock *lock, const char *of)
{
  GBytes *bytes = lock->secret != NULL ? g_hash_table_lookup (lock->kept, of) : NULL;
  PlSealed sealed;
  gsize length;

  if (bytes == NULL ||
      !pl_sealed_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &sealed, NULL))
    return NULL;
  char *words = (char *)pl_sealed_open (&sealed, &lock->key, lock->secret, &length, NULL);
  g_hash_table_remove (lock->kept, of);
  return words;
}

static void
pl_reader_lock_dispose (GObject *object)
{
  PlReaderLock *lock = PL_READER_LOCK (object);

  g_clear_handle_id (&lock->timer, g_source_remove);
  g_clear_pointer (&lock->secret, pl_reader_secret_free);
  g_clear_pointer (&lock->kept, g_hash_table_unref);
  G_OBJECT_CLASS (pl_reader_lock_parent_class)->dispose (object);
}

static void
pl_reader_lock_class_init (PlReaderLockClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_reader_lock_dispose;
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_READER_LOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
pl_reader_lock_init (PlReaderLock *lock)
{
  lock->kept =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
}

PlReaderLock *
pl_reader_lock_new (void)
{
  return g_object_new (PL_TYPE_READER_LOCK, NULL);
}
