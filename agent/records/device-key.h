/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The key of this computer, in a file of root's beside the records: it keeps what must not be counted
 * in a copy of the database (vault.h). A backup of the database without it says nothing; whoever wants
 * to bring one back keeps the key too, somewhere else.
 */
typedef struct {
  guint8 names[32]; /* where cells are */
  guint8 cells[32]; /* what is in them */
} PlDeviceKey;

/*
 * Reads the key, or with create makes one where the file is missing, on disk before it returns.
 * NULL and PL_ERROR_IO. Free with pl_device_key_free.
 */
PlDeviceKey *pl_device_key_read (const char *path, gboolean create, GError **error);
void pl_device_key_free (PlDeviceKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlDeviceKey, pl_device_key_free)

G_END_DECLS
