/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Times, days and durations in words, one function a form: every text of the app that names one takes it
 * from here. The names of days and months are the catalogue's, and not this computer's (LC_TIME). All
 * are transfer full, but for names.
 */

/* "Monday"; 0 is Monday. */
const char *pl_words_weekday (guint weekday);
/* "Mon", for little room. */
const char *pl_words_short_weekday (guint weekday);
/* "Thursday" of a day. */
const char *pl_words_weekday_of (GDateTime *local);

/* A day of another year than this one is said with its year. */

/* "Thursday 3 December". */
char *pl_words_full_day (GDateTime *local);
/* The same of YYYY-MM-DD; NULL if it is none. */
char *pl_words_date (const char *date);
/* "Thu 3 Dec". */
char *pl_words_short_day (GDateTime *local);
/* "Thu 3 Dec, 7:42 pm", of an instant, in the home's zone; "" beyond year 9999. */
char *pl_words_short_moment (gint64 instant);

/* "3 December 2026". */
char *pl_words_long_date (GDateTime *local);
/* "December 2026", of YYYY-MM; what is none stays as it is. */
char *pl_words_month (const char *month);

/* "8 pm", "7:42 pm", "noon", "midnight". */
char *pl_words_time (GDateTime *local);

/* "1 hour 20 minutes"; "less than a minute". */
char *pl_words_duration (gint64 seconds);
/* The same of time that was used: "none" for nothing. */
char *pl_words_used (gint64 seconds);

G_END_DECLS
