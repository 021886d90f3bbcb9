/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/told.h"

#include <glib/gi18n.h>

static const struct {
  const char *code;
  const char *name;
} parties[PL_TOLD_PARTIES] = {
  [PL_TOLD_MANAGER] = { "manager", NC_ ("told", "The registered manager") },
  [PL_TOLD_SOCIAL_WORKER] = { "social-worker",
                              NC_ ("told", "The child's social worker (placing authority)") },
  [PL_TOLD_FAMILY] = { "family", NC_ ("told", "The family") },
  [PL_TOLD_LADO] = { "lado", NC_ ("told", "The local authority's designated officer (LADO)") },
  [PL_TOLD_POLICE] = { "police", NC_ ("told", "The police") },
  [PL_TOLD_CEOP] = { "ceop", NC_ ("told", "CEOP (National Crime Agency)") },
  [PL_TOLD_OFSTED] = { "ofsted", NC_ ("told", "Ofsted") },
  [PL_TOLD_PREVENT] = { "prevent",
                        NC_ ("told", "Prevent (the local authority's lead, or Channel)") },
  [PL_TOLD_SAFEGUARDING_BOARD] = { "safeguarding-board",
                                   NC_ ("told", "The local safeguarding partners (board)") },
};

static const char *const whens[] = { "first", "now", "day", "after-police", "decide", "no" };

PlDutyStatus
pl_told_status (const PlToldClock *clock,
                PlTold party,
                PlToldWhen when,
                gint64 done,
                GTimeZone *zone,
                gint64 now)
{
  gboolean after_police = when == PL_TOLD_AFTER_POLICE;
  gint64 from = after_police ? MAX (clock->known, clock->police_advice) : clock->known;
  PlDutyStatus status = { pl_deadline (zone, from, 1), PL_DUTY_OPEN };

  if (party == PL_TOLD_FAMILY)
    status = pl_duty_hold (status.due, clock->hold_from, clock->hold_until, zone, now);
  if (after_police && clock->police_advice == 0)
    status = (PlDutyStatus){ 0, PL_DUTY_HELD };
  if (when == PL_TOLD_DECIDE)
    status.due = 0;
  return pl_duty_settle (status, done, now);
}

const char *
pl_told_code (PlTold party)
{
  return parties[party].code;
}

gboolean
pl_told_parse (const char *code, PlTold *party)
{
  for (guint i = 0; i < PL_TOLD_PARTIES; i++)
    if (g_str_equal (parties[i].code, code)) {
      *party = (PlTold)i;
      return TRUE;
    }
  return FALSE;
}

const char *
pl_told_name (PlTold party)
{
  return parties[party].name;
}

const char *
pl_told_when_code (PlToldWhen when)
{
  return whens[when];
}

gboolean
pl_told_when_parse (const char *code, PlToldWhen *when)
{
  for (guint i = 0; i < G_N_ELEMENTS (whens); i++)
    if (g_str_equal (whens[i], code)) {
      *when = (PlToldWhen)i;
      return TRUE;
    }
  return FALSE;
}
