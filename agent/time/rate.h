/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A token bucket: so many a second on average, four seconds' worth at once. One a slot, so that a
 * child's flood is that child's alone.
 */
typedef struct {
  guint32 per_second; /* 0: no limit */
  gint64 thousandths; /* of a token */
  gint64 filled_ms;
} PlRate;

void pl_rate_init (PlRate *rate, guint32 per_second);
/* Takes a token; FALSE if there is none. */
gboolean pl_rate_take (PlRate *rate, gint64 now_ms);

G_END_DECLS
