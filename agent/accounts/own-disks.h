/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where files of an account can be on this computer's own disks: the mount points of file systems that are local, can be
 * written, and keep owners. Not what is under /media, /run/media and /mnt: a memory stick is a person's own.
 * Transfer full: of char *.
 */
GPtrArray *pl_own_disks (void);

/* The mount points in a folder, the innermost first. Transfer full: of char *. */
GPtrArray *pl_mounts_below (const char *folder);

/* TRUE if a file system is mounted at that path. */
gboolean pl_is_mount_point (const char *path);

G_END_DECLS
