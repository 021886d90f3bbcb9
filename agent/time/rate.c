/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/rate.h"

#define BURST_S 4
#define TOKEN   1000 /* thousandths: what one a second fills in a millisecond is one */

void
pl_rate_init (PlRate *rate, guint32 per_second)
{
  *rate = (PlRate){ .per_second = per_second, .filled_ms = G_MININT64 };
}

gboolean
pl_rate_take (PlRate *rate, gint64 now_ms)
{
  gint64 full = (gint64)rate->per_second * BURST_S * TOKEN;

  if (rate->per_second == 0)
    return TRUE;
  if (rate->filled_ms == G_MININT64 || now_ms - rate->filled_ms >= BURST_S * 1000)
    rate->thousandths = full;
  else
    rate->thousandths =
        MIN (full, rate->thousandths + (now_ms - rate->filled_ms) * rate->per_second);
  rate->filled_ms = now_ms;
  if (rate->thousandths < TOKEN)
    return FALSE;
  rate->thousandths -= TOKEN;
  return TRUE;
}
