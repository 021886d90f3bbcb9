/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Looks a list that was fetched over before it counts (F8, F10): is it one, has it shrunk, does it
 * say something new of sites that a home cannot do without: built-in help, learning, and what many
 * people use.
 */
typedef struct {
  char *digest;  /* of the bytes, hexadecimal */
  char *guarded; /* "category:name;..." sorted: what it blocks of those sites */
  guint64 entries;
  guint64 size;
} PlListCheck;

void pl_list_check_clear (PlListCheck *check);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlListCheck, pl_list_check_clear)

/*
 * Has importer (porchlight-import) read the file at path. category "": an archive that names its
 * own. A list that cannot be read, is refused, or has no rule in it fails.
 */
gboolean pl_list_check (const char *importer,
                        const char *path,
                        const char *category,
                        PlListCheck *check,
                        GError **error);

/*
 * Why a person should look at a list before it replaces another: it has less than half of the rules,
 * or blocks one of those sites that the other did not. NULL: no reason. old_entries 0: there was no
 * other; then only sites that many people use count, in a category that is closed for every child,
 * and the lists that ship are the other. Help stays open whatever a list says: there it is no reason
 * to go without the list. Transfer full.
 */
char *pl_list_check_hold (const PlListCheck *check, guint64 old_entries, const char *old_guarded);

G_END_DECLS
