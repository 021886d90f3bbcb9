/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Windows of the wall clock (T1, T2). Minutes from the local midnight of the day on which the
 * window starts: start 0 to 1439, end start+1 to 2879 (an end not after its start lies on the next
 * day; 24:00 is 1440). The start is included, the end is not.
 */
typedef struct {
  guint16 start;
  guint16 end;
} PlWindow;

/* The windows that start on one day: sorted, none overlapping, touching ones joined. Immutable. */
typedef struct {
  guint n;
  PlWindow windows[];
} PlWindows;

/* More windows than this a day are refused: nobody writes them, and they bound the work. */
#define PL_WINDOWS_MAX 48

/*
 * Reads "16:00-20:00;20:30-21:30"; an empty text is no window at all. Spaces around a window and a
 * final ";" are allowed; windows of one day are compared among themselves only. NULL and
 * PL_ERROR_REFUSED with the reason (no file, no line) on a bad time or windows that overlap. Free
 * with g_free.
 */
PlWindows *pl_windows_parse (const char *text, GError **error);

/* Reads "HH:MM" to minutes, 0 to 1439 (to 1440 where allow_24). FALSE if it is not one. */
gboolean pl_time_of_day_parse (const char *text, gboolean allow_24, guint16 *minutes);

/* Reads "YYYY-MM-DD" to a proleptic Gregorian day number (calendar.h). FALSE if not one. */
gboolean pl_date_parse (const char *text, guint32 *day);

/* GLib's order: Monday is 0 here, and the week starts on it. */
#define PL_WEEKDAYS 7

/*
 * A week and its exceptions. weekday[i] NULL: the key is missing (as the home; for the home's own:
 * 00:00-24:00). exceptions: day number (GUINT_TO_POINTER) -> PlWindows, owned.
 */
typedef struct {
  PlWindows *weekday[PL_WEEKDAYS];
  GHashTable *exceptions;
} PlTimetable;

void pl_timetable_init (PlTimetable *timetable);
void pl_timetable_clear (PlTimetable *timetable);

/* Minutes that may be used; -1: no limit (T3). */
typedef struct {
  int weekday[PL_WEEKDAYS];
  int week;
} PlAllowance;

/*
 * Quiet time before lights-out (T4). lights_out per weekday in minutes of that day's clock, -1:
 * none that day (already resolved from LightsOut and the weekday keys). One before 12:00 belongs to
 * the following day.
 */
typedef struct {
  int lights_out[PL_WEEKDAYS];
  int minutes; /* 90 if the file does not say */
} PlQuiet;

G_END_DECLS
