/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/today.h"

G_BEGIN_DECLS

/* Beside the content of a wide window: Tell staff, and whom to ring. */
#define PL_TYPE_SIDE_PANEL (pl_side_panel_get_type ())
G_DECLARE_FINAL_TYPE (PlSidePanel, pl_side_panel, PL, SIDE_PANEL, AdwBin)

/* today: nullable. */
void pl_side_panel_show (PlSidePanel *panel, const PlToday *today);

G_END_DECLS
