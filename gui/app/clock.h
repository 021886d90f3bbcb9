/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Now, by this computer's clock, Unix seconds: what a reader signs says when. Nothing that holds for a child is read from it. */
gint64 pl_app_now (void);

/*
 * The home's zone, in which staff read and write times: as the agent said it (Staff.GetToday), this computer's until then.
 * The app's own.
 */
GTimeZone *pl_app_zone (void);
/* identifier: of tzdata; what is none changes nothing. */
void pl_app_set_zone (const char *identifier);

/* The year of now as the agent said it, this computer's until then: dates of it are said without their year. The app's own. */
int pl_app_year (void);
/* now: the agent's, Unix seconds. */
void pl_app_set_year (gint64 now);

/* Noon of a day, YYYY-MM-DD, in no zone: for what is said or typed of the day alone. NULL if it is none. Transfer full. */
GDateTime *pl_app_day (const char *date);

/* An instant, Unix seconds, in that zone. NULL beyond year 9999. Transfer full. */
GDateTime *pl_app_time (gint64 instant);

G_END_DECLS
