/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What staff are prompted about, and the child reads of itself, too (F3, L3, L5, D4, H4). */
#include "agent/bus/calls.h"
#include "agent/bus/person.h"
#include "agent/records/accounts.h"
#include "agent/records/care-record.h"
#include "agent/records/review.h"
#include "agent/records/stay.h"
#include "agent/time/clock.h"
#include "policy/people/flags.h"
#include "policy/time/calendar.h"
#include "policy/time/zone.h"

/* An account's flags on their way into an answer. */
typedef struct {
  PlCall *call;
  GTimeZone *zone;
  gint64 today;
  GVariantBuilder rows;
} Listing;

static void
listing_init (Listing *listing, PlCall *call, const char *type)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;

  listing->call = call;
  listing->zone = home != NULL ? g_time_zone_ref (home->zone) : g_time_zone_new_utc ();
  listing->today = pl_zone_day (listing->zone, pl_clock_wall_ms () / 1000);
  g_variant_builder_init (&listing->rows, G_VARIANT_TYPE (type));
}

static void
listing_clear (Listing *listing)
{
  g_variant_builder_clear (&listing->rows);
  g_time_zone_unref (listing->zone);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static gint64
day_of_expiry (const char *account)
{
  gint64 expires = pl_account_expires (account);

  return expires >= 0 ? PL_DAY_OF_UNIX_EPOCH + expires : 0;
}

/* One that was withdrawn is closed. */
static gboolean
has_consented (PlStore *store, const char *account, gboolean *consented, GError **error)
{
  const PlCareFilter filter = {
    .kind = pl_record_kind ("consent"), .subject = account, .open_only = TRUE, .limit = 1
  };
  g_autoptr (GPtrArray) consents = pl_care_record_list (store, &filter, error);

  *consented = consents != NULL && consents->len > 0;
  return consents != NULL;
}

static gboolean
flags_of (PlStore *store,
          const PlChild *child,
          gint64 today,
          PlFlag flags[PL_FLAGS_MAX],
          guint *n,
          GError **error)
{
  PlChildFacts facts = { 0 };
  PlReviewStanding reviews;

  if (!pl_review_standing (store, child->account, &reviews, error) ||
      !has_consented (store, child->account, &facts.consented, error) ||
      !pl_stay_read (store, child->account, &facts.stays_until, error))
    return FALSE;
  if (child->profile != NULL) {
    facts.born = child->profile->born;
    facts.agreed_until = child->profile->agreed_until;
    facts.social_until_review = child->profile->social_until_review;
  }
  facts.reviewed = reviews.held;
  facts.review_due = reviews.due;
  facts.provisional = reviews.provisional;
  *n = pl_flags_of_child (&facts, today, flags);
  return TRUE;
}

static gint64
instant_of (const Listing *listing, const PlFlag *flag)
{
  return flag->day != 0 ? pl_zone_instant (listing->zone, flag->day, 0) : -1;
}

static void
add (Listing *listing, const char *account, const PlFlag *flags, guint n)
{
  for (guint i = 0; i < n; i++)
    g_variant_builder_add (&listing->rows, "(ssxs)", account, pl_flag_code (flags[i].kind),
                           instant_of (listing, &flags[i]),
                           pl_bus_name (listing->call, account, PL_BUS_NOW));
}

static void
add_staff (Listing *listing, const PlHousehold *household)
{
  for (guint i = 0; i < household->staff->len; i++) {
    uid_t uid = g_array_index (household->staff, uid_t, i);
    g_autofree char *account = pl_account_name (uid);
    g_autofree char *name = pl_account_display_name (uid);
    PlStaffFacts facts = { day_of_expiry (account), name != NULL };
    PlFlag flags[PL_FLAGS_MAX];
    add (listing, account, flags, pl_flags_of_staff (&facts, listing->today, flags));
  }
}

void
pl_answer_list_flags (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  g_auto (Listing) listing;
  GError *error = NULL;

  listing_init (&listing, call, "a(ssxs)");
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    PlFlag flags[PL_FLAGS_MAX];
    guint n;
    if (!flags_of (call->agent->store, child, listing.today, flags, &n, &error)) {
      pl_call_fail (call, error);
      return;
    }
    add (&listing, child->account, flags, n);
  }
  add_staff (&listing, household);
  pl_call_return (call, g_variant_new ("(a(ssxs))", &listing.rows));
}

void
pl_answer_list_own_flags (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  g_auto (Listing) listing;
  PlFlag flags[PL_FLAGS_MAX];
  guint n;
  GError *error = NULL;

  listing_init (&listing, call, "a(sx)");
  if (!flags_of (call->agent->store, pl_household_child (household, call->caller), listing.today,
                 flags, &n, &error)) {
    pl_call_fail (call, error);
    return;
  }
  for (guint i = 0; i < n; i++)
    g_variant_builder_add (&listing.rows, "(sx)", pl_flag_code (flags[i].kind),
                           instant_of (&listing, &flags[i]));
  pl_call_return (call, g_variant_new ("(a(sx))", &listing.rows));
}
