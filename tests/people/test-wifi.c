/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/wifi.h"

#include <string.h>

#include "tests/tap.h"

static const PlLevel guarded = { .tethering = FALSE }, free_level = { .tethering = TRUE };

static PlLink
wifi (const char *ssid)
{
  PlLink link = { .kind = PL_LINK_WIFI, .length = (guint8)strlen (ssid) };

  memcpy (link.ssid, ssid, link.length);
  return link;
}

static PlLinks
on (PlLink link)
{
  return (PlLinks){ .known = TRUE, .n = 1, .links = { link } };
}

static void
expect (const char *home_text, PlLinks links, const PlLevel *level, PlLinksJudgement expected)
{
  g_autoptr (PlHome) home = pl_home_parse ("home.conf", home_text, strlen (home_text), NULL);
  const PlLink *which;
  PlLinksJudgement got = pl_links_judge (&links, home, level, &which);

  ck_assert_msg (got == expected, "%s: %u instead of %u", home_text, got, expected);
  ck_assert ((which != NULL) == (got != PL_LINKS_FINE && got != PL_LINKS_UNKNOWN));
}

#define NAMED   "[Wifi]\nAllow=Oak House;Oak Garden\nRefuse=Oak Staff\n"
#define REFUSED "[Wifi]\nRefuse=Oak Staff\n"

START_TEST (where_a_home_names_networks_children_use_no_other)
{
  expect (NAMED, on (wifi ("Oak House")), &guarded, PL_LINKS_FINE);
  expect (NAMED, on (wifi ("Oak Garden")), &guarded, PL_LINKS_FINE);
  expect (NAMED, on (wifi ("Cafe")), &guarded, PL_LINKS_NOT_NAMED);
  expect (NAMED, on (wifi ("oak house")), &guarded, PL_LINKS_NOT_NAMED);
  expect (NAMED, on (wifi ("")), &guarded, PL_LINKS_NOT_NAMED);
  expect (NAMED, on (wifi ("Oak Staff")), &guarded, PL_LINKS_REFUSED);
}
END_TEST

START_TEST (where_it_names_none_children_use_all_but_those_that_it_refuses)
{
  expect ("", on (wifi ("Cafe")), &guarded, PL_LINKS_FINE);
  expect (REFUSED, on (wifi ("Cafe")), &guarded, PL_LINKS_FINE);
  expect (REFUSED, on (wifi ("Oak Staff")), &free_level, PL_LINKS_REFUSED);
}
END_TEST

START_TEST (what_is_refused_is_refused_though_it_is_named_too)
{
  expect ("[Wifi]\nAllow=Oak\nRefuse=Oak\n", on (wifi ("Oak")), &guarded, PL_LINKS_REFUSED);
}
END_TEST

START_TEST (a_cable_is_the_homes_and_nothing_is_no_foreign_network)
{
  PlLinks nothing = { .known = TRUE };

  expect (NAMED, on ((PlLink){ .kind = PL_LINK_WIRED }), &guarded, PL_LINKS_FINE);
  expect (NAMED, nothing, &guarded, PL_LINKS_FINE);
}
END_TEST

START_TEST (a_phones_internet_is_by_level)
{
  PlLink usb = { .kind = PL_LINK_PHONE }, hotspot = wifi ("Sam's phone"), own = wifi ("Oak House");

  hotspot.hotspot = own.hotspot = TRUE;
  expect ("", on (usb), &guarded, PL_LINKS_TETHERED);
  expect ("", on (usb), &free_level, PL_LINKS_FINE);
  expect (NAMED, on (hotspot), &guarded, PL_LINKS_TETHERED);
  expect (NAMED, on (hotspot), &free_level, PL_LINKS_FINE);
  expect (NAMED, on (own), &guarded, PL_LINKS_FINE);
}
END_TEST

START_TEST (one_foreign_link_among_several_is_enough)
{
  PlLinks links = on ((PlLink){ .kind = PL_LINK_WIRED });

  links.links[links.n++] = wifi ("Oak Staff");
  expect (NAMED, links, &guarded, PL_LINKS_REFUSED);
}
END_TEST

START_TEST (where_nobody_can_tell_a_named_home_with_wifi_is_closed)
{
  PlLinks unknown = { .wireless = TRUE }, no_wifi = { .wireless = FALSE };

  expect (NAMED, unknown, &free_level, PL_LINKS_UNKNOWN);
  expect (NAMED, no_wifi, &guarded, PL_LINKS_FINE);
  expect (REFUSED, unknown, &guarded, PL_LINKS_FINE);
  expect ("", unknown, &guarded, PL_LINKS_FINE);
}
END_TEST

START_TEST (a_name_from_the_air_is_printed_so_that_it_does_no_harm)
{
  static const struct {
    const char *ssid, *words;
  } cases[] = {
    { "Oak House", "Oak House" },
    { "Caf\xc3\xa9", "Caf\xc3\xa9" },
    { "a\nb\x1b[31m", "a\\x0ab\\x1b[31m" },
    { "\xff\xfe", "\\xff\\xfe" },
    { "\xe2\x80\xae"
      "kaO",
      "\\xe2\\x80\\xaekaO" },
    { "a\\b", "a\\x5cb" },
    { "\xe2\x82", "\\xe2\\x82" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PlLink link = wifi (cases[i].ssid);
    g_autofree char *words = pl_ssid_words (&link);
    ck_assert_str_eq (words, cases[i].words);
  }
  PlLink zero = { .kind = PL_LINK_WIFI, .length = 3, .ssid = "a\0b" };
  g_autofree char *words = pl_ssid_words (&zero);
  ck_assert_str_eq (words, "a\\x00b");
}
END_TEST

START_TEST (a_home_file_with_a_name_that_no_network_can_have_is_refused)
{
  static const char text[] = "[Wifi]\nAllow=123456789012345678901234567890123\n";
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (pl_home_parse ("home.conf", text, strlen (text), &error));
  ck_assert_str_eq (error->message, "home.conf:2: \"123456789012345678901234567890123\" is longer "
                                    "than the name of a network can be (32 bytes)");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    where_a_home_names_networks_children_use_no_other,
    where_it_names_none_children_use_all_but_those_that_it_refuses,
    what_is_refused_is_refused_though_it_is_named_too,
    a_cable_is_the_homes_and_nothing_is_no_foreign_network,
    a_phones_internet_is_by_level,
    one_foreign_link_among_several_is_enough,
    where_nobody_can_tell_a_named_home_with_wifi_is_closed,
    a_name_from_the_air_is_printed_so_that_it_does_no_harm,
    a_home_file_with_a_name_that_no_network_can_have_is_refused,
    NULL,
  };

  return pl_tap_main ("wifi", tests, 10);
}
