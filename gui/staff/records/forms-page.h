/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Blank forms to print, for when there is no computer: a restriction, and every kind of record of care. */
#define PL_TYPE_FORMS_PAGE (pl_forms_page_get_type ())
G_DECLARE_FINAL_TYPE (PlFormsPage, pl_forms_page, PL, FORMS_PAGE, PlSubpage)

PlSubpage *pl_forms_page_new (PlClient *client);

G_END_DECLS
