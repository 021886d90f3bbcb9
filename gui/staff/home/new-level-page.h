/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* A level of the home's own (L1): its name, and which other one it begins like. It is changed on its own page then. */
#define PL_TYPE_NEW_LEVEL_PAGE (pl_new_level_page_get_type ())
G_DECLARE_FINAL_TYPE (PlNewLevelPage, pl_new_level_page, PL, NEW_LEVEL_PAGE, PlSubpage)

PlSubpage *pl_new_level_page_new (PlClient *client);

G_END_DECLS
