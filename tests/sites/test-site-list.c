/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-list.h"

#include <string.h>

#include "tests/tap.h"

/* Rules are noted as "name " and "@@name ". */
static void
note_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  ck_assert_uint_eq (strlen (name), length);
  g_string_append_printf (user_data, "%s%s ", kind == PL_SITE_RULE_EXCEPTION ? "@@" : "", name);
}

/* What a list gives, in chunks of so many bytes (0: all at once); its rules go to found. */
static PlSiteListReport
read_list (const char *text, gsize length, gsize chunk, GString *found)
{
  g_autoptr (PlSiteList) list = pl_site_list_new (note_rule, found);

  g_string_truncate (found, 0);
  for (gsize at = 0, n; at < length; at += n) {
    n = chunk == 0 ? length : MIN (chunk, length - at);

    /* exactly as long as it says, so that ASan sees a step beyond */
    g_autofree char *copy = g_memdup2 (text + at, n);

    pl_site_list_feed (list, copy, n);
  }
  return *pl_site_list_end (list);
}

typedef struct {
  const char *lines;
  const char *rules;
} Case;

/* Lines that give these rules, and of which none is skipped. */
static void
check_cases (const Case *cases, gsize n)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (gsize i = 0; i < n; i++) {
    PlSiteListReport report = read_list (cases[i].lines, strlen (cases[i].lines), 0, found);

    ck_assert_msg (strcmp (found->str, cases[i].rules) == 0, "%s gave %s", cases[i].lines,
                   found->str);
    ck_assert_msg (report.skipped == 0, "%s: skipped", cases[i].lines);
  }
}

static void
check_skipped (PlSiteSkip reason, const char *const *lines, gsize n)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (gsize i = 0; i < n; i++) {
    PlSiteListReport report = read_list (lines[i], strlen (lines[i]), 0, found);

    ck_assert_msg (found->len == 0, "%s gave %s", lines[i], found->str);
    ck_assert_msg (report.skipped == 1, "%s: not skipped", lines[i]);
    ck_assert_msg (report.skipped_by[reason] == 1, "%s: %s", lines[i],
                   pl_site_skip_text (report.samples[0].reason));
  }
}

#define SKIPPED(reason, ...)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const char *const lines[] = { __VA_ARGS__ };                                                   \
    check_skipped (reason, lines, G_N_ELEMENTS (lines));                                           \
  }                                                                                                \
  G_STMT_END

START_TEST (plain_names_and_wildcards_are_rules)
{
  const Case cases[] = {
    { "example.com", "example.com " },
    { "example.com\n", "example.com " },
    { "Example.COM.\r\nexample.org\r\n", "example.com example.org " },
    { "\xef\xbb\xbf"
      "example.com\n",
      "example.com " },
    { "  \t example.com \t\n", "example.com " },
    { "*.example.com\n**.example.org\n.example.net\n", "example.com example.org example.net " },
    { "_sip.example.com\na-.example.com", "_sip.example.com a-.example.com " },
    { "b\xc3\xbc"
      "cher.example",
      "xn--bcher-kva.example " },
    { "example.com # why\nexample.org#why\nexample.net ; why",
      "example.com example.org example.net " },
    { "github.io", "github.io " },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}
END_TEST

START_TEST (comments_and_blanks_are_neither_rules_nor_skipped)
{
  const Case cases[] = {
    { "# example.com\n! example.com\n; example.com\n  # x", "" },
    { "\n\r\n   \t\r\n", "" },
    { "[Adblock Plus 2.0]\n! Title: a.example.com\n##\n# b", "" },
    { "#####\n#### Title ####\n", "" },
    { "", "" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}
END_TEST

START_TEST (hosts_lines_hold_several_names)
{
  const Case cases[] = {
    { "0.0.0.0 example.com", "example.com " },
    { "127.0.0.1\texample.com   example.org # example.net", "example.com example.org " },
    { "::1 a.example\n:: b.example\n0 c.example\n127.1 d.example",
      "a.example b.example c.example d.example " },
    { "fe80::1%lo0 a.example", "a.example " },
    { "0.0.0.0 a.example b 1.2.3.4 co.uk c.example", "a.example c.example " },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}
END_TEST

START_TEST (adblock_rules_and_exceptions)
{
  const Case cases[] = {
    { "||example.com^", "example.com " },
    { "@@||example.com^", "@@example.com " },
    { "||*.example.com^\r\n@@||*.example.org^\r\n", "example.com @@example.org " },
    { "||Example.com", "example.com " },
    { "||example.com^ # why\n@@||example.org^\t! why", "example.com @@example.org " },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
  SKIPPED (PL_SITE_SKIP_MODIFIER, "||example.com^$third-party", "@@||example.com^$important",
           "||example.com$script", "example.com$popup");
  SKIPPED (PL_SITE_SKIP_PATTERN, "||example.com/ads", "||example.com^ads", "/ads[0-9]/",
           "|https://example.com|", "@@|https://example.com", "@@/ads/", "||ads*.example.com^",
           "||example.*^", "example.com##.banner", "example.com#@#.banner", "example.com#?#x",
           "! x\n##.banner", "! x\n#@#.banner", "[$path=/x]||example.com^", "||example.com:80^");
  SKIPPED (PL_SITE_SKIP_ADDRESS, "||192.0.2.1^");
}
END_TEST

START_TEST (dnsmasq_addresses_are_rules_and_servers_are_not)
{
  const Case cases[] = {
    { "address=/example.com/", "example.com " },
    { "address=/example.com/0.0.0.0", "example.com " },
    { "address=/example.com/#", "example.com " },
    { "address=/a.example/b.example/::", "a.example b.example " },
    { "local=/example.com/", "example.com " },
    { "address = /.example.com/  # why", "example.com " },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
  SKIPPED (PL_SITE_SKIP_NOT_A_BLOCK, "server=/example.com/192.0.2.1", "server=/example.com/",
           "local=/example.com/192.0.2.1", "bogus-nxdomain=192.0.2.1", "cname=a.example,b.example",
           "local=");
  SKIPPED (PL_SITE_SKIP_INVALID_NAME, "address=/example.com", "address=", "address=/#/0.0.0.0");
  SKIPPED (PL_SITE_SKIP_SINGLE_LABEL, "local=/lan/");
}
END_TEST

START_TEST (zone_files_block_by_their_policy)
{
  const Case cases[] = {
    { "example.com CNAME .", "example.com " },
    { "example.com CNAME .\n*.example.com CNAME .", "example.com example.com " },
    { "example.com. 300 IN CNAME *.\nexample.org\tIN\t1h\tcname\t.", "example.com example.org " },
    { "example.com CNAME rpz-drop.", "example.com " },
    { "example.com A 0.0.0.0\nexample.com AAAA ::", "example.com example.com " },
  };
  g_autoptr (GString) found = g_string_new (NULL);
  const char zone[] = "$TTL 300\n"
                      "@ IN SOA localhost. root.localhost. (\n"
                      "  2025010101 ; serial\n"
                      "  3600 600 86400 300 )\n"
                      "  IN NS localhost.\n"
                      "; a comment\n"
                      "$ORIGIN Rpz.Example.net.\n"
                      "bad.com.rpz.example.net. CNAME .\n"
                      "worse.com CNAME .\n"
                      "www.good.com CNAME rpz-passthru.\n";

  check_cases (cases, G_N_ELEMENTS (cases));
  SKIPPED (PL_SITE_SKIP_NOT_A_BLOCK, "example.com CNAME rpz-passthru.",
           "www.example.com CNAME safe.example.com.", "32.1.2.0.192.rpz-ip CNAME .",
           "ns.example.com.rpz-nsdname CNAME .", "example.com A 192.0.2.1", "$TTL 300",
           "@ SOA localhost. root.localhost. 1 2 3 4 5", "  NS localhost.", "example.com TXT x");

  PlSiteListReport report = read_list (zone, strlen (zone), 0, found);

  ck_assert_str_eq (found->str, "bad.com worse.com ");
  ck_assert_uint_eq (report.skipped, 7);
}
END_TEST

START_TEST (what_is_no_name_is_skipped_with_its_reason)
{
  SKIPPED (PL_SITE_SKIP_ADDRESS, "192.0.2.1", "192.0.2.0/24", "2001:db8::1",
           "192.0.2.1 # example.com", "0.0.0.0 192.0.2.1", "0.0.0.0 0.0.0.0");
  SKIPPED (PL_SITE_SKIP_SINGLE_LABEL, "localhost", ".com", "*.aaa", "||*.aaa^",
           "127.0.0.1 localhost", "::1 ip6-localhost ip6-loopback",
           "255.255.255.255 broadcasthost");
  SKIPPED (PL_SITE_SKIP_PUBLIC_SUFFIX, "co.uk", "*.co.uk", "||gov.uk^", "@@||co.uk^", "any.ck",
           "0.0.0.0 com.au");
  SKIPPED (PL_SITE_SKIP_INVALID_NAME, "ex ample.com", "a..com", "example,com", "\"example.com\",",
           "Some words of text",
           "cg\xe2\x80\x91"
           "dialup.net",
           "\xff\xfe.com");
  SKIPPED (PL_SITE_SKIP_PATTERN, "http://example.com/", "example.com/path", "ads*.example.com",
           "*");
}
END_TEST

START_TEST (a_line_with_one_good_name_is_not_skipped)
{
  g_autoptr (GString) found = g_string_new (NULL);
  const char text[] = "0.0.0.0 localhost a.example\n0.0.0.0 localhost\n";
  PlSiteListReport report = read_list (text, strlen (text), 0, found);

  ck_assert_uint_eq (report.lines, 2);
  ck_assert_uint_eq (report.rules, 1);
  ck_assert_uint_eq (report.skipped, 1);
}
END_TEST

START_TEST (the_first_skipped_lines_are_kept_for_the_report)
{
  g_autoptr (GString) found = g_string_new (NULL);
  const char text[] = "a.example\nco.uk\n# c\nx\x1b[31m\xe2\x80\xae y\n1.2.3.4\nb\nc\nd\ne\nf";
  PlSiteListReport report = read_list (text, strlen (text), 0, found);

  ck_assert_uint_eq (report.lines, 10);
  ck_assert_uint_eq (report.skipped, 8);
  ck_assert_uint_eq (report.n_samples, PL_SITE_LIST_SAMPLES);
  ck_assert_uint_eq (report.samples[0].line, 2);
  ck_assert_str_eq (report.samples[0].text, "co.uk");
  ck_assert_int_eq (report.samples[0].reason, PL_SITE_SKIP_PUBLIC_SUFFIX);
  ck_assert_uint_eq (report.samples[1].line, 4);
  ck_assert_str_eq (report.samples[1].text, "x?[31m? y");
}
END_TEST

START_TEST (long_lines_are_skipped_whole)
{
  g_autoptr (GString) found = g_string_new (NULL), text = g_string_new ("0.0.0.0");

  for (guint i = 0; i < 4000; i++)
    g_string_append_printf (text, " a%u.example", i);
  ck_assert_uint_gt (text->len, 4096);
  ck_assert_uint_lt (text->len, PL_SITE_LIST_LINE_MAX);

  PlSiteListReport report = read_list (text->str, text->len, 1000, found);

  ck_assert_uint_eq (report.rules, 4000);
  while (text->len < 3 * PL_SITE_LIST_LINE_MAX)
    g_string_append (text, " bad.example");
  g_string_append (text, "\ngood.example\n");
  for (gsize chunk = 0; chunk < 20000; chunk += 9999) {
    report = read_list (text->str, text->len, chunk, found);
    ck_assert_str_eq (found->str, "good.example ");
    ck_assert_uint_eq (report.lines, 2);
    ck_assert_uint_eq (report.skipped_by[PL_SITE_SKIP_LINE_TOO_LONG], 1);
  }
}
END_TEST

START_TEST (a_long_comment_is_a_comment)
{
  g_autoptr (GString) found = g_string_new (NULL), text = g_string_new ("a.example # ");

  while (text->len < 2 * PL_SITE_LIST_LINE_MAX)
    g_string_append (text, "bad.example ");
  g_string_append (text, "\n# ");
  while (text->len < 4 * PL_SITE_LIST_LINE_MAX)
    g_string_append (text, "bad.example ");

  PlSiteListReport report = read_list (text->str, text->len, 7777, found);

  ck_assert_str_eq (found->str, "a.example ");
  ck_assert_uint_eq (report.skipped, 0);
}
END_TEST

/* For ASan: nothing is read beyond the buffer of a line without newline. */
START_TEST (a_line_may_fill_its_buffer)
{
  static const char *const ends[] = { "||", "@@||", "||^", "x=", "address=//", "local=", "$", "@@",
                                      "#",  "a#",   "*.",  ".",  "0 *",        "||a^",   "[" };
  g_autoptr (GString) found = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *text = g_strnfill (PL_SITE_LIST_LINE_MAX, ' ');
    gsize length = strlen (ends[i]);

    memcpy (text + PL_SITE_LIST_LINE_MAX - length, ends[i], length);
    read_list (text, PL_SITE_LIST_LINE_MAX, 0, found);
    ck_assert_str_eq (found->str, "");
  }
}
END_TEST

/* Bytes of all formats, in any order. */
static GString *
random_list (GRand *rand)
{
  static const char *const pieces[] = {
    "example.com",
    "||",
    "@@||",
    "^",
    "^$third-party",
    "\n",
    "\n",
    "\r\n",
    " ",
    "\t",
    "#",
    "##",
    "!",
    ";",
    "0.0.0.0 ",
    "CNAME .",
    "*.",
    ".",
    "co.uk",
    "address=/",
    "/",
    "local=/",
    "$ORIGIN x.y.",
    "[Adblock]",
    "\xc3\xa9",
    "\xff",
    "::1 ",
    "a",
    "rpz-passthru.",
  };
  GString *text = g_string_new (NULL);

  for (guint n = g_rand_int_range (rand, 0, 200); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return text;
}

START_TEST (chunks_make_no_difference)
{
  const char *given = g_getenv ("PL_SEED");
  guint32 seed = given != NULL ? (guint32)g_ascii_strtoull (given, NULL, 10) : g_random_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_print ("# PL_SEED=%u\n", seed);
  for (guint i = 0; i < 3000; i++) {
    g_autoptr (GString) text = random_list (rand), whole = g_string_new (NULL);
    g_autoptr (GString) parts = g_string_new (NULL);
    PlSiteListReport a = read_list (text->str, text->len, 0, whole);
    PlSiteListReport b = read_list (text->str, text->len, g_rand_int_range (rand, 1, 20), parts);

    ck_assert_str_eq (whole->str, parts->str);
    ck_assert_uint_eq (a.lines, b.lines);
    ck_assert_uint_eq (a.rules, b.rules);
    ck_assert_uint_eq (a.skipped, b.skipped);
    ck_assert_mem_eq (a.samples, b.samples, sizeof a.samples);
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { plain_names_and_wildcards_are_rules,
                                 comments_and_blanks_are_neither_rules_nor_skipped,
                                 hosts_lines_hold_several_names,
                                 adblock_rules_and_exceptions,
                                 dnsmasq_addresses_are_rules_and_servers_are_not,
                                 zone_files_block_by_their_policy,
                                 what_is_no_name_is_skipped_with_its_reason,
                                 a_line_with_one_good_name_is_not_skipped,
                                 the_first_skipped_lines_are_kept_for_the_report,
                                 long_lines_are_skipped_whole,
                                 a_long_comment_is_a_comment,
                                 a_line_may_fill_its_buffer,
                                 chunks_make_no_difference,
                                 NULL };

  return pl_tap_main ("site-list", tests, 60);
}
