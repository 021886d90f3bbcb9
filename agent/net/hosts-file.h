/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The machine's hosts file (hosts(5)) with Porchlight's block in it (agent/net/hosts-block.h): a
 * backstop for everyone on the machine that works with the agent gone, too (F9).
 *
 * A change is written beside the file, synced, given the file's owner, mode, extended attributes and
 * security label, and renamed over it. Where the file is mounted by itself, so that nothing can be
 * renamed over it, it is written in place. A symbolic link is followed and stays. A file that is read-only, immutable, no
 * regular file or larger than PL_HOSTS_FILE_MAX is left as it is, and the error says so.
 */

/* Lists of a million names have been seen in hosts files: 32 MiB holds them. */
#define PL_HOSTS_FILE_MAX (32 * 1024 * 1024)

/* The block of the names that ship. Transfer full. */
char *pl_hosts_file_shipped_block (void);

/*
 * Sees to it that the block stands in the file at path; makes a file that is missing. *changed
 * (nullable): whether it had to be written. Errors: PL_ERROR_IO, PL_ERROR_REFUSED, PL_ERROR_LIMIT.
 */
gboolean pl_hosts_file_put (const char *path, const char *block, gboolean *changed, GError **error);

/* Takes the block out; every other line stays as it is. No file: nothing to do. */
gboolean pl_hosts_file_remove (const char *path, gboolean *changed, GError **error);

/* Whether the block stands there; FALSE and an error if the file cannot be read. */
gboolean pl_hosts_file_stands (const char *path, const char *block, GError **error);

/*
 * Keeps the block there: put at once, and again (in the default main context) when somebody changes
 * the file, its folder or what it links to. Changes that come together are one. Where another program changes it back again and again,
 * it is left alone for a while each time, and that is said. Messages go to the log, each of them once.
 */
typedef struct _PlHostsWatch PlHostsWatch;

PlHostsWatch *pl_hosts_watch_new (const char *path);
void pl_hosts_watch_free (PlHostsWatch *watch); /* the block stays */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHostsWatch, pl_hosts_watch_free)

/* Whether the block stands in the file that is watched, now. */
gboolean pl_hosts_watch_stands (const PlHostsWatch *watch, GError **error);

G_END_DECLS
