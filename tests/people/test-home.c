/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/data/shipped.h"
#include "policy/error.h"
#include "policy/people/home.h"
#include "tests/tap.h"

static PlHome *
parse (const char *text, GError **error)
{
  return pl_home_parse ("home.conf", text, strlen (text), error);
}

/* "b8b0:..." of an address, as 32 hex digits. */
static char *
hex (const guint8 address[16])
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 16; i++)
    g_string_append_printf (text, "%02x", address[i]);
  return g_string_free (text, FALSE);
}

static void
assert_windows (const PlWindows *windows, guint start, guint end)
{
  ck_assert_ptr_nonnull (windows);
  ck_assert_uint_eq (windows->n, 1);
  ck_assert_uint_eq (windows->windows[0].start, start);
  ck_assert_uint_eq (windows->windows[0].end, end);
}

START_TEST (an_empty_file_is_a_home_with_defaults)
{
  g_autoptr (PlHome) home = parse ("", NULL);

  ck_assert_ptr_nonnull (home);
  ck_assert_str_eq (home->zone_id, "Europe/London");
  ck_assert_str_eq (g_time_zone_get_identifier (home->zone), "Europe/London");
  for (int i = 0; i < PL_WEEKDAYS; i++)
    ck_assert_ptr_null (home->maximum.weekday[i]);
  ck_assert (home->maximum_applies);
  ck_assert_str_eq (home->staff_group, "porchlight-staff");
  ck_assert_str_eq (home->managers_group, "porchlight-managers");
  ck_assert_str_eq (home->leads_group, "porchlight-leads");
  ck_assert_uint_eq (home->n_upstreams, 0);
  ck_assert_ptr_null (home->help_sites[0]);
  ck_assert_uint_eq (pl_categories_count (home->categories), PL_CATEGORY_FIRST_OWN);
}
END_TEST

START_TEST (every_key_of_the_contract_is_read)
{
  g_autoptr (PlHome) home =
      parse ("[Home]\nName=Elm House\nTimezone=Pacific/Chatham\n"
             "[Timetable]\nMonday=12:00-22:00\nTuesday=\n"
             "[Exceptions]\n2026-12-25=08:00-24:00\n2026-12-26=\n"
             "[Device]\nKind=office\nRoom=Lounge\n"
             "[Roles]\nStaff=team\nManagers=rm\nLeads=dsl\n"
             "[Help]\nSites=Elm-House.example;\n"
             "Numbers=Elm House: office: 01632 960 112;On call:+44 1632 960113\n"
             "[Wifi]\nAllow=Elm House;Elm 5G;\nRefuse=Elm Staff\n"
             "[Categories]\nIds=vaping;casting;\n"
             "[Rules]\nVersion=3\nReview=2027-01-31\n"
             "[Records]\nUsageDays=30\nActDays=2190\n[Kept]\nrequests=400\nconcerns=0\n",
             NULL);
  guint32 christmas, review;

  ck_assert_ptr_nonnull (home);
  ck_assert (pl_date_parse ("2026-12-25", &christmas) && pl_date_parse ("2027-01-31", &review));
  ck_assert_str_eq (home->name, "Elm House");
  ck_assert_uint_eq (home->help_numbers->len, 2);
  const PlHelpNumber *office = home->help_numbers->pdata[0], *duty = home->help_numbers->pdata[1];
  ck_assert_str_eq (office->name, "Elm House: office");
  ck_assert_str_eq (office->number, "01632 960 112");
  ck_assert_str_eq (duty->name, "On call");
  ck_assert_str_eq (duty->number, "+44 1632 960113");
  ck_assert_int_eq (home->usage_days, 30);
  ck_assert_int_eq (home->act_days, 2190);
  ck_assert_uint_eq (home->kept.days[PL_KEPT_BLOCKED], 30);
  ck_assert_uint_eq (home->kept.days[PL_KEPT_REVIEWS], 2190);
  ck_assert_uint_eq (home->kept.days[PL_KEPT_REQUESTS], 400);
  ck_assert_uint_eq (home->kept.days[PL_KEPT_CONCERNS], 0);
  ck_assert_str_eq (home->zone_id, "Pacific/Chatham");
  assert_windows (home->maximum.weekday[0], 720, 1320);
  ck_assert_uint_eq (home->maximum.weekday[1]->n, 0);
  ck_assert_ptr_null (home->maximum.weekday[2]);
  assert_windows (g_hash_table_lookup (home->maximum.exceptions, GUINT_TO_POINTER (christmas)), 480,
                  1440);
  ck_assert_int_eq (home->device_kind, PL_DEVICE_OFFICE);
  ck_assert_str_eq (home->room, "Lounge");
  ck_assert_str_eq (home->staff_group, "team");
  ck_assert_str_eq (home->managers_group, "rm");
  ck_assert_str_eq (home->leads_group, "dsl");
  ck_assert_str_eq (home->help_sites[0], "elm-house.example");
  ck_assert_str_eq (home->wifi_allow[1], "Elm 5G");
  ck_assert_str_eq (home->wifi_refuse[0], "Elm Staff");
  ck_assert_int_eq (pl_categories_find (home->categories, "casting"), PL_CATEGORY_FIRST_OWN);
  ck_assert_str_eq (home->rules_version, "3");
  ck_assert_uint_eq (home->rules_review, review);
}
END_TEST

START_TEST (the_maximum_is_not_applied_on_a_staying_close_device_unless_the_file_says_so)
{
  g_autoptr (PlHome) communal = parse ("[Device]\nKind=communal\n", NULL);
  g_autoptr (PlHome) close = parse ("[Device]\nKind=staying-close\n", NULL);
  g_autoptr (PlHome) agreed = parse ("[Device]\nMaximum=applies\nKind=staying-close\n", NULL);

  ck_assert (communal->maximum_applies);
  ck_assert (!close->maximum_applies);
  ck_assert (agreed->maximum_applies);
}
END_TEST

START_TEST (resolvers_are_addresses_with_or_without_a_port)
{
  g_autoptr (PlHome) home = parse (
      "[Network]\nUpstream=9.9.9.9;10.0.0.1:5353;2620:fe::fe;[2620:fe::9]:54;[::1];\n", NULL);
  static const struct {
    const char *address;
    guint16 port;
  } expected[] = {
    { "00000000000000000000ffff09090909", 53 }, { "00000000000000000000ffff0a000001", 5353 },
    { "262000fe0000000000000000000000fe", 53 }, { "262000fe000000000000000000000009", 54 },
    { "00000000000000000000000000000001", 53 },
  };

  ck_assert_ptr_nonnull (home);
  ck_assert_uint_eq (home->n_upstreams, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *address = hex (home->upstreams[i].address);
    ck_assert_str_eq (address, expected[i].address);
    ck_assert_uint_eq (home->upstreams[i].port, expected[i].port);
  }
}
END_TEST

START_TEST (local_networks_and_zones_stand_in_one_list)
{
  g_autoptr (PlHome) home =
      parse ("[Network]\nLocal=192.168.7.9/24;lan;fd00:1::/32;Home.Arpa.;10.1.2.3\n", NULL);
  static const struct {
    const char *address;
    guint prefix;
  } expected[] = {
    { "00000000000000000000ffffc0a80700", 120 },
    { "fd000001000000000000000000000000", 32 },
    { "00000000000000000000ffff0a010203", 128 },
  };

  ck_assert_ptr_nonnull (home);
  ck_assert_uint_eq (home->n_networks, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *address = hex (home->networks[i].address);
    ck_assert_str_eq (address, expected[i].address);
    ck_assert_uint_eq (home->networks[i].prefix, expected[i].prefix);
  }
  ck_assert_str_eq (home->local_zones[0], "home.arpa");
  ck_assert_str_eq (home->local_zones[1], "lan");
  ck_assert_ptr_null (home->local_zones[2]);
}
END_TEST

START_TEST (the_home_that_ships_has_the_timetable_of_p0)
{
  static const guint table[PL_WEEKDAYS][2] = { { 12, 22 }, { 12, 22 }, { 12, 22 }, { 12, 22 },
                                               { 12, 23 }, { 8, 23 },  { 8, 22 } };
  g_autoptr (GBytes) bytes = pl_shipped_data ("home.conf");
  g_autoptr (PlHome) home =
      pl_home_parse ("home.conf", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);

  ck_assert_ptr_nonnull (home);
  for (int i = 0; i < PL_WEEKDAYS; i++)
    assert_windows (home->maximum.weekday[i], 60 * table[i][0], 60 * table[i][1]);
}
END_TEST

static const struct {
  const char *text, *message;
} refused[] = {
  { "[Home]\nTimezone=Mars/Olympus\n", "home.conf:2: unknown time zone \"Mars/Olympus\"" },
  { "[Home]\nTimezone=Nowhere\n", "home.conf:2: unknown time zone \"Nowhere\"" },
  { "[Home]\nTimezone=EST5EDT4\n", "home.conf:2: unknown time zone \"EST5EDT4\"" },
  { "[Home]\nTimezone=+01:00\n", "home.conf:2: unknown time zone \"+01:00\"" },
  { "[Home]\nTimezone=Europe/../../passwd\n",
    "home.conf:2: unknown time zone \"Europe/../../passwd\"" },
  { "[Home]\nTimezone=\n", "home.conf:2: unknown time zone \"\"" },
  { "[Timetable]\nMonday=25:00-26:00\n",
    "home.conf:2: bad window '25:00-26:00' (not HH:MM-HH:MM)" },
  { "[Timetable]\nMonday=10:00-12:00;11:00-13:00\n",
    "home.conf:2: windows 10:00-12:00 and 11:00-13:00 overlap" },
  { "[Exceptions]\n2026-02-29=10:00-12:00\n",
    "home.conf:2: \"2026-02-29\" is not a date of the form YYYY-MM-DD" },
  { "[Device]\nKind=tablet\n",
    "home.conf:2: Kind=tablet is not one of: communal, staying-close, office" },
  { "[Device]\nMaximum=never\n", "home.conf:2: Maximum=never is not \"applies\"" },
  { "[Roles]\nStaff=\n", "home.conf:2: \"\" is not the name of a group" },
  { "[Roles]\nLeads=the leads\n", "home.conf:2: \"the leads\" is not the name of a group" },
  { "[Help]\nSites=not a name\n", "home.conf:2: \"not a name\" is not the name of a site" },
  { "[Help]\nNumbers=01632 960 112\n",
    "home.conf:2: \"01632 960 112\" is not a name and a number, such as Office: 01632 960 112" },
  { "[Help]\nNumbers=Office: ask Jo\n",
    "home.conf:2: \"Office: ask Jo\" is not a name and a number, such as Office: 01632 960 112" },
  { "[Help]\nNumbers=a:1;a:1;a:1;a:1;a:1;a:1;a:1;a:1;a:1\n", "home.conf:2: more than 8 numbers" },
  { "[Network]\nUpstream=dns.example\n",
    "home.conf:2: \"dns.example\" is not the address of a resolver" },
  { "[Network]\nUpstream=9.9.9.9:0\n",
    "home.conf:2: \"9.9.9.9:0\" is not the address of a resolver" },
  { "[Network]\nUpstream=[9.9.9.9]:53\n",
    "home.conf:2: \"[9.9.9.9]:53\" is not the address of a resolver" },
  { "[Network]\nUpstream=1.1.1.1;1.1.1.2;1.1.1.3;1.1.1.4;1.1.1.5;1.1.1.6;1.1.1.7;1.1.1.8;1.1.1.9\n",
    "home.conf:2: more than 8 resolvers" },
  { "[Network]\nLocal=10.0.0.0/33\n", "home.conf:2: \"10.0.0.0/33\" is not a network" },
  { "[Network]\nLocal=10.0.0.256\n", "home.conf:2: \"10.0.0.256\" is not a network" },
  { "[Network]\nLocal=0.0.0.0/0\n",
    "home.conf:2: \"0.0.0.0/0\" holds loopback, multicast or no address" },
  { "[Network]\nLocal=::/0\n", "home.conf:2: \"::/0\" holds loopback, multicast or no address" },
  { "[Network]\nLocal=127.0.0.1\n",
    "home.conf:2: \"127.0.0.1\" holds loopback, multicast or no address" },
  { "[Network]\nLocal=::ffff:0:0/96\n",
    "home.conf:2: \"::ffff:0:0/96\" holds loopback, multicast or no address" },
  { "[Network]\nLocal=bad name\n", "home.conf:2: \"bad name\" is not the name of a site" },
  { "[Categories]\nIds=Vaping\n",
    "home.conf:2: category \"Vaping\" is not of the form [a-z][a-z0-9-]*" },
  { "[Categories]\nIds=games\n", "home.conf:2: category \"games\" is there already" },
  { "[Rules]\nReview=soon\n", "home.conf:2: Review=soon is not a date of the form YYYY-MM-DD" },
  { "[Records]\nUsageDays=1\n", "home.conf:2: UsageDays=1 is not a whole number from 7 to 400" },
  { "[Kept]\nstickers=1\n", "home.conf:2: \"stickers\" is no kind of records" },
  { "[Kept]\nusage=30\n", "home.conf:2: \"usage\" has no days of its own" },
  { "[Kept]\nreviews=-1\n", "home.conf:2: reviews=-1 is not a whole number from 0 to 36500" },
  { "[Child]\nName=Sam\n", "home.conf:1: unknown section [Child]" },
  { "[Home]\nRoom=Lounge\n", "home.conf:2: unknown key \"Room\" in [Home]" },
};

START_TEST (what_is_wrong_is_refused_with_file_and_line)
{
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (parse (refused[_i].text, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_str_eq (error->message, refused[_i].message);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("home");
  TCase *tcase = tcase_create ("home");

  tcase_add_test (tcase, an_empty_file_is_a_home_with_defaults);
  tcase_add_test (tcase, every_key_of_the_contract_is_read);
  tcase_add_test (tcase,
                  the_maximum_is_not_applied_on_a_staying_close_device_unless_the_file_says_so);
  tcase_add_test (tcase, resolvers_are_addresses_with_or_without_a_port);
  tcase_add_test (tcase, local_networks_and_zones_stand_in_one_list);
  tcase_add_test (tcase, the_home_that_ships_has_the_timetable_of_p0);
  tcase_add_loop_test (tcase, what_is_wrong_is_refused_with_file_and_line, 0,
                       G_N_ELEMENTS (refused));
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
