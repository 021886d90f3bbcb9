/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* How long a child was online on each of the last 28 days, for staff: a bar and the number as text. */
#define PL_TYPE_USAGE_PAGE (pl_usage_page_get_type ())
G_DECLARE_FINAL_TYPE (PlUsagePage, pl_usage_page, PL, USAGE_PAGE, PlSubpage)

PlSubpage *pl_usage_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
