/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/error.h"
#include "policy/people/routes.h"
#include "tests/tap.h"

#define MAIL "[Mail]\nServer=smtp.example.org\nFrom=home@example.org\n"

static PlRoutes *
parse (const char *text, GError **error)
{
  return pl_routes_parse ("routes.conf", text, strlen (text), NULL, error);
}

START_TEST (every_key_is_read_and_ports_follow_from_the_security)
{
  g_autoptr (PlRoutes) routes =
      parse ("[Mail]\nServer=SMTP.example.org\nUser=home\nCredential=/etc/porchlight/"
             "mail\nFrom=home@example.org\n"
             "[Mailbox]\nServer=imap.example.org\nPort=1143\nSecurity=starttls\nUser=home\n"
             "Credential=/etc/porchlight/mail\nFolder=Porchlight\n"
             "[office]\nPath=/srv/office\nTitle=The office\n[stick]\nPath=/media/stick\n",
             NULL);

  ck_assert_ptr_nonnull (routes);
  ck_assert_str_eq (routes->out.server, "smtp.example.org");
  ck_assert_int_eq (routes->out.port, 587);
  ck_assert_int_eq (routes->out.security, PL_MAIL_STARTTLS);
  ck_assert_str_eq (routes->from, "home@example.org");
  ck_assert_int_eq (routes->back.port, 1143);
  ck_assert_int_eq (routes->back.security, PL_MAIL_STARTTLS);
  ck_assert_str_eq (routes->mailbox, "Porchlight");
  ck_assert_str_eq (pl_routes_folder (routes, "stick")->path, "/media/stick");
  ck_assert_str_eq (pl_routes_folder (routes, "stick")->title, "stick");
  ck_assert (pl_routes_has (routes, "mail") && pl_routes_has (routes, "notices"));
  ck_assert (!pl_routes_has (routes, "elsewhere"));
}
END_TEST

START_TEST (nothing_is_a_home_without_routes_but_notices)
{
  g_autoptr (PlRoutes) routes = parse ("# nothing\n", NULL);

  ck_assert (!pl_routes_has (routes, "mail") && pl_routes_has (routes, "notices"));
  ck_assert_ptr_null (routes->back.server);
}
END_TEST

static const struct {
  const char *text, *message;
} refused[] = {
  { "[Mail]\nFrom=home@example.org\n", "routes.conf:1: Server is missing from [Mail]" },
  { "[Mail]\nServer=smtp.example.org\n", "routes.conf:1: From is missing from [Mail]" },
  { MAIL "User=home\n", "routes.conf:4: [Mail] needs both User and Credential, or neither" },
  { MAIL "Security=none\n", "routes.conf:4: Security=none is not one of: starttls, tls" },
  { MAIL "Port=0\n", "routes.conf:4: Port=0 is not a whole number from 1 to 65535" },
  { MAIL "Password=x\n", "routes.conf:4: unknown key \"Password\" in [Mail]" },
  { "[Mail]\nServer=smtp.example.org/x\n",
    "routes.conf:2: Server=smtp.example.org/x is no server's name" },
  { "[Mail]\nServer=smtp.example.org\nFrom=Oak House <home@example.org>\n",
    "routes.conf:3: From: has a character that an address here cannot have" },
  { "[Mailbox]\nServer=imap.example.org\nFolder=a\"b\n",
    "routes.conf:3: Folder has a character that it cannot have, or is too long" },
  { "[Office]\nPath=/srv/office\n", "routes.conf:1: [Office] is neither [Mail] nor [Mailbox], nor a"
                                    " folder's name of the form [a-z][a-z0-9-]*" },
  { "[mail]\nPath=/srv/office\n", "routes.conf:1: [mail] is the name of another route" },
  { "[notices]\nPath=/srv/office\n", "routes.conf:1: [notices] is the name of another route" },
  { "[office]\nPath=srv/office\n", "routes.conf:2: Path=srv/office is not a whole path" },
  { "[office]\n", "routes.conf:1: Path is missing from [office]" },
};

START_TEST (what_is_wrong_is_refused_with_file_and_line)
{
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (parse (refused[_i].text, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_str_eq (error->message, refused[_i].message);
}
END_TEST

START_TEST (a_readers_routes_are_read_in_their_order_and_written_again)
{
  g_autoptr (GPtrArray) routes =
      pl_reader_routes_parse (" office ;mail = anna@example.org;notices;", NULL);
  g_autofree char *text = pl_reader_routes_write (routes);
  g_autoptr (GPtrArray) none = pl_reader_routes_parse ("", NULL);

  ck_assert_str_eq (text, "office; mail=anna@example.org; notices");
  ck_assert_uint_eq (none->len, 0);
}
END_TEST

static const char *const wrong[] = {
  "mail",
  "mail=anna",
  "mail=anna@",
  "mail=@example.org",
  "mail=a b@example.org",
  "mail=a@b@example.org",
  "mail=anna@example.org\r\nRCPT TO:<x@y.zz>",
  "office=there",
  "Office",
  "office; office",
  "a;b;c;d;e;f;g;h;i",
  "mail=<anna@example.org>",
};

START_TEST (what_is_no_route_of_a_reader_is_refused)
{
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (pl_reader_routes_parse (wrong[_i], &error));
  ck_assert_msg (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT), "%s", wrong[_i]);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("routes");
  TCase *tcase = tcase_create ("routes");

  tcase_add_test (tcase, every_key_is_read_and_ports_follow_from_the_security);
  tcase_add_test (tcase, nothing_is_a_home_without_routes_but_notices);
  tcase_add_loop_test (tcase, what_is_wrong_is_refused_with_file_and_line, 0,
                       G_N_ELEMENTS (refused));
  tcase_add_test (tcase, a_readers_routes_are_read_in_their_order_and_written_again);
  tcase_add_loop_test (tcase, what_is_no_route_of_a_reader_is_refused, 0, G_N_ELEMENTS (wrong));
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
