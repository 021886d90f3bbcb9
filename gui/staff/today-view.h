/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/* The staff's Today. */
#define PL_TYPE_TODAY_VIEW (pl_today_view_get_type ())
G_DECLARE_FINAL_TYPE (PlTodayView, pl_today_view, PL, TODAY_VIEW, AdwBin)

/* Asks the agent when the view is next shown, and from then on. */
void pl_today_view_set_client (PlTodayView *view, PlClient *client);

G_END_DECLS
