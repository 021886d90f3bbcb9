/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * Around a long list: Tab goes into it once, and from any of its rows to what stands behind it. Arrows go from row to
 * row. GTK does so by itself from 4.12 on; before that, Tab goes through all rows.
 */
#define PL_TYPE_TAB_STOP (pl_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (PlTabStop, pl_tab_stop, PL, TAB_STOP, AdwBin)

G_END_DECLS
