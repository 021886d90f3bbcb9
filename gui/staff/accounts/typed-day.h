/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A day as people here type it: 2012-05-01, 1/5/2012, 1.5.2012. "2012-05-01"; NULL for what is none. Transfer full. */
char *pl_typed_day (const char *text);
/* Noon of a day as pl_typed_day gives it, in the home's zone. Unix seconds. */
gint64 pl_typed_day_noon (const char *day);
/* The day so many days from an instant on. Transfer full. */
char *pl_typed_day_after (gint64 instant, int days);

G_END_DECLS
