/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* New one-time codes (T6), shown once: gone when the page is left. */
#define PL_TYPE_NEW_CODE_PAGE (pl_new_code_page_get_type ())
G_DECLARE_FINAL_TYPE (PlNewCodePage, pl_new_code_page, PL, NEW_CODE_PAGE, PlSubpage)

/* reply: of Codes.Enrol. */
PlSubpage *pl_new_code_page_new (GVariant *reply);

G_END_DECLS
