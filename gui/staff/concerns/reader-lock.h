/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "policy/care/signed.h"

G_BEGIN_DECLS

/*
 * The reader's own keys, open for as long as they are at work (C8): in memory that is not swapped out or dumped, and
 * wiped when it is locked, by hand or when nothing was done for PL_READER_LOCK_S. Signal "changed": opened, or
 * locked again: whatever shows an opened text drops it then.
 */
#define PL_READER_LOCK_S (5 * 60)

#define PL_TYPE_READER_LOCK (pl_reader_lock_get_type ())
G_DECLARE_FINAL_TYPE (PlReaderLock, pl_reader_lock, PL, READER_LOCK, GObject)

PlReaderLock *pl_reader_lock_new (void);

/* Opens a key file by its passphrase, in a thread. key, passphrase: copied, the latter into locked memory. */
void pl_reader_lock_unlock (PlReaderLock *lock,
                            const char *key,
                            const char *passphrase,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
/* FALSE and PL_ERROR_DENIED for a wrong passphrase. */
gboolean pl_reader_lock_unlock_finish (PlReaderLock *lock, GAsyncResult *result, GError **error);

/* The open keys under another passphrase, in a thread: the task's pointer is the new key file's text. */
void pl_reader_lock_rewrap (PlReaderLock *lock,
                            const char *passphrase,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);

/* Wipes the keys. */
void pl_reader_lock_lock (PlReaderLock *lock);
gboolean pl_reader_lock_is_open (PlReaderLock *lock);
/* Something was done: the time runs from now. */
void pl_reader_lock_use (PlReaderLock *lock);

/*
 * What was being written when it locked is sealed to the writer's own key, and is there again once they have unlocked it.
 * of: what it belongs to; words: NULL forgets.
 */
void pl_reader_lock_keep (PlReaderLock *lock, const char *of, const char *words);
/* By pl_sealed_memory (sodium_free), and kept no longer. NULL: nothing was kept, or it is locked. */
char *pl_reader_lock_take (PlReaderLock *lock, const char *of);

/* Both are the lock's, and NULL while it is locked. */
const PlReaderKey *pl_reader_lock_get_key (PlReaderLock *lock);
const PlReaderSecret *pl_reader_lock_get_secret (PlReaderLock *lock);

G_END_DECLS
