/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui/app/today.h"

G_BEGIN_DECLS

/*
 * Today's 24 hours as a strip: open hours filled, quiet time hatched, agreed contact with a heart, now
 * marked. To a screen reader it is one picture, named by words that say the same.
 */
#define PL_TYPE_DAY_STRIP (pl_day_strip_get_type ())
G_DECLARE_FINAL_TYPE (PlDayStrip, pl_day_strip, PL, DAY_STRIP, GtkWidget)

/* words: the same facts as text. */
void pl_day_strip_set_today (PlDayStrip *strip, const PlToday *today, const char *words);

G_END_DECLS
