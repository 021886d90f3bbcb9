/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "policy/time/timetable.h"

G_BEGIN_DECLS

/*
 * A week to drag on: from where it is closed a drag opens, from where it is open it closes, by quarters of an hour. The
 * home's maximum (T1) is outlined, and what goes beyond it is striped, since it stays closed. It is a picture of the text
 * that stands beside it, which is the way by keyboard and for a screen reader. Signal "painted" (weekday u, text s): a day
 * is another, as pl_windows_parse reads it.
 */
#define PL_TYPE_WEEK_EDIT (pl_week_edit_get_type ())
G_DECLARE_FINAL_TYPE (PlWeekEdit, pl_week_edit, PL, WEEK_EDIT, GtkWidget)

PlWeekEdit *pl_week_edit_new (void);

/* The home's. applies: FALSE on a Staying Close device, where it is only what missing days read. */
void pl_week_edit_set_maximum (PlWeekEdit *week, const PlTimetable *maximum, gboolean applies);
/* windows: taken; NULL: as the home. weekday: Monday 0. */
void pl_week_edit_set_day (PlWeekEdit *week, guint weekday, PlWindows *windows);
/* The same facts as text, for a screen reader. */
void pl_week_edit_set_words (PlWeekEdit *week, const char *words);

G_END_DECLS
