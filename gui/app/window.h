/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* The child's side: Today, Rules and Help, pages over them, and Tell staff always one tap away. */
#define PL_TYPE_WINDOW (pl_window_get_type ())
G_DECLARE_FINAL_TYPE (PlWindow, pl_window, PL, WINDOW, AdwApplicationWindow)

PlWindow *pl_window_new (GtkApplication *application, PlClient *client);

/* page: floating, taken. */
void pl_window_open_page (PlWindow *window, PlSubpage *page);
void pl_window_close_page (PlWindow *window);

G_END_DECLS
