/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A day, or a moment of a day, as people type it (gui/app/typed-day.h). Or the day is chosen in a
 * calendar (day-picker.h), which the icon in the field opens, and Alt+Down. In a .ui file: PlDayEntry, with the property has-time.
 */
#define PL_TYPE_DAY_ENTRY (pl_day_entry_get_type ())
G_DECLARE_FINAL_TYPE (PlDayEntry, pl_day_entry, PL, DAY_ENTRY, GtkEntry)

GtkWidget *pl_day_entry_new (gboolean has_time);

G_END_DECLS
