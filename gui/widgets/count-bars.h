/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Two bars, one below the other: a count, and what it was before (with an outline, and not filled). The numbers stand in
 * words beside them: a screen reader leaves bars out.
 */
#define PL_TYPE_COUNT_BARS (pl_count_bars_get_type ())
G_DECLARE_FINAL_TYPE (PlCountBars, pl_count_bars, PL, COUNT_BARS, GtkWidget)

/* most: what a bar of full width counts; at least 1. */
GtkWidget *pl_count_bars_new (gint64 now, gint64 before, gint64 most);

G_END_DECLS
