/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A small exact set of names in normal form, flat: one run of bytes without pointers, so that it
 * travels inside a snapshot as it is. For the lists that people write (help sites, a child's own
 * sites: up to some thousands of names); the big lists are in the site index.
 */
typedef struct _PlNameSet PlNameSet;

/* Makes the flat form of names (normal form, each once or more often). Transfer full. */
GBytes *pl_name_set_build (const char *const *names, gsize n_names);

/*
 * Looks at a flat form in memory that the caller keeps; it must be aligned to 4 bytes. NULL and an
 * error if it is not well formed; what it then points to is data itself.
 */
const PlNameSet *pl_name_set_open (const void *data, gsize size, GError **error);

guint pl_name_set_count (const PlNameSet *set);

/*
 * The longest member that name (normal form, length bytes) equals or ends in after a dot: returns
 * TRUE and sets *offset to where it starts in name; else FALSE, *offset untouched. A NULL set is
 * empty.
 */
gboolean pl_name_set_match (const PlNameSet *set, const char *name, gsize length, guint16 *offset);

G_END_DECLS
