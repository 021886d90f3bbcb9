/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* One restriction: how long it holds, what it still asks of staff and by when (R2), what is on record of it (R1), and its end. */
#define PL_TYPE_RESTRICTION_PAGE (pl_restriction_page_get_type ())
G_DECLARE_FINAL_TYPE (PlRestrictionPage, pl_restriction_page, PL, RESTRICTION_PAGE, PlSubpage)

/* child: a record as child-words.h has it. today: what Staff.GetToday said. restriction: a row of Decisions.ListRestrictions. */
PlSubpage *
pl_restriction_page_new (PlClient *client, PlRecord *child, PlRecord *today, PlRecord *restriction);

G_END_DECLS
