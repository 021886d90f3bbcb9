/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/snapshot.h"

#include <string.h>

#include "policy/error.h"
#include "tests/tap.h"

#define NOW   1000000
#define LEASE (NOW + PL_LEASE_MS)

static const char *const help[] = { "childline.org.uk", NULL };
static const char *const allow[] = { "example.org", NULL };
static const char *const contact[] = { "video.example", NULL };
static const char *const own[] = { "anime", "music", NULL };

static PlSnapshotSource
source (void)
{
  PlSnapshotSource source = {
    .serial = 7,
    .lease_until_ms = LEASE,
    .own_categories = own,
    .help = help,
    .n_upstreams = 1,
    .upstreams = { { .address = { [10] = 0xff, 0xff, 9, 9, 9, 9 }, .port = 53 } },
    .n_networks = 1,
    .networks = { { .address = { [10] = 0xff, 0xff, 10, 1, 0, 0 }, .prefix = 96 + 15 } },
  };
  source.slots[PL_SLOT_STAFF] = (PlSnapshotSlot){ .used = TRUE,
                                                  .access = PL_ACCESS_FILTERED,
                                                  .until_ms = G_MAXINT64,
                                                  .always = PL_CATEGORIES_STAFF };
  source.slots[3] = (PlSnapshotSlot){ .used = TRUE,
                                      .access = PL_ACCESS_FILTERED,
                                      .until_ms = NOW + 5000,
                                      .contact_until_ms = NOW + 2000,
                                      .time_stands = TRUE,
                                      .always = PL_CATEGORIES_ALWAYS,
                                      .search = PL_SAFE_SEARCH_STRICT,
                                      .allow = allow,
                                      .contact = contact };
  source.slots[4] =
      (PlSnapshotSlot){ .used = TRUE, .access = PL_ACCESS_OPEN, .until_ms = G_MAXINT64 };
  return source;
}

static GBytes *
encode (void)
{
  PlSnapshotSource it = source ();
  GBytes *bytes = pl_snapshot_encode (&it, NULL);

  ck_assert_ptr_nonnull (bytes);
  return bytes;
}

static PlSnapshot *
open_bytes (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  PlSnapshot *snapshot = pl_snapshot_open (data, size, NULL);

  ck_assert_ptr_nonnull (snapshot);
  return snapshot;
}

static gboolean
set_has (const PlNameSet *set, const char *name)
{
  guint16 offset;

  return pl_name_set_match (set, name, strlen (name), &offset);
}

static PlAccess
access_at (guint slot, gint64 now_ms)
{
  g_autoptr (GBytes) bytes = encode ();
  g_autoptr (PlSnapshot) snapshot = open_bytes (bytes);
  PlSiteRules rules;

  ck_assert (pl_snapshot_rules (snapshot, slot, now_ms, &rules));
  return rules.access;
}

START_TEST (what_was_encoded_is_what_is_read)
{
  g_autoptr (GBytes) bytes = encode ();
  g_autoptr (PlSnapshot) snapshot = open_bytes (bytes);
  const PlUpstream *upstreams;
  PlSiteRules rules;

  ck_assert_uint_eq (pl_snapshot_serial (snapshot), 7);
  ck_assert_uint_eq (pl_snapshot_upstreams (snapshot, &upstreams), 1);
  ck_assert_uint_eq (upstreams[0].port, 53);
  ck_assert_int_eq (pl_categories_find (pl_snapshot_categories (snapshot), "music"),
                    PL_CATEGORY_FIRST_OWN + 1);
  ck_assert_int_eq (pl_snapshot_safe_search (snapshot, 3).search, PL_SAFE_SEARCH_STRICT);
  ck_assert (pl_snapshot_time_stands (snapshot, 3) && !pl_snapshot_time_stands (snapshot, 4));
  ck_assert (pl_snapshot_rules (snapshot, 3, NOW, &rules));
  ck_assert (set_has (rules.help, "www.childline.org.uk"));
  ck_assert (set_has (rules.allow, "example.org"));
  ck_assert (!set_has (rules.block, "example.org"));
  ck_assert (!rules.staff);
}
END_TEST

START_TEST (a_child_is_help_only_when_the_lease_ends)
{
  PlSnapshotSource it = source ();
  it.slots[3].until_ms = G_MAXINT64;
  g_autoptr (GBytes) bytes = pl_snapshot_encode (&it, NULL);
  g_autoptr (PlSnapshot) snapshot = open_bytes (bytes);
  PlSiteRules rules;

  pl_snapshot_rules (snapshot, 3, LEASE - 1, &rules);
  ck_assert_int_eq (rules.access, PL_ACCESS_FILTERED);
  pl_snapshot_rules (snapshot, 3, LEASE, &rules);
  ck_assert_int_eq (rules.access, PL_ACCESS_HELP_ONLY);
}
END_TEST

START_TEST (a_child_is_help_only_from_until_on)
{
  ck_assert_int_eq (access_at (3, NOW + 4999), PL_ACCESS_FILTERED);
  ck_assert_int_eq (access_at (3, NOW + 5000), PL_ACCESS_HELP_ONLY);
}
END_TEST

START_TEST (staff_and_adults_outlive_the_lease)
{
  ck_assert_int_eq (access_at (PL_SLOT_STAFF, LEASE + 1), PL_ACCESS_FILTERED);
  ck_assert_int_eq (access_at (4, LEASE + 1), PL_ACCESS_OPEN);
}
END_TEST

START_TEST (contact_closes_at_its_time_and_with_the_lease)
{
  PlSnapshotSource it = source ();
  it.slots[3].until_ms = it.slots[3].contact_until_ms = G_MAXINT64;
  g_autoptr (GBytes) forever = pl_snapshot_encode (&it, NULL);
  g_autoptr (GBytes) bytes = encode ();
  g_autoptr (PlSnapshot) leased = open_bytes (forever);
  g_autoptr (PlSnapshot) timed = open_bytes (bytes);
  PlSiteRules rules;

  pl_snapshot_rules (timed, 3, NOW + 1999, &rules);
  ck_assert (set_has (rules.contact, "video.example"));
  pl_snapshot_rules (timed, 3, NOW + 2000, &rules);
  ck_assert (!set_has (rules.contact, "video.example"));
  pl_snapshot_rules (leased, 3, LEASE - 1, &rules);
  ck_assert (set_has (rules.contact, "video.example"));
  pl_snapshot_rules (leased, 3, LEASE, &rules);
  ck_assert (!set_has (rules.contact, "video.example"));
}
END_TEST

/* What a worker sleeps until: at no other moment do the rules change. */
START_TEST (each_end_is_known_beforehand)
{
  g_autoptr (GBytes) bytes = encode ();
  g_autoptr (PlSnapshot) snapshot = open_bytes (bytes);

  ck_assert_int_eq (pl_snapshot_ends_at (snapshot, 3, NOW), NOW + 2000);
  ck_assert_int_eq (pl_snapshot_ends_at (snapshot, 3, NOW + 1999), NOW + 2000);
  ck_assert_int_eq (pl_snapshot_ends_at (snapshot, 3, NOW + 2000), NOW + 5000);
  ck_assert_int_eq (pl_snapshot_ends_at (snapshot, 3, NOW + 5000), LEASE);
  ck_assert_int_eq (pl_snapshot_ends_at (snapshot, 3, LEASE), G_MAXINT64);
  ck_assert_int_eq (pl_snapshot_ends_at (snapshot, 5, NOW), G_MAXINT64);
}
END_TEST

START_TEST (a_slot_that_nobody_has_gets_no_rules)
{
  g_autoptr (GBytes) bytes = encode ();
  g_autoptr (PlSnapshot) snapshot = open_bytes (bytes);
  PlSiteRules rules;

  ck_assert (!pl_snapshot_rules (snapshot, 5, NOW, &rules));
  ck_assert (!pl_snapshot_rules (snapshot, PL_SLOT_MAX, NOW, &rules));
}
END_TEST

START_TEST (networks_match_to_the_bit)
{
  g_autoptr (GBytes) bytes = encode ();
  g_autoptr (PlSnapshot) snapshot = open_bytes (bytes);
  guint8 address[16] = { [10] = 0xff, 0xff, 10, 0, 255, 255 };

  ck_assert (pl_snapshot_network_listed (snapshot, address));
  address[13] = 1;
  ck_assert (pl_snapshot_network_listed (snapshot, address));
  address[13] = 2;
  ck_assert (!pl_snapshot_network_listed (snapshot, address));
}
END_TEST

START_TEST (too_much_is_refused)
{
  PlSnapshotSource it = source ();
  g_autoptr (GError) error = NULL;

  it.n_upstreams = PL_UPSTREAM_MAX + 1;
  ck_assert_ptr_null (pl_snapshot_encode (&it, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT));
}
END_TEST

START_TEST (every_truncation_is_refused)
{
  g_autoptr (GBytes) bytes = encode ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize cut = 0; cut < size; cut++) {
    g_autofree guint8 *copy = g_memdup2 (data, MAX (cut, 1));
    ck_assert_ptr_null (pl_snapshot_open (copy, cut, NULL));
  }
}
END_TEST

/* Not a promise of the agent's (it seals what it wrote), but a worker must not fall over. */
START_TEST (altered_bytes_never_crash_a_worker)
{
  g_autoptr (GBytes) bytes = encode ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *seed = g_getenv ("PL_SEED");
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed ? atoi (seed) : 1);

  for (int round = 0; round < 20000; round++) {
    g_autofree guint8 *copy = g_memdup2 (data, size);
    for (int flips = g_rand_int_range (rand, 1, 4); flips > 0; flips--)
      copy[g_rand_int_range (rand, 0, size)] = g_rand_int (rand);
    g_autoptr (PlSnapshot) snapshot = pl_snapshot_open (copy, size, NULL);
    PlSiteRules rules;
    PlSiteVerdict verdict;
    for (guint slot = 0; snapshot != NULL && slot < PL_SLOT_MAX; slot++)
      if (pl_snapshot_rules (snapshot, slot, NOW, &rules))
        pl_site_rules_decide (&rules, NULL, "www.example.org", 15, &verdict);
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    what_was_encoded_is_what_is_read,
    a_child_is_help_only_when_the_lease_ends,
    a_child_is_help_only_from_until_on,
    staff_and_adults_outlive_the_lease,
    contact_closes_at_its_time_and_with_the_lease,
    each_end_is_known_beforehand,
    a_slot_that_nobody_has_gets_no_rules,
    networks_match_to_the_bit,
    too_much_is_refused,
    every_truncation_is_refused,
    altered_bytes_never_crash_a_worker,
    NULL,
  };

  return pl_tap_main ("snapshot", tests, 30);
}
