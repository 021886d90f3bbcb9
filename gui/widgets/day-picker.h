/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A month, Monday first, to choose a day in. Its words are the catalogue's, and not this computer's (LC_TIME), as GTK's are. By
 * keyboard: arrows go by days and weeks, Home and End to the ends of a week, Page Up and Page Down by months; Enter chooses. To a
 * screen reader each day is called by its whole date. Signal "picked": a day was chosen.
 */
#define PL_TYPE_DAY_PICKER (pl_day_picker_get_type ())
G_DECLARE_FINAL_TYPE (PlDayPicker, pl_day_picker, PL, DAY_PICKER, AdwBin)

PlDayPicker *pl_day_picker_new (void);

/* Shows the month of a day, marked; the focus, where it comes to the picker, comes to that day. */
void pl_day_picker_show (PlDayPicker *picker, GDateTime *day);
/* The day that is marked. Transfer none. */
GDateTime *pl_day_picker_get_day (PlDayPicker *picker);

G_END_DECLS
