/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/level.h"

G_BEGIN_DECLS

/* What differs between two contents of a level, as a child who is on it meets it, and which way access goes with it (L2). */
typedef enum {
  PL_LEVEL_NAME = 0,
  PL_LEVEL_MODE = 1,
  PL_LEVEL_SITES = 2, /* of one category */
  PL_LEVEL_SEARCH = 3,
  PL_LEVEL_YOUTUBE = 4,
  PL_LEVEL_PORTS = 5,
  PL_LEVEL_TETHERING = 6,
} PlLevelField;

typedef struct {
  PlLevelField field;
  guint direction; /* of PlDirection (profile-change.h); 0: neither */
  int category;    /* of PL_LEVEL_SITES; else PL_CATEGORY_NONE */
} PlLevelChange;

/*
 * The changes from before to after, in the order of PlLevelField, sites in the order of the categories. closed: categories
 * that are closed for the child whatever a level says (F3): they do not change. What only chosen sites leave closed
 * is not told one by one. The order of levels, the words about one, and what happens when time is up are not in it: a child's own
 * profile may say the last (pl_profile_changes). Transfer full: of PlLevelChange.
 */
GArray *pl_level_changes (const PlLevel *before, const PlLevel *after, PlCategorySet closed);

/* All directions of the changes together. */
guint pl_level_changes_direction (const GArray *changes);

/* "level-sites": as it travels on the bus. Static. */
const char *pl_level_field_code (PlLevelField field);

/*
 * What a level says in the matter of a change: a name, "chosen-only", "moderate", "tcp/993;udp/3478", "yes" of a category that is
 * closed and of a phone's internet that is open; "": it is not. Transfer full.
 */
char *pl_level_value (const PlLevel *level, const PlLevelChange *change);

G_END_DECLS
