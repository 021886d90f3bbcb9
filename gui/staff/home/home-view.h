/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * The staff's Home: what is still to be set up, what holds for the whole home and who works here. Signal "unfinished":
 * pl_home_view_check found a manager, and something still to be set up.
 */
#define PL_TYPE_HOME_VIEW (pl_home_view_get_type ())
G_DECLARE_FINAL_TYPE (PlHomeView, pl_home_view, PL, HOME_VIEW, AdwBin)

/* Asks the agent when the view is next shown, and from then on. */
void pl_home_view_set_client (PlHomeView *view, PlClient *client);
/* Asks the agent now, whether it shows or not. */
void pl_home_view_check (PlHomeView *view);

G_END_DECLS
