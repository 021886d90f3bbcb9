/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * What each child on a level will read about a change of it, before anything is saved (L2). Nothing shows where nothing changes
 * for anybody. Property "concerned": TRUE while something does, and so takes two names.
 */
#define PL_TYPE_LEVEL_PREVIEW (pl_level_preview_get_type ())
G_DECLARE_FINAL_TYPE (PlLevelPreview, pl_level_preview, PL, LEVEL_PREVIEW, AdwBin)

PlLevelPreview *pl_level_preview_new (PlClient *client, const char *file);
/* children: of Staff.GetToday ("aa{sv}"), for their names; nullable. */
void pl_level_preview_set_children (PlLevelPreview *preview, GVariant *children);
/* text: the level's file as it would be, taken; NULL: nothing changes. The agent is asked once nobody types any more. */
void pl_level_preview_show (PlLevelPreview *preview, char *text);

G_END_DECLS
