/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/* What a child will read about a change, before anything is saved (L2). Nothing shows where nothing changes. */
#define PL_TYPE_CHANGE_PREVIEW (pl_change_preview_get_type ())
G_DECLARE_FINAL_TYPE (PlChangePreview, pl_change_preview, PL, CHANGE_PREVIEW, AdwBin)

/* account, name: the child's. in_review: that is where it is decided, so that none is asked for. */
void pl_change_preview_set_child (PlChangePreview *preview,
                                  PlClient *client,
                                  const char *account,
                                  const char *name,
                                  gboolean in_review);

/* text: the profile as it would be, taken; NULL: nothing changes. The agent is asked once nobody types any more. */
void pl_change_preview_show (PlChangePreview *preview, char *text);

G_END_DECLS
