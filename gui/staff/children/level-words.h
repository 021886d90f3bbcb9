/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * The home's levels (L1) in words for staff, as the agent said them last (Home.ListLevels); until it has, those that ship. All texts are
 * static until the next pl_levels_take.
 */

/* rows: "aa{sv}"; nullable, and then what is known stays. */
void pl_levels_take (GVariant *rows);
/* Their number, and each, the most guarded first: a record as of Home.ListLevels, or with the id only. NULL after the last. */
guint pl_levels_known (void);
PlRecord *pl_levels_known_nth (guint i);

/* "Supported" of a level's id; the id itself, where the home has no such level any more. */
const char *pl_level_words (const char *id);
/* What such a level opens and closes, in a sentence; "". */
const char *pl_level_meaning (const char *id);

G_END_DECLS
