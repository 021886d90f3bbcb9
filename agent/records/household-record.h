/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/file-version.h"
#include "agent/records/household.h"

G_BEGIN_DECLS

/*
 * The household's files and their record, kept together: what is in force is on record, and what staff
 * change is written and recorded, or neither.
 */

/*
 * Records every profile and the rules in force whose text is not the newest on record: it was changed by hand. What cannot
 * be recorded is added to problems (char *), and tried again at the next call.
 */
void pl_household_record_found (PlStore *store, const PlHousehold *household, GPtrArray *problems);

/* A child's profile as it is in force. Transfer full; NULL and an error. */
PlFileVersion *pl_household_profile (PlStore *store, const PlChild *child, GError **error);

/* As pl_file_version_list. */
GPtrArray *
pl_household_profile_versions (PlStore *store, const PlChild *child, gint64 before, GError **error);

typedef struct {
  const PlChild *child;
  gint64 before; /* the version that staff saw when they made the new text */
  const char *text;
  const char *reason;
  gint64 review; /* 0, or the placement review that decided it */
} PlProfileEdit;

/*
 * Writes a child's profile and records it. The new version; 0 and an error: PL_ERROR_REFUSED where the text is
 * refused ("FILE:LINE: reason"), PL_ERROR_ARGUMENT where somebody else has changed it since before, nothing is
 * different, or there is no reason; PL_ERROR_DENIED where it takes something away, or changes the level, without
 * a review (L2, L4: outside one that is a restriction); PL_ERROR_IO.
 */
gint64 pl_household_edit_profile (PlStore *store,
                                  const PlHouseholdPaths *paths,
                                  const PlHousehold *household,
                                  const PlActor *actor,
                                  const PlProfileEdit *edit,
                                  GError **error);

G_END_DECLS
