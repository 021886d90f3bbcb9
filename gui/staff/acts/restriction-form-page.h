/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* The form of a restriction (R1; regulation 35). It begins once the agent has it, and the page closes. */
#define PL_TYPE_RESTRICTION_FORM_PAGE (pl_restriction_form_page_get_type ())
G_DECLARE_FINAL_TYPE (
    PlRestrictionFormPage, pl_restriction_form_page, PL, RESTRICTION_FORM_PAGE, PlSubpage)

/* child: a record as child-words.h has it. */
PlSubpage *pl_restriction_form_page_new (PlClient *client, PlRecord *child);
/* The same for every child of the home at once, in an emergency (R1). */
PlSubpage *pl_restriction_form_page_new_stop (PlClient *client);

G_END_DECLS
