/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/file-version.h"
#include "agent/records/household.h"

G_BEGIN_DECLS

/*
 * The home's own files, "home.conf", "rules.conf" and "levels.d/ID.conf", and their record: every text that was in force is
 * kept, so that a change can be taken back, and two people never overwrite each other. A version with an empty text: the home's
 * own file was taken away, and what ships holds again.
 */

/* Records what is in force and not on record: it was changed by hand. Failures are added to problems (char *). */
void pl_home_files_record_found (PlStore *store, const PlHousehold *household, GPtrArray *problems);

/*
 * A file as it is in force; where the home has no rules, or no such level, of its own, what ships ("": nothing does), as
 * version 0 or the one in which it was taken away. Transfer full; NULL and an error (PL_ERROR_ARGUMENT: there is no such file).
 */
PlFileVersion *
pl_home_file (PlStore *store, const PlHousehold *household, const char *file, GError **error);

/* As pl_file_version_list. */
GPtrArray *pl_home_file_versions (PlStore *store, const char *file, gint64 before, GError **error);

typedef struct {
  const char *file;
  gint64 before;    /* the version that the manager saw when they made the new text */
  const char *text; /* "": takes the home's own rules or level away */
  const char *reason;
  const char *
      consulted; /* T1: the head of risk, where the maximum, or what is open for a child by their level, changes; else "" */
} PlHomeEdit;

/*
 * Writes a file of the home and records it. The new version; 0 and an error: PL_ERROR_REFUSED where the text, or what
 * lives by it, would not be read ("FILE:LINE: reason"); PL_ERROR_ARGUMENT where somebody else has changed it since
 * before, nothing is different, or a reason or the second name is missing; PL_ERROR_DENIED where the actor would be
 * no manager any more; PL_ERROR_IO.
 */
gint64 pl_home_file_edit (PlStore *store,
                          const PlHouseholdPaths *paths,
                          const PlHousehold *household,
                          const PlActor *actor,
                          const PlHomeEdit *edit,
                          GError **error);

G_END_DECLS
