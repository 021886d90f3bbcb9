/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Days are numbered as g_date's Julian days: 1 is 1 January of the year 1, a Monday, in the
 * proleptic Gregorian calendar.
 */
#define PL_DAY_OF_UNIX_EPOCH 719163

#define PL_MINUTES_A_DAY (24 * 60)
#define PL_SECONDS_A_DAY (24 * 60 * 60)

/* The weekday of a day: Monday 0 to Sunday 6. */
guint pl_calendar_weekday (gint64 day);

/*
 * The day on which somebody born on a day turns so many years old. Who was born on 29 February
 * does so on 1 March in a year that has no such day.
 */
guint32 pl_calendar_birthday (guint32 born, guint years);

G_END_DECLS
