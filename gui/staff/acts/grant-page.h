/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* More time for one child, from now on; and what was given that still holds (T6). */
#define PL_TYPE_GRANT_PAGE (pl_grant_page_get_type ())
G_DECLARE_FINAL_TYPE (PlGrantPage, pl_grant_page, PL, GRANT_PAGE, PlSubpage)

/* child: a record as child-words.h has it. */
PlSubpage *pl_grant_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
