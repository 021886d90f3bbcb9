/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "16:00-20:00;22:00-01:00" for people: "4 pm to 8 pm, 10 pm to 1 am"; what cannot be read as it is. Transfer full. */
char *pl_hours_words (const char *windows);
/* "Monday 18:00-19:00;Sunday 10:00-11:00", with the weekdays by their names in the language of the screen. Transfer full. */
char *pl_weekly_hours_words (const char *times);

G_END_DECLS
