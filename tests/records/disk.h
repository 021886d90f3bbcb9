/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

/*
 * A disk that fails on demand, below every SQLite database that is opened after disk_install: it
 * can be full, refuse to sync, or lose its power. A stand-in for the real one (an SQLite VFS).
 */
void disk_install (void);

/* Results of SQLite that writing and syncing give from now on; SQLITE_OK: they work. */
void disk_set_write_result (int result);
void disk_set_sync_result (int result);

/* How often something was synced since the start. */
guint disk_syncs (void);

/* Power goes after so many more writes and syncs: from then on nothing works any more. */
void disk_lose_power_after (guint operations);

/*
 * Power is back: each file has what was synced, and of what was written since then any part, by
 * rand; writes may be torn. What had been opened before must be closed.
 */
void disk_power_on (GRand *rand);
