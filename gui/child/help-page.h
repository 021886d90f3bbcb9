/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/today.h"

G_BEGIN_DECLS

/* Help (H5, H6): whom to ring, SMART, and short pages to learn from. It needs no agent, and asks it nothing. */
#define PL_TYPE_HELP_PAGE (pl_help_page_get_type ())
G_DECLARE_FINAL_TYPE (PlHelpPage, pl_help_page, PL, HELP_PAGE, AdwBin)

/* today: nullable; for the home's own numbers. */
void pl_help_page_show (PlHelpPage *page, const PlToday *today);
/* Moves the focus to where easy words are chosen (L6). */
void pl_help_page_focus_easy (PlHelpPage *page);

G_END_DECLS
