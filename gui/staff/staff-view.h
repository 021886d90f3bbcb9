/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * The staff's side: Today, Children, Concerns, Records and Home, pages over them, in the header whose home it
 * is and who is there. Action "staff.go", for what lies inside: shows another of the five ("today", "children", "concerns",
 * "records", "home").
 */
#define PL_TYPE_STAFF_VIEW (pl_staff_view_get_type ())
G_DECLARE_FINAL_TYPE (PlStaffView, pl_staff_view, PL, STAFF_VIEW, AdwBin)

void pl_staff_view_set_client (PlStaffView *view, PlClient *client);

/* TRUE where somebody is there who typed something that is not sent. */
gboolean pl_staff_view_has_unsent (PlStaffView *view);
/* Leaves the page that lies on top, where there is one. */
void pl_staff_view_back (PlStaffView *view);

G_END_DECLS
