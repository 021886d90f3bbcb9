/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* A no to what a child asked for, with the reason that the child reads (F6). */
#define PL_TYPE_REFUSE_PAGE (pl_refuse_page_get_type ())
G_DECLARE_FINAL_TYPE (PlRefusePage, pl_refuse_page, PL, REFUSE_PAGE, PlSubpage)

/* request: a row of Decisions.ListRequests; name: what the child is called. */
PlSubpage *pl_refuse_page_new (PlClient *client, PlRecord *request, const char *name);

G_END_DECLS
