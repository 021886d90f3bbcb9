/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/trust.h"

void
pl_trust_init (PlTrust *trust, gint64 seen_ms)
{
  *trust = (PlTrust){ .wall_ms = seen_ms, .boottime_ms = -1 };
}

static gboolean
is_expected (const PlTrust *trust, gint64 boottime_ms, gint64 wall_ms)
{
  gint64 elapsed = boottime_ms - trust->boottime_ms;
  gint64 slack = PL_TRUST_SLACK_MS + elapsed / 1000000 * PL_TRUST_DRIFT_PPM;

  return ABS (wall_ms - (trust->wall_ms + elapsed)) <= slack;
}

void
pl_trust_look (PlTrust *trust, gint64 boottime_ms, gint64 wall_ms, gboolean synchronised)
{
  if (trust->boottime_ms < 0) {
    trust->boottime_ms = boottime_ms;
    trust->doubt = !synchronised && wall_ms < trust->wall_ms - PL_TRUST_SLACK_MS;
  } else {
    trust->doubt = !synchronised && !is_expected (trust, boottime_ms, wall_ms);
  }
  if (!trust->doubt) {
    trust->wall_ms = wall_ms;
    trust->boottime_ms = boottime_ms;
  }
}

gint64
pl_trust_wall_ms (const PlTrust *trust, gint64 boottime_ms)
{
  return trust->wall_ms + boottime_ms - trust->boottime_ms;
}
