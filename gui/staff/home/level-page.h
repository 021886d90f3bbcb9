/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * A level (L1), to look at and to change: as a form, with what the children who are on it will read before it is saved; as a text;
 * and with its versions. What somebody else changed meanwhile is never overwritten.
 */
#define PL_TYPE_LEVEL_PAGE (pl_level_page_get_type ())
G_DECLARE_FINAL_TYPE (PlLevelPage, pl_level_page, PL, LEVEL_PAGE, PlSubpage)

/* level: a row of Home.ListLevels. */
PlSubpage *pl_level_page_new (PlClient *client, PlRecord *level);

G_END_DECLS
