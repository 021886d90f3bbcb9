/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* The home's levels (L1): what each opens and who is on it; a level to change, and a new one. */
#define PL_TYPE_LEVELS_PAGE (pl_levels_page_get_type ())
G_DECLARE_FINAL_TYPE (PlLevelsPage, pl_levels_page, PL, LEVELS_PAGE, PlSubpage)

PlSubpage *pl_levels_page_new (PlClient *client);

G_END_DECLS
