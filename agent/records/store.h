/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The records of a home: one SQLite file, FOLDER/records.sqlite, which only the agent opens for
 * writing. What is kept in it has a file of its own in this room: usage, requests, the audit ...
 *
 * A call that writes returns TRUE only once the disk has what it wrote; FALSE and PL_ERROR_IO
 * where it cannot (full, read-only, failing), and then nothing of it was written. The store
 * recovers by itself: each call tries again. Enforcement never waits for it.
 *
 * A damaged file is set aside (renamed with the date) and a new one begun, whose first audit entry
 * says so. One that a newer Porchlight wrote is left alone: PL_ERROR_UNSUPPORTED.
 */
typedef struct _PlStore PlStore;

/* One moment, on both clocks (agent/time/clock.h). */
typedef struct {
  gint64 wall_ms;
  gint64 boottime_ms;
} PlMoment;

/* What time it is. The agent passes pl_clock_moment, tests their own. */
typedef void (*PlStoreClock) (PlMoment *now);

/* Opens the store in a folder, which is made (0700) where it is missing. Never fails: see the problems. */
PlStore *pl_store_new (const char *folder, PlStoreClock clock);
void pl_store_free (PlStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlStore, pl_store_free)

/* Adds what staff are to be told ("FILE: reason"; char *) to problems: nothing while all is well. */
void pl_store_problems (const PlStore *store, GPtrArray *problems);

/* Counts what failed and what worked again; the problems have changed when it has. */
guint pl_store_changes (const PlStore *store);

/* Bytes that are free on the disk where the records are; -1 where that is not known. */
gint64 pl_store_free_bytes (const PlStore *store);

/*
 * Runs work in one transaction: all of it is written, or nothing. Within another transaction it
 * becomes a part of that.
 */
typedef gboolean (*PlStoreWork) (PlStore *store, gpointer data, GError **error);
gboolean pl_store_transact (PlStore *store, PlStoreWork work, gpointer data, GError **error);

G_END_DECLS
