/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/net/hosts-block.h"
#include "policy/data/shipped.h"
#include "tests/tap.h"

#define FILES 3000

static const char *const names[] = { "one.example", "two.example", NULL };

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
equals (GBytes *bytes, const char *text)
{
  ck_assert_uint_eq (g_bytes_get_size (bytes), strlen (text));
  ck_assert_mem_eq (g_bytes_get_data (bytes, NULL), text, strlen (text));
}

START_TEST (a_name_points_to_the_block_address_for_both_families)
{
  g_autofree char *block = pl_hosts_block_text (names);

  ck_assert_ptr_nonnull (strstr (block, "\n192.0.2.53 one.example www.one.example\n"));
  ck_assert_ptr_nonnull (strstr (block, "\n::ffff:192.0.2.53 two.example www.two.example\n"));
  ck_assert_msg (g_str_has_prefix (block, "# Porchlight: begin.") &&
                     g_str_has_suffix (block, "\n# Porchlight: end.\n"),
                 "%s", block);
  ck_assert_msg (strstr (block, "porchlightd --remove-hosts") != NULL, "how to remove it");
}
END_TEST

/* A random file: lines like people's, ours in part, bytes of any kind, with or without a last newline. */
static GBytes *
random_file (GRand *rand, const char *block, gboolean with_ours)
{
  static const char *const foreign[] = {
    "127.0.0.1 localhost\n",
    "192.0.2.53 somebody.example\n",
    "# Porchlight\n",
    "\r\n",
    "\n",
    "::1 localhost # \xff\xfe\n",
    " # Porchlight: begin.\n",
    "x# Porchlight: end.\n",
  };
  g_auto (GStrv) ours = g_strsplit (block, "\n", -1);
  guint n_ours = g_strv_length (ours) - 1;
  GString *file = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 0, 12); i > 0; i--) {
    int kind = g_rand_int_range (rand, 0, with_ours ? 5 : 3);
    if (kind == 0)
      for (int n = g_rand_int_range (rand, 0, 40); n > 0; n--)
        g_string_append_c (file, (char)g_rand_int_range (rand, 0, 256));
    else if (kind < 3)
      g_string_append (file, foreign[g_rand_int_range (rand, 0, G_N_ELEMENTS (foreign))]);
    else if (kind == 3)
      g_string_append_printf (file, "%s\n", ours[g_rand_int_range (rand, 0, (int)n_ours)]);
    else
      g_string_append (file, block);
  }
  return g_string_free_to_bytes (file);
}

START_TEST (a_file_is_what_it_was_when_the_block_is_gone_again)
{
  g_autofree char *block = pl_hosts_block_text (names);
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);

  for (guint i = 0; i < FILES; i++) {
    g_autoptr (GBytes) file = random_file (rand, block, FALSE);
    g_autoptr (GBytes) with = pl_hosts_block_put (file, block);
    g_autoptr (GBytes) without = pl_hosts_block_remove (with);

    ck_assert (!pl_hosts_block_stands (file, block) && pl_hosts_block_stands (with, block));
    ck_assert_uint_eq (g_bytes_get_size (with), g_bytes_get_size (file) + strlen (block));
    ck_assert_msg (g_bytes_equal (without, file), "file %u", i);
  }
}
END_TEST

/* Which lines are ours, said once more and another way: by a set of lines and a flag. */
static GString *
foreign_lines (GBytes *file)
{
  gsize size, start = 0;
  const char *bytes = g_bytes_get_data (file, &size);
  GString *kept = g_string_new (NULL);
  gboolean inside = FALSE;

  while (start < size) {
    gsize end = start;
    while (end < size && bytes[end] != '\n')
      end++;
    end += end < size;
    g_autofree char *line = g_strndup (bytes + start, end - start);
    inside |= g_str_has_prefix (line, "# Porchlight: begin.");
    if (!inside ||
        !(g_str_has_prefix (line, "# Porchlight: ") || g_str_has_prefix (line, "192.0.2.53 ") ||
          g_str_has_prefix (line, "::ffff:192.0.2.53 ")))
      g_string_append_len (kept, bytes + start, (gssize)(end - start));
    inside &= !g_str_has_prefix (line, "# Porchlight: end.");
    start = end;
  }
  return kept;
}

START_TEST (of_a_spoilt_file_every_other_line_stays)
{
  g_autofree char *block = pl_hosts_block_text (names);
  g_autoptr (GRand) rand = g_rand_new_with_seed (18);

  for (guint i = 0; i < FILES; i++) {
    g_autoptr (GBytes) file = random_file (rand, block, TRUE);
    g_autoptr (GBytes) with = pl_hosts_block_put (file, block);
    g_autoptr (GBytes) again = pl_hosts_block_put (with, block);
    g_autoptr (GBytes) without = pl_hosts_block_remove (with);
    GString *kept = foreign_lines (file);
    g_autoptr (GBytes) others = g_string_free_to_bytes (kept);

    ck_assert (pl_hosts_block_stands (with, block));
    ck_assert_msg (g_bytes_equal (again, with), "file %u changes twice", i);
    ck_assert_msg (g_bytes_equal (without, others), "file %u", i);
  }
}
END_TEST

START_TEST (a_block_that_is_changed_does_not_stand)
{
  g_autofree char *block = pl_hosts_block_text (names);
  g_auto (GStrv) lines = g_strsplit (block, "\n", -1);

  for (char **line = lines; **line != '\0'; line++) {
    g_auto (GStrv) parts = g_strsplit (block, *line, 2);
    const char *const spoilt[] = { "", "#", "# Porchlight: another", "192.0.2.53 x" };

    for (gsize i = 0; i < G_N_ELEMENTS (spoilt); i++) {
      g_autofree char *text = g_strjoin (spoilt[i], parts[0], parts[1], NULL);
      g_autoptr (GBytes) file = bytes_of (text);
      ck_assert_msg (!pl_hosts_block_stands (file, block), "%s", text);
    }
  }
  g_autofree char *twice = g_strconcat (block, block, NULL);
  g_autoptr (GBytes) doubled = bytes_of (twice);
  g_autoptr (GBytes) single = pl_hosts_block_put (doubled, block);
  ck_assert (!pl_hosts_block_stands (doubled, block));
  equals (single, block);
}
END_TEST

START_TEST (a_block_that_somebody_moved_is_left_where_it_is)
{
  g_autofree char *block = pl_hosts_block_text (names);
  g_autofree char *text = g_strconcat ("127.0.0.1 localhost\n", block, "::1 localhost", NULL);
  g_autoptr (GBytes) file = bytes_of (text);
  g_autoptr (GBytes) with = pl_hosts_block_put (file, block);
  g_autoptr (GBytes) without = pl_hosts_block_remove (file);

  equals (with, text);
  equals (without, "127.0.0.1 localhost\n::1 localhost");
}
END_TEST

static gboolean
is_in_or_around (const char *name, const char *rule)
{
  g_autofree char *below = g_strconcat (".", rule, NULL);
  g_autofree char *above = g_strconcat (".", name, NULL);

  return strcmp (name, rule) == 0 || g_str_has_suffix (name, below) ||
         g_str_has_suffix (rule, above);
}

START_TEST (what_ships_holds_no_help_learning_or_popular_site)
{
  static const char *const open[] = { "help-sites.list", "learning-sites.list",
                                      "popular-sites.list" };
  g_auto (GStrv) blocked = pl_shipped_names ("hosts-blocked.list");

  ck_assert_uint_ge (g_strv_length (blocked), 20);
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++) {
    g_auto (GStrv) sites = pl_shipped_names (open[i]);
    for (char **name = blocked; *name != NULL; name++)
      for (char **site = sites; *site != NULL; site++)
        ck_assert_msg (!is_in_or_around (*name, *site), "%s: %s", open[i], *site);
  }
}
END_TEST

START_TEST (what_ships_is_in_the_starter_list_of_pornography)
{
  g_auto (GStrv) blocked = pl_shipped_names ("hosts-blocked.list");
  g_auto (GStrv) starter = pl_shipped_names ("starter/pornography/domains");

  for (char **name = blocked; *name != NULL; name++)
    ck_assert_msg (g_strv_contains ((const char *const *)starter, *name), "%s", *name);
}
END_TEST

int
main (void)
{
  const TTest *tests[] = { a_name_points_to_the_block_address_for_both_families,
                           a_file_is_what_it_was_when_the_block_is_gone_again,
                           of_a_spoilt_file_every_other_line_stays,
                           a_block_that_is_changed_does_not_stand,
                           a_block_that_somebody_moved_is_left_where_it_is,
                           what_ships_holds_no_help_learning_or_popular_site,
                           what_ships_is_in_the_starter_list_of_pornography,
                           NULL };

  return pl_tap_main ("hosts-block", tests, 60);
}
