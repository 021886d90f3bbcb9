/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * The child's side: Today, Rules and Help, pages over them, and Tell staff always one tap away. Who the agent
 * says is no child sees the staff's side in its place.
 */
#define PL_TYPE_WINDOW (pl_window_get_type ())
G_DECLARE_FINAL_TYPE (PlWindow, pl_window, PL, WINDOW, AdwApplicationWindow)

PlWindow *pl_window_new (GtkApplication *application, PlClient *client);

G_END_DECLS
