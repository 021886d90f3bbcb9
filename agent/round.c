/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/round.h"

#include <string.h>

#include "agent/net/upstream.h"
#include "policy/time/zone.h"

void
pl_round_init (PlRound *round, gint64 boottime_ms, gint64 wall_ms, gint64 next_ms)
{
  *round = (PlRound){
    .boottime_ms = boottime_ms,
    .wall_ms = wall_ms,
    .next_ms = next_ms,
    .children = g_array_new (FALSE, FALSE, sizeof (PlFirewallChild)),
    .exempt = g_array_new (FALSE, FALSE, sizeof (uid_t)),
    .names = g_ptr_array_new_with_free_func (g_free),
  };
}

void
pl_round_clear (PlRound *round)
{
  g_clear_pointer (&round->children, g_array_unref);
  g_clear_pointer (&round->exempt, g_array_unref);
  g_clear_pointer (&round->names, g_ptr_array_unref);
}

gint64
pl_round_boottime (const PlRound *round, gint64 instant)
{
  return round->boottime_ms + instant * 1000 - round->wall_ms;
}

void
pl_round_change_at (PlRound *round, gint64 instant)
{
  if (instant != PL_INSTANT_NONE)
    round->next_ms = MIN (round->next_ms, pl_round_boottime (round, instant));
}

/* The home's own ids, in the order in which its categories are numbered. NULL-terminated. */
static const char **
own_categories (const PlHome *home)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = PL_CATEGORY_FIRST_OWN; home != NULL && i < pl_categories_count (home->categories);
       i++)
    g_ptr_array_add (ids, (char *)pl_categories_id (home->categories, i));
  g_ptr_array_add (ids, NULL);
  return (const char **)g_ptr_array_free (ids, FALSE);
}

void
pl_round_add_home (PlRound *round, const PlHome *home)
{
  PlSnapshotSource *source = &round->source;
  const char **own = own_categories (home);

  g_ptr_array_add (round->names, own);
  source->own_categories = own;
  source->n_upstreams = pl_upstream_choose (home, source->upstreams);
  source->slots[PL_SLOT_STAFF] = (PlSnapshotSlot){
    .used = TRUE,
    .access = PL_ACCESS_FILTERED,
    .until_ms = G_MAXINT64,
    .always = PL_CATEGORIES_STAFF,
  };
  if (home == NULL)
    return;
  source->home_help = (const char *const *)home->help_sites;
  source->local_zones = (const char *const *)home->local_zones;
  source->n_networks = home->n_networks;
  memcpy (source->networks, home->networks, sizeof home->networks);
}

static PlAccess
access_of (const PlRoundChild *of_child)
{
  if (of_child->verdict->adult)
    return PL_ACCESS_OPEN;
  if (of_child->other_network)
    return PL_ACCESS_OTHER_NETWORK;
  return of_child->verdict->online && of_child->here ? PL_ACCESS_FILTERED : PL_ACCESS_HELP_ONLY;
}

/* The profile's own names, and what staff's answers have added. */
static const char *const *
join_names (PlRound *round, char **own, const char *const *more)
{
  GPtrArray *names;

  if (more == NULL || *more == NULL)
    return (const char *const *)own;
  names = g_ptr_array_new ();
  for (char **name = own; name != NULL && *name != NULL; name++)
    if (!g_strv_contains (more, *name))
      g_ptr_array_add (names, *name);
  for (; *more != NULL; more++)
    g_ptr_array_add (names, (char *)*more);
  g_ptr_array_add (names, NULL);
  const char *const *joined = (const char *const *)g_ptr_array_free (names, FALSE);
  g_ptr_array_add (round->names, (gpointer)joined);
  return joined;
}

/* What staff have allowed since is taken out of the profile's Block. */
static const char *const *
without_names (PlRound *round, char **own, const char *const *allowed)
{
  GPtrArray *names;

  if (allowed == NULL || *allowed == NULL)
    return (const char *const *)own;
  names = g_ptr_array_new ();
  for (char **name = own; name != NULL && *name != NULL; name++)
    if (!g_strv_contains (allowed, *name))
      g_ptr_array_add (names, *name);
  g_ptr_array_add (names, NULL);
  gpointer left = g_ptr_array_free (names, FALSE);
  g_ptr_array_add (round->names, left);
  return left;
}

/* Those of the child's own names that have not ended. */
static char **
left_of (PlRound *round, const PlProfile *profile, char **names, guint32 day)
{
  char **left;

  if (profile->site_ends->len == 0)
    return names;
  left = (char **)pl_site_ends_left (profile->site_ends, names, day);
  g_ptr_array_add (round->names, left);
  return left;
}

static void
fill_rules (PlRound *round,
            PlSnapshotSlot *slot,
            const PlHome *home,
            const PlProfile *profile,
            const char *const *allowed)
{
  guint32 day = (guint32)pl_zone_day (home->zone, round->wall_ms / 1000);

  slot->blocked = profile->level->blocked;
  slot->chosen_only = profile->level->chosen_only;
  slot->search = profile->level->search;
  slot->youtube = profile->level->youtube;
  slot->allow = join_names (round, left_of (round, profile, profile->allow, day), allowed);
  slot->block = without_names (round, left_of (round, profile, profile->block, day), allowed);
}

static void
fill_slot (PlRound *round, const PlHousehold *household, const PlRoundChild *of_child)
{
  PlSnapshotSlot *slot = &round->source.slots[of_child->slot];
  const PlProfile *profile = of_child->child->profile;
  const PlVerdict *verdict = of_child->verdict;

  *slot = (PlSnapshotSlot){
    .used = TRUE,
    .access = access_of (of_child),
    .until_ms = of_child->until_ms,
    .contact_until_ms = G_MAXINT64,
    .time_stands = of_child->stands,
    .always = PL_CATEGORIES_ALWAYS,
  };
  if (household->home == NULL || profile == NULL)
    return;

  if (!verdict->online && verdict->until != PL_INSTANT_NONE)
    slot->opens = pl_opening_at (household->home->zone, round->wall_ms / 1000, verdict->until);
  const char **contact = pl_verdict_contact_names (household->home, profile, round->wall_ms / 1000);
  g_ptr_array_add (round->names, contact);
  slot->contact = contact;
  if (verdict->contact_until != PL_INSTANT_NONE)
    slot->contact_until_ms = pl_round_boottime (round, verdict->contact_until);
  slot->social_blocked = verdict->social_blocked;
  fill_rules (round, slot, household->home, profile, of_child->allowed);
}

void
pl_round_add_child (PlRound *round, const PlHousehold *household, const PlRoundChild *of_child)
{
  const PlVerdict *verdict = of_child->verdict;

  fill_slot (round, household, of_child);
  if (verdict->adult) {
    g_array_append_val (round->exempt, of_child->child->uid);
    return;
  }
  PlFirewallChild element = { .slot = of_child->slot,
                              .uid = of_child->child->uid,
                              .web = of_child->web };
  if (access_of (of_child) == PL_ACCESS_FILTERED && of_child->ports) {
    element.n_ports = of_child->child->profile->level->n_ports;
    element.ports = of_child->child->profile->level->ports;
  }
  g_array_append_val (round->children, element);
}
