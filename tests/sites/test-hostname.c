/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/hostname.h"
#include <libpsl.h>
#include <string.h>

#include "tests/tap.h"

static const char *
normal (const char *text)
{
  static char out[PL_HOSTNAME_MAX + 1];
  gsize length = pl_hostname_normalise (text, strlen (text), out);

  if (length == 0)
    return "";
  ck_assert_uint_eq (strlen (out), length);
  return out;
}

START_TEST (names_are_lower_case_without_a_final_dot)
{
  ck_assert_str_eq (normal ("www.example.com"), "www.example.com");
  ck_assert_str_eq (normal ("WWW.Example.COM."), "www.example.com");
  ck_assert_str_eq (normal ("_dmarc.ex-ample.com"), "_dmarc.ex-ample.com");
  ck_assert_str_eq (normal ("-a.b-.example.com"), "-a.b-.example.com");
  ck_assert_str_eq (normal ("r3---sn-x.example.com"), "r3---sn-x.example.com");
  ck_assert_str_eq (normal ("Localhost"), "localhost");
  ck_assert_str_eq (normal ("4.3.2.1.in-addr.arpa"), "4.3.2.1.in-addr.arpa");
  ck_assert_str_eq (normal ("123.com"), "123.com");
}
END_TEST

START_TEST (idns_become_a_labels)
{
  ck_assert_str_eq (normal ("b\xc3\xbc"
                            "cher.example"),
                    "xn--bcher-kva.example");
  ck_assert_str_eq (normal ("B\xc3\x9c"
                            "CHER.Example."),
                    "xn--bcher-kva.example");
  ck_assert_str_eq (normal ("fa\xc3\x9f.example"), "xn--fa-hia.example");
  ck_assert_str_eq (normal ("XN--BCHER-KVA.example"), "xn--bcher-kva.example");
  ck_assert_str_eq (normal ("_x.b\xc3\xbc"
                            "cher.example"),
                    "_x.xn--bcher-kva.example");
}
END_TEST

START_TEST (full_width_letters_and_dots_are_ordinary_ones)
{
  ck_assert_str_eq (normal ("\xef\xbd\x81\xef\xbc\x8e\xef\xbd\x82"), "a.b");
  ck_assert_str_eq (normal ("www\xe3\x80\x82"
                            "example\xef\xbd\xa1"
                            "com\xe3\x80\x82"),
                    "www.example.com");
  ck_assert_str_eq (normal ("ex\xc2\xad"
                            "ample.com"),
                    "example.com");
}
END_TEST

START_TEST (what_is_not_a_name_is_refused)
{
  const char *const refused[] = {
    "",
    ".",
    "..",
    ".com",
    "a..b",
    "a.b..",
    " a.b",
    "a b.c",
    "a.b\n",
    "a/b.c",
    "http://a.b",
    "a.b:80",
    "a@b.c",
    "*.a.b",
    "a%b.c",
    "a.b\\",
    "a,b.c",
    "a\342\200\221b.com", /* U+2011 */
    "a\xc3.com",
    "\xff\xfe.com",
    "\xc3\xa9..com",
    "\xc3\xa9%.com",
    "\xc2\xad.com", /* nothing is left of the label */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    ck_assert_msg (normal (refused[i])[0] == '\0', "%s gave %s", refused[i], normal (refused[i]));
}
END_TEST

START_TEST (addresses_are_not_names)
{
  const char *const refused[] = {
    "192.0.2.1", "192.0.2.1.", "1",   "2130706433",  "0x7f000001", "0X7F.1",
    "a.0x",      "a.1",        "::1", "2001:db8::1", "[::1]",      "\xef\xbc\x91.2.3.4",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    ck_assert_msg (normal (refused[i])[0] == '\0', "%s gave %s", refused[i], normal (refused[i]));
}
END_TEST

START_TEST (a_nul_inside_is_refused)
{
  char out[PL_HOSTNAME_MAX + 1];

  ck_assert_uint_eq (pl_hostname_normalise ("a.b\0c", 5, out), 0);
  ck_assert_uint_eq (pl_hostname_normalise ("\xc3\xa9.b\0c", 6, out), 0);
  ck_assert_uint_eq (pl_hostname_normalise ("a.bc", 3, out), 3);
  ck_assert_str_eq (out, "a.b");
}
END_TEST

START_TEST (lengths_are_those_of_the_dns)
{
  g_autofree char *label = g_strnfill (63, 'a'), *beyond = g_strnfill (64, 'a');
  g_autofree char *longest = g_strdup_printf ("%s.%s.%s.%.61s", label, label, label, label);
  g_autofree char *dotted = g_strconcat (longest, ".", NULL);
  g_autofree char *over = g_strconcat (longest, "a", NULL);
  g_autofree char *with_long_label = g_strconcat (beyond, ".com", NULL);
  g_autofree char *idn = g_strconcat ("\xc3\xa9.", longest, NULL);
  g_autofree char *huge = g_strnfill (1 << 20, 'a');
  g_autofree char *huge_idn = g_strconcat ("\xc3\xa9", huge, NULL);

  ck_assert_uint_eq (strlen (longest), PL_HOSTNAME_MAX);
  ck_assert_str_eq (normal (longest), longest);
  ck_assert_str_eq (normal (dotted), longest);
  ck_assert_str_eq (normal (over), "");
  ck_assert_str_ne (normal (label), "");
  ck_assert_str_eq (normal (beyond), "");
  ck_assert_str_eq (normal (with_long_label), "");
  ck_assert_str_eq (normal (idn), "");
  ck_assert_str_eq (normal (huge), "");
  ck_assert_str_eq (normal (huge_idn), "");
}
END_TEST

static gboolean
matches (const char *name, const char *rule)
{
  return pl_hostname_matches (name, strlen (name), rule, strlen (rule));
}

START_TEST (a_rule_matches_itself_and_what_is_below)
{
  ck_assert (matches ("example.com", "example.com"));
  ck_assert (matches ("www.example.com", "example.com"));
  ck_assert (matches ("a.b.example.com", "example.com"));
  ck_assert (!matches ("example.com", "www.example.com"));
  ck_assert (!matches ("badexample.com", "example.com"));
  ck_assert (!matches ("example.com.au", "example.com"));
  ck_assert (!matches ("example.com", ""));
}
END_TEST

START_TEST (parents_lead_to_the_last_label)
{
  const char *name = "a.b.c";

  ck_assert_ptr_eq (pl_hostname_parent (name), name + 2);
  ck_assert_ptr_eq (pl_hostname_parent (name + 2), name + 4);
  ck_assert_ptr_null (pl_hostname_parent (name + 4));
}
END_TEST

START_TEST (public_suffixes_are_those_of_icann)
{
  ck_assert (pl_hostname_is_public_suffix ("com"));
  ck_assert (pl_hostname_is_public_suffix ("co.uk"));
  ck_assert (pl_hostname_is_public_suffix ("anything.ck"));
  ck_assert (pl_hostname_is_public_suffix ("xn--55qx5d.cn"));
  ck_assert (!pl_hostname_is_public_suffix ("www.ck"));
  ck_assert (!pl_hostname_is_public_suffix ("example.co.uk"));
  ck_assert (!pl_hostname_is_public_suffix ("github.io"));
  ck_assert (!pl_hostname_is_public_suffix ("notatld"));
}
END_TEST

/* A look at libpsl's list is saved for most names: every suffix that there is must still be found. */
START_TEST (no_suffix_of_the_list_is_missed)
{
  g_autofree char *text = NULL;
  guint suffixes = 0;

  if (!g_file_get_contents ("/usr/share/publicsuffix/public_suffix_list.dat", &text, NULL, NULL))
    return;

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    const char *name = normal (*line + strspn (*line, "*.!"));
    int type = PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE;

    if (*name == '\0')
      continue;
    suffixes += pl_hostname_is_public_suffix (name);
    ck_assert_msg (pl_hostname_is_public_suffix (name) ==
                       psl_is_public_suffix2 (psl_builtin (), name, type),
                   "%s", name);
  }
  ck_assert_uint_gt (suffixes, 1000);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { names_are_lower_case_without_a_final_dot,
                                 idns_become_a_labels,
                                 full_width_letters_and_dots_are_ordinary_ones,
                                 what_is_not_a_name_is_refused,
                                 addresses_are_not_names,
                                 a_nul_inside_is_refused,
                                 lengths_are_those_of_the_dns,
                                 a_rule_matches_itself_and_what_is_below,
                                 parents_lead_to_the_last_label,
                                 public_suffixes_are_those_of_icann,
                                 no_suffix_of_the_list_is_missed,
                                 NULL };

  return pl_tap_main ("hostname", tests, 10);
}
