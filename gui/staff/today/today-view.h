/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * The staff's Today: concerns first, then who waits for an answer, what runs out, the children, the filter. Property:
 * "today", what Staff.GetToday said last (PlRecord, NULL before the first).
 */
#define PL_TYPE_TODAY_VIEW (pl_today_view_get_type ())
G_DECLARE_FINAL_TYPE (PlTodayView, pl_today_view, PL, TODAY_VIEW, AdwBin)

/* Asks the agent when the view is next shown, and from then on. */
void pl_today_view_set_client (PlTodayView *view, PlClient *client);

/* NULL before the first. Owned by the view, until "today" is notified. */
PlRecord *pl_today_view_get_today (PlTodayView *view);
/* Asks now. */
void pl_today_view_refresh (PlTodayView *view);

G_END_DECLS
