/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/report.h"

#include <string.h>

/* Activity is told with each snapshot, so every half minute; by itself only if none comes, or where time stood. */
#define ACTIVITY_MS 45000
/* Bits in an activity. */
#define SECONDS 64
/* A program that asks for a name again within that time asks for the same page. */
#define SAME_MS 2000
/* Blocked names told a second: more is a program's doing, and not worth the agent's time. */
#define BLOCKED_PER_SECOND 10
/* A child who asks for site after site: four at once, and then one in so many seconds. */
#define ASKED_EVERY 10

static void
tell_activity (PlReport *report, guint slot)
{
  PlReportSlot *it = &report->slots[slot];
  PlWorkerMessage message = {
    .type = PL_WORKER_ACTIVITY,
    .slot = slot,
    .activity = { .first = it->first,
                  .traffic = it->traffic,
                  .free = it->free,
                  .bytes = it->bytes },
  };

  if ((it->traffic | it->free) == 0 || !report->send (report->data, &message))
    return;
  it->traffic = it->free = it->bytes = 0;
}

void
pl_report_flush (PlReport *report)
{
  pl_timer_clear (report->loop, &report->timer);
  for (guint slot = 0; slot < PL_SLOT_MAX; slot++)
    tell_activity (report, slot);
}

static void
expired (PlTimer *timer)
{
  pl_report_flush (timer->owner);
}

void
pl_report_init (PlReport *report, PlLoop *loop, PlReportSend send, gpointer data)
{
  *report = (PlReport){ .loop = loop, .send = send, .data = data };
  report->timer = (PlTimer){ .expired = expired, .owner = report };
  for (guint slot = 0; slot < PL_SLOT_MAX; slot++) {
    report->slots[slot].blocked_ms = G_MININT32;
    pl_rate_init (&report->slots[slot].blocked_rate, BLOCKED_PER_SECOND);
    pl_rate_init (&report->slots[slot].asked_rate, 1);
  }
}

void
pl_report_clear (PlReport *report)
{
  pl_timer_clear (report->loop, &report->timer);
}

void
pl_report_traffic (PlReport *report, guint slot, guint64 bytes, gboolean free)
{
  PlReportSlot *it = &report->slots[slot];
  gint64 now = pl_loop_now (report->loop), second = now / 1000;

  if ((it->traffic | it->free) == 0)
    it->first = second;
  /* With the agent away for long, only the last minute is kept. */
  for (; second - it->first >= SECONDS; it->first++) {
    it->traffic >>= 1;
    it->free >>= 1;
  }
  *(free ? &it->free : &it->traffic) |= G_GUINT64_CONSTANT (1) << (second - it->first);
  it->bytes += bytes;
  if (!free && it->tell_first) {
    it->tell_first = FALSE;
    tell_activity (report, slot);
  }
  if (report->timer.place == 0)
    pl_timer_set (report->loop, &report->timer, now + ACTIVITY_MS);
}

void
pl_report_expect (PlReport *report, guint slot, gboolean expected)
{
  report->slots[slot].tell_first = expected;
}

static gboolean
tell_name (PlReport *report,
           PlWorkerMessageType type,
           guint slot,
           PlSeen seen,
           const PlSiteVerdict *verdict,
           const char *name,
           gsize length)
{
  PlWorkerMessage message = {
    .type = type,
    .slot = slot,
    .blocked = { .category = verdict->category,
                 .cause = verdict->cause,
                 .seen = seen,
                 .length = (guint32)length },
  };

  if (length > PL_HOSTNAME_MAX)
    return FALSE;
  memcpy (message.blocked.name, name, length);
  return report->send (report->data, &message);
}

void
pl_report_blocked (PlReport *report,
                   guint slot,
                   PlSeen seen,
                   const PlSiteVerdict *verdict,
                   const char *name,
                   gsize length)
{
  PlReportSlot *it = &report->slots[slot];
  gint64 now = pl_loop_now (report->loop);
  guint32 hash = g_str_hash (name);

  if (hash == it->blocked_hash && now - it->blocked_ms < SAME_MS && seen <= it->blocked_seen)
    return;
  if (!pl_rate_take (&it->blocked_rate, now))
    return;
  it->blocked_hash = hash;
  it->blocked_ms = now;
  it->blocked_seen = seen;
  tell_name (report, PL_WORKER_BLOCKED, slot, seen, verdict, name, length);
}

gboolean
pl_report_asked (
    PlReport *report, guint slot, const PlSiteVerdict *verdict, const char *name, gsize length)
{
  return pl_rate_take (&report->slots[slot].asked_rate, pl_loop_now (report->loop) / ASKED_EVERY) &&
         tell_name (report, PL_WORKER_ASKED, slot, PL_SEEN_PAGE, verdict, name, length);
}
