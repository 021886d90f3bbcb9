/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What there is to say where there is nothing else to show; it looks as AdwStatusPage does, which has a scroller of its own
 * that asks for no height by its width. This one scrolls only where nothing around it does; else it asks for all of its
 * height. Its title takes the focus, so that keys scroll it. Properties: "icon-name", "title", "description" (markup) and
 * "content", what stands below them; each nullable.
 */
#define PL_TYPE_STATUS_PAGE (pl_status_page_get_type ())
G_DECLARE_FINAL_TYPE (PlStatusPage, pl_status_page, PL, STATUS_PAGE, AdwBin)

void pl_status_page_set_title (PlStatusPage *page, const char *title);
void pl_status_page_set_description (PlStatusPage *page, const char *description);
void pl_status_page_focus_title (PlStatusPage *page);

G_END_DECLS
