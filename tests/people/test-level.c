/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <netinet/in.h>
#include <string.h>

#include "policy/error.h"
#include "policy/people/level-change.h"
#include "policy/people/level.h"
#include "policy/people/profile-change.h"
#include "tests/tap.h"

static gboolean
add (PlLevels *levels, const char *text, GError **error)
{
  const char *own[] = { "vaping", NULL };
  g_autoptr (PlCategories) categories = pl_categories_new (own, NULL);

  return pl_levels_add (levels, categories, "a.conf", text, strlen (text), error);
}

START_TEST (four_levels_ship_in_order_and_the_guarded_ones_open_no_port)
{
  static const char *const ids[] = { "close-support", "supported", "guided", "independent" };
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  g_autoptr (PlLevels) levels = pl_levels_new_shipped (categories);

  ck_assert_uint_eq (pl_levels_count (levels), 4);
  for (guint i = 0; i < 4; i++) {
    const PlLevel *level = pl_levels_nth (levels, i);
    ck_assert_str_eq (level->id, ids[i]);
    ck_assert_ptr_eq (pl_levels_find (levels, ids[i]), level);
    ck_assert_int_eq (level->order, (int)i + 1);
    ck_assert_int_eq (level->chosen_only, i == 0);
    ck_assert_int_eq (level->time_up, PL_TIME_UP_INTERNET_OFF);
    if (i < 3)
      ck_assert_uint_eq (level->n_ports, 0);
  }
  ck_assert_ptr_null (pl_levels_nth (levels, 4));
  ck_assert_ptr_null (pl_levels_find (levels, "nobody"));
}
END_TEST

START_TEST (each_shipped_level_blocks_what_the_next_blocks_and_guided_opens_social_networks)
{
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  g_autoptr (PlLevels) levels = pl_levels_new_shipped (categories);
  PlCategorySet social = PL_CATEGORY_BIT (PL_CATEGORY_SOCIAL_NETWORKS);

  for (guint i = 1; i < 4; i++) {
    const PlLevel *guarded = pl_levels_nth (levels, i - 1), *open = pl_levels_nth (levels, i);
    ck_assert ((open->blocked & ~guarded->blocked) == 0);
    ck_assert (open->blocked != guarded->blocked);
    ck_assert (open->search <= guarded->search && open->youtube <= guarded->youtube);
  }
  ck_assert ((pl_levels_find (levels, "supported")->blocked & social) != 0);
  ck_assert ((pl_levels_find (levels, "guided")->blocked & social) == 0);
}
END_TEST

START_TEST (every_key_of_the_contract_is_read)
{
  g_autoptr (PlLevels) levels = pl_levels_new ();

  ck_assert (
      add (levels,
           "[Level]\nId=calm\nName=Calm\nAbout=Quiet sites.\nOrder=7\n[Sites]\nMode=chosen-only\n"
           "Block=games;vaping;gambling;\n[SafeSearch]\nSearch=moderate\nYouTube=off\n"
           "[Ports]\nAllow=tcp/5222;udp/3478;\n[TimeUp]\nAction=end-session\n",
           NULL));
  const PlLevel *level = pl_levels_find (levels, "calm");
  ck_assert_str_eq (level->name, "Calm");
  ck_assert_str_eq (level->about, "Quiet sites.");
  ck_assert_int_eq (level->order, 7);
  ck_assert (level->chosen_only);
  /* F1 is blocked anyway: it is not in the level's own set. */
  ck_assert (level->blocked ==
             (PL_CATEGORY_BIT (PL_CATEGORY_GAMES) | PL_CATEGORY_BIT (PL_CATEGORY_FIRST_OWN)));
  ck_assert_int_eq (level->search, PL_SAFE_SEARCH_MODERATE);
  ck_assert_int_eq (level->youtube, PL_SAFE_SEARCH_OFF);
  ck_assert_uint_eq (level->n_ports, 2);
  ck_assert_uint_eq (level->ports[0].protocol, IPPROTO_TCP);
  ck_assert_uint_eq (level->ports[0].port, 5222);
  ck_assert_uint_eq (level->ports[1].protocol, IPPROTO_UDP);
  ck_assert_int_eq (level->time_up, PL_TIME_UP_END_SESSION);
}
END_TEST

START_TEST (what_a_level_does_not_say_is_read_strictly)
{
  g_autoptr (PlLevels) levels = pl_levels_new ();

  ck_assert (add (levels, "[Level]\nId=bare\nOrder=1\n", NULL));
  const PlLevel *level = pl_levels_nth (levels, 0);
  ck_assert_str_eq (level->name, "bare");
  ck_assert (!level->chosen_only);
  ck_assert_int_eq (level->search, PL_SAFE_SEARCH_STRICT);
  ck_assert_int_eq (level->youtube, PL_SAFE_SEARCH_STRICT);
  ck_assert_uint_eq (level->n_ports, 0);
}
END_TEST

#define HEAD "[Level]\nId=x\nOrder=2\n"

static const struct {
  const char *text, *message;
} refused[] = {
  { "[Level]\nOrder=1\n", "a.conf:1: Id is missing from [Level]" },
  { "# none\n[Level]\nId=x\n", "a.conf:2: Order is missing from [Level]" },
  { "[Level]\nId=first\nOrder=2\n", "a.conf:2: there is already a level \"first\"" },
  { "[Level]\nId=x\nOrder=1\n", "a.conf:3: Order=1 is that of level \"first\" already" },
  { "[Level]\nId=x\nOrder=0\n", "a.conf:3: Order=0 is not a whole number from 1 to 999" },
  { "[Level]\nId=X y\nOrder=2\n", "a.conf:2: Id=X y is not of the form [a-z][a-z0-9-]*" },
  { HEAD "[Sites]\nMode=open\n", "a.conf:5: Mode=open is not one of: filtered, chosen-only" },
  { HEAD "[Sites]\nBlock=games;sport\n", "a.conf:5: unknown category \"sport\"" },
  { HEAD "[Sites]\nBlock=learning\n", "a.conf:5: unknown category \"learning\"" },
  { HEAD "[SafeSearch]\nSearch=on\n", "a.conf:5: Search=on is not one of: off, moderate, strict" },
  { HEAD "[Ports]\nAllow=tcp/53\n",
    "a.conf:5: port tcp/53 is never opened: DNS and the web are filtered" },
  { HEAD "[Ports]\nAllow=udp/80\n",
    "a.conf:5: port udp/80 is never opened: DNS and the web are filtered" },
  { HEAD "[Ports]\nAllow=udp/443\n",
    "a.conf:5: port udp/443 is never opened: DNS and the web are filtered" },
  { HEAD "[Ports]\nAllow=tcp/853\n",
    "a.conf:5: port tcp/853 is never opened: DNS and the web are filtered" },
  { HEAD "[Ports]\nAllow=tcp/0\n", "a.conf:5: port tcp/0 is not a port from 1 to 65535" },
  { HEAD "[Ports]\nAllow=tcp/65536\n", "a.conf:5: port tcp/65536 is not a port from 1 to 65535" },
  { HEAD "[Ports]\nAllow=tcp/0443\n",
    "a.conf:5: port tcp/0443 is never opened: DNS and the web are filtered" },
  { HEAD "[Ports]\nAllow=sctp/99\n",
    "a.conf:5: port sctp/99 is not of the form tcp/NUMBER or udp/NUMBER" },
  { HEAD "[Ports]\nAllow=5222\n",
    "a.conf:5: port 5222 is not of the form tcp/NUMBER or udp/NUMBER" },
  { HEAD "[TimeUp]\nAction=shutdown\n",
    "a.conf:5: Action=shutdown is not one of: internet-off, lock, end-session" },
  { HEAD "[Timetable]\nMonday=\n", "a.conf:4: unknown section [Timetable]" },
};

START_TEST (what_is_wrong_is_refused_with_file_and_line)
{
  g_autoptr (PlLevels) levels = pl_levels_new ();
  g_autoptr (GError) error = NULL;

  ck_assert (add (levels, "[Level]\nId=first\nOrder=1\n", NULL));
  ck_assert (!add (levels, refused[_i].text, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_str_eq (error->message, refused[_i].message);
  ck_assert_uint_eq (pl_levels_count (levels), 1);
}
END_TEST

START_TEST (more_than_32_ports_are_refused)
{
  g_autoptr (PlLevels) levels = pl_levels_new ();
  g_autoptr (GString) text = g_string_new (HEAD "[Ports]\nAllow=");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i <= PL_PORTS_MAX; i++)
    g_string_append_printf (text, "udp/%d;", 5000 + i);
  ck_assert (!add (levels, text->str, &error));
  ck_assert_str_eq (error->message,
                    "a.conf:5: port udp/5032 is one more than the 32 that there can be");
}
END_TEST

/* What changes between two texts of one level, in words; closed: as of pl_level_changes. Transfer full. */
static char *
changes_in_words (const char *before, const char *after, PlCategorySet closed)
{
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  g_autoptr (PlLevels) one = pl_levels_new (), other = pl_levels_new ();
  g_autofree char *was = g_strconcat ("[Level]\nId=a\nOrder=1\n", before, NULL);
  g_autofree char *is = g_strconcat ("[Level]\nId=a\nOrder=1\n", after, NULL);
  GString *words = g_string_new (NULL);

  ck_assert (add (one, was, NULL) && add (other, is, NULL));
  const PlLevel *a = pl_levels_nth (one, 0), *b = pl_levels_nth (other, 0);
  g_autoptr (GArray) changes = pl_level_changes (a, b, closed);
  for (guint i = 0; i < changes->len; i++) {
    const PlLevelChange *change = &g_array_index (changes, PlLevelChange, i);
    g_autofree char *from = pl_level_value (a, change), *to = pl_level_value (b, change);
    g_string_append_printf (words, "%s %s%s%s>%s%s%s;", pl_level_field_code (change->field),
                            change->category != PL_CATEGORY_NONE
                                ? pl_categories_id (categories, (guint)change->category)
                                : "",
                            change->category != PL_CATEGORY_NONE ? " " : "", from, to,
                            change->direction & PL_LOOSENS ? " +" : "",
                            change->direction & PL_TIGHTENS ? " -" : "");
  }
  return g_string_free (words, FALSE);
}

static const struct {
  const char *before, *after, *words;
  PlCategorySet closed;
} changed[] = {
  { "", "About=other words\n", "", 0 },
  { "Name=A\n", "Name=B\n", "level-name A>B;", 0 },
  { "[Sites]\nMode=chosen-only\n", "[Sites]\nMode=filtered\n", "level-mode chosen-only>filtered +;",
    0 },
  /* Chosen-only closes the rest by itself. */
  { "[Sites]\nMode=chosen-only\nBlock=games;\n", "[Sites]\nMode=chosen-only\n", "", 0 },
  { "[Sites]\nBlock=games;chat;\n", "[Sites]\nBlock=chat;dating;\n",
    "level-sites dating >yes -;level-sites games yes> +;", 0 },
  /* Closed by age (F3) is closed before and after, and F1 is in no level. */
  { "[Sites]\nBlock=social-networks;games;\n", "[Sites]\n", "level-sites games yes> +;",
    PL_CATEGORY_BIT (PL_CATEGORY_SOCIAL_NETWORKS) },
  { "[Sites]\nBlock=gambling;\n", "[Sites]\n", "", 0 },
  { "", "[SafeSearch]\nSearch=off\nYouTube=moderate\n",
    "level-search strict>off +;level-youtube strict>moderate +;", 0 },
  { "[SafeSearch]\nSearch=off\n", "", "level-search off>strict -;", 0 },
  { "[Ports]\nAllow=tcp/993;\n", "[Ports]\nAllow=udp/993;tcp/993;\n",
    "level-ports tcp/993>udp/993;tcp/993 +;", 0 },
  { "[Ports]\nAllow=tcp/993;\n", "[Ports]\nAllow=udp/993;\n", "level-ports tcp/993>udp/993 + -;",
    0 },
  { "[Wifi]\nTethering=true\n", "", "level-tethering yes> -;", 0 },
};

START_TEST (what_another_text_of_a_level_opens_and_closes_is_told)
{
  g_autofree char *words =
      changes_in_words (changed[_i].before, changed[_i].after, changed[_i].closed);

  ck_assert_str_eq (words, changed[_i].words);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("level");
  TCase *tcase = tcase_create ("level");

  tcase_add_test (tcase, four_levels_ship_in_order_and_the_guarded_ones_open_no_port);
  tcase_add_test (tcase,
                  each_shipped_level_blocks_what_the_next_blocks_and_guided_opens_social_networks);
  tcase_add_test (tcase, every_key_of_the_contract_is_read);
  tcase_add_test (tcase, what_a_level_does_not_say_is_read_strictly);
  tcase_add_loop_test (tcase, what_is_wrong_is_refused_with_file_and_line, 0,
                       G_N_ELEMENTS (refused));
  tcase_add_test (tcase, more_than_32_ports_are_refused);
  tcase_add_loop_test (tcase, what_another_text_of_a_level_opens_and_closes_is_told, 0,
                       G_N_ELEMENTS (changed));
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
