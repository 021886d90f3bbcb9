/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"
#include "agent/records/level-record.h"

G_BEGIN_DECLS

/* What changes for a child, as rows of Child.ListChanges (aa{sv}). */

/* Between two profiles of one child, before and after. */
void pl_bus_add_profile_changes (GVariantBuilder *rows,
                                 const PlHome *home,
                                 const PlProfile *before,
                                 const PlProfile *after);

/* The categories that are closed for a child now whatever the level says (F3). */
PlCategorySet pl_bus_closed_for (const PlCall *call, const PlChild *child);

/* By another text of the child's level. */
void
pl_bus_add_level_changes (GVariantBuilder *rows, const PlHome *home, const PlLevelEffect *effect);

/* The levels of the home, as Home.ListLevels: "aa{sv}", floating. */
GVariant *pl_bus_levels (PlCall *call);

G_END_DECLS
