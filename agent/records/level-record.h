/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/household.h"
#include "policy/people/level-change.h"
#include "policy/people/profile-change.h"

G_BEGIN_DECLS

/* What a change of a level's file means to the home, before it is written. */

/*
 * The levels as they would be with another text of a file; "" takes the home's own away. NULL and PL_ERROR_REFUSED, "FILE:LINE:
 * reason", where the text is refused, gives the level another id, leaves no level at all, or takes away one that a child is
 * on. Transfer full.
 */
PlLevels *pl_level_record_with (const PlHousehold *household,
                                const char *file,
                                const char *text,
                                GError **error);

/* What changes for one child. */
typedef struct {
  const PlLevel *before, *after; /* of the household, and of the levels that would be */
  GArray *changes;               /* as pl_level_changes */
  PlTimeUp time_up_before, time_up_after;
} PlLevelEffect;

/* For a child with a profile. closed: as of pl_level_changes. Clear with pl_level_effect_clear; levels must stay as long. */
void pl_level_effect_init (PlLevelEffect *effect,
                           const PlHousehold *household,
                           const PlChild *child,
                           const PlLevels *levels,
                           PlCategorySet closed);
void pl_level_effect_clear (PlLevelEffect *effect);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlLevelEffect, pl_level_effect_clear)

/* The accounts for whom more or less is open with other levels, "alex, sam"; "" for none. Transfer full. */
char *pl_level_record_concerned (const PlHousehold *household, const PlLevels *levels);

G_END_DECLS
