/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A day as people here type it: 2012-05-01, 1/5/2012, 1.5.2012. "2012-05-01"; NULL for what is none. Transfer full. */
char *pl_typed_day (const char *text);
/* The same, and behind it the hour in the home's zone: "9/3/2026 14:40". Unix seconds; -1 for what is none. */
gint64 pl_typed_moment (const char *text);
/* Where the hour begins in what is typed so: behind the day and the sign after it. NULL where there is none. */
const char *pl_typed_hour (const char *text);
/* Noon of a day as pl_typed_day gives it, in the home's zone. Unix seconds. */
gint64 pl_typed_day_noon (const char *day);
/* A day as people here type it: "9/3/2026". Transfer full. */
char *pl_typed_day_of (GDateTime *local);
/* The same of a day as pl_typed_day gives it; what is none stays as it is. Transfer full. */
char *pl_typed_day_text (const char *day);
/* An instant as pl_typed_moment reads it: "9/3/2026 14:40", in the home's zone; "" beyond year 9999. Transfer full. */
char *pl_typed_moment_text (gint64 instant);
/* The day so many days from an instant on. Transfer full. */
char *pl_typed_day_after (gint64 instant, int days);

G_END_DECLS
