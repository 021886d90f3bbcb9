/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * One-time codes (T6), with which staff prove themselves in a child's session: who has some, new ones of one's own, as a picture
 * for the home's telephone or as a sheet to print, and, for a manager, taking them from somebody who leaves.
 */
#define PL_TYPE_CODES_PAGE (pl_codes_page_get_type ())
G_DECLARE_FINAL_TYPE (PlCodesPage, pl_codes_page, PL, CODES_PAGE, PlSubpage)

PlSubpage *pl_codes_page_new (PlClient *client);

G_END_DECLS
