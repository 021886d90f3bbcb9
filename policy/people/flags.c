/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/flags.h"

#include "policy/time/calendar.h"

#define AGE_SOCIAL 13
#define AGE_ADULT  18

typedef struct {
  PlFlag *flags;
  guint n;
} Holding;

static void
hold (Holding *holding, gboolean whether, PlFlagKind kind, gint64 day)
{
  if (whether)
    holding->flags[holding->n++] = (PlFlag){ kind, day };
}

/* From tomorrow on, within so many days. */
static gboolean
is_soon (gint64 day, gint64 today, gint64 days)
{
  return day > today && day - today <= days;
}

/* soon, and the flag after it: of a day from which on something is no more. */
static void
hold_end (Holding *holding, PlFlagKind soon, gint64 end, gint64 today, gint64 days)
{
  hold (holding, is_soon (end, today, days), soon, end);
  hold (holding, end != 0 && end <= today, soon + 1, end);
}

static void
hold_birthdays (Holding *holding, const PlChildFacts *facts, gint64 today, gint64 ends)
{
  gint64 social = pl_calendar_birthday ((guint32)facts->born, AGE_SOCIAL);
  gint64 adult = pl_calendar_birthday ((guint32)facts->born, AGE_ADULT);

  hold (holding, is_soon (social, today, PL_FLAG_BIRTHDAY_DAYS), PL_FLAG_TURNS_13, social);
  hold (holding,
        social <= today && today < ends && facts->social_until_review && facts->reviewed < social,
        PL_FLAG_IS_13, social);
  hold (holding, is_soon (adult, today, PL_FLAG_BIRTHDAY_DAYS), PL_FLAG_TURNS_18, adult);
  hold (holding, adult <= today, PL_FLAG_IS_18, adult);
  hold (holding, ends > adult && is_soon (ends, today, PL_FLAG_BIRTHDAY_DAYS),
        PL_FLAG_AGREEMENT_ENDS, ends);
}

static void
hold_reviews (Holding *holding, const PlChildFacts *facts, gint64 today)
{
  gint64 due = facts->review_due;

  hold (holding, due != 0 && facts->provisional, PL_FLAG_EMERGENCY_REVIEW, due);
  hold (holding,
        due != 0 && !facts->provisional && due >= today && due - today <= PL_FLAG_REVIEW_DAYS,
        PL_FLAG_REVIEW_SOON, due);
  hold (holding, due != 0 && !facts->provisional && due < today, PL_FLAG_REVIEW_PAST, due);
  hold (holding, due == 0, PL_FLAG_NO_REVIEW, 0);
}

guint
pl_flags_of_child (const PlChildFacts *facts, gint64 today, PlFlag flags[PL_FLAGS_MAX])
{
  Holding holding = { flags, 0 };

  if (facts->born == 0) {
    hold (&holding, TRUE, PL_FLAG_NO_PROFILE, 0);
  } else {
    gint64 ends = MAX (pl_calendar_birthday ((guint32)facts->born, AGE_ADULT), facts->agreed_until);
    hold_birthdays (&holding, facts, today, ends);
    /* Nobody is reviewed, and nothing recorded, when control has ended. */
    if (today < ends) {
      hold_reviews (&holding, facts, today);
      hold (&holding, !facts->consented, PL_FLAG_NO_CONSENT, 0);
    }
  }
  hold_end (&holding, PL_FLAG_STAY_ENDS, facts->stays_until, today, PL_FLAG_STAY_ENDS_DAYS);
  return holding.n;
}

guint
pl_flags_of_staff (const PlStaffFacts *facts, gint64 today, PlFlag flags[PL_FLAGS_MAX])
{
  Holding holding = { flags, 0 };

  hold_end (&holding, PL_FLAG_ACCOUNT_EXPIRES, facts->expires, today, PL_FLAG_STAFF_EXPIRES_DAYS);
  hold (&holding, !facts->has_name, PL_FLAG_NO_NAME, 0);
  return holding.n;
}

static const char *const codes[] = {
  [PL_FLAG_NO_PROFILE] = "no-profile",
  [PL_FLAG_TURNS_13] = "turns-13",
  [PL_FLAG_IS_13] = "is-13",
  [PL_FLAG_TURNS_18] = "turns-18",
  [PL_FLAG_IS_18] = "is-18",
  [PL_FLAG_AGREEMENT_ENDS] = "agreement-ends",
  [PL_FLAG_EMERGENCY_REVIEW] = "emergency-review",
  [PL_FLAG_REVIEW_SOON] = "review-soon",
  [PL_FLAG_REVIEW_PAST] = "review-past",
  [PL_FLAG_NO_REVIEW] = "no-review",
  [PL_FLAG_NO_CONSENT] = "no-consent",
  [PL_FLAG_STAY_ENDS] = "stay-ends",
  [PL_FLAG_STAY_ENDED] = "stay-ended",
  [PL_FLAG_ACCOUNT_EXPIRES] = "account-expires",
  [PL_FLAG_ACCOUNT_EXPIRED] = "account-expired",
  [PL_FLAG_NO_NAME] = "no-name",
};
G_STATIC_ASSERT (G_N_ELEMENTS (codes) == PL_FLAG_KINDS);

const char *
pl_flag_code (PlFlagKind kind)
{
  return codes[kind];
}

gboolean
pl_flag_parse (const char *code, PlFlagKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i], code)) {
      *kind = (PlFlagKind)i;
      return TRUE;
    }
  return FALSE;
}
