/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>
#include <unistd.h>

#include "tests/proxy/stand.h"
#include "tests/tap.h"

static Stand stand;

static void
set_up (void)
{
  stand_start (&stand);
}

static void
tear_down (void)
{
  stand_stop (&stand);
}

/* What the child gets for this request line, host and further fields, to the end. */
static char *
ask_http (const char *line, const char *host, const char *fields)
{
  g_autofree char *request =
      g_strdup_printf ("%s HTTP/1.1\r\nHost: %s\r\n%s\r\n", line, host, fields);
  int client = stand_connect (&stand, stand.http_port);

  stand_send (client, request, strlen (request));
  char *answer = stand_read_all (&stand, client);
  close (client);
  return answer;
}

static char *
page_of (const char *host, const char *fields)
{
  return ask_http ("GET /", host, fields);
}

/* Where the page's form is posted to; NULL: it has none. */
static char *
action_of (const char *page)
{
  const char *form = strstr (page, "<form method=\"post\" action=\"");

  if (form == NULL)
    return NULL;
  form += strlen ("<form method=\"post\" action=\"");
  return g_strndup (form, strcspn (form, "\""));
}

static char *
post (const char *host, const char *path)
{
  g_autofree char *line = g_strconcat ("POST ", path, NULL);

  return ask_http (line, host, "Content-Length: 0\r\n");
}

static guint
count_asked (void)
{
  guint n = 0;

  for (guint i = 0; i < stand.events->len; i++)
    n += g_array_index (stand.events, PlWorkerMessage, i).type == PL_WORKER_ASKED;
  return n;
}

static void
assert_has (const char *page, const char *text)
{
  ck_assert_msg (strstr (page, text) != NULL, "%s is not in %.300s", text, page);
}

static void
assert_has_not (const char *page, const char *text)
{
  ck_assert_msg (strstr (page, text) == NULL, "%s is in %.300s", text, page);
}

START_TEST (blocked_page_says_what_why_and_where_help_is)
{
  g_autofree char *page = page_of ("shop.blocked.example", "");

  ck_assert (g_str_has_prefix (page, "HTTP/1.1 403 "));
  assert_has (page, "<bdi dir=\"ltr\">shop.blocked.example</bdi>");
  assert_has (page, "your own list of closed sites");
  assert_has (page, ">999<");
  assert_has (page, ">0800 1111<");
  assert_has (page, "<html lang=\"en-GB\" dir=\"ltr\">");
  assert_has (page, "Cache-Control: no-store");
  ck_assert (stand_is_untouched (&stand, stand.http));
}
END_TEST

START_TEST (page_is_complete_in_itself)
{
  g_autofree char *page = page_of ("blocked.example", "");
  static const char *const unwanted[] = { "<script", "src=",    "<link",      "url(",    "@import",
                                          "<img",    "<iframe", "javascript", " onclick" };

  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    assert_has_not (page, unwanted[i]);
  /* one link, and that to help that is always open */
  const char *link = strstr (page, "href=");
  ck_assert (g_str_has_prefix (link, "href=\"https://www.childline.org.uk/\""));
  assert_has_not (link + 1, "href=");
}
END_TEST

START_TEST (page_is_in_the_language_that_the_browser_asks_for)
{
  g_autofree char *welsh = page_of ("blocked.example", "Accept-Language: xx,cy-GB;q=0.9\r\n");
  g_autofree char *english = page_of ("blocked.example", "Accept-Language: en-GB,cy;q=0.9\r\n");
  g_autofree char *none = page_of ("blocked.example", "Accept-Language: xx,,;q=9\r\n");
  g_autofree char *arabic = page_of ("blocked.example", "Accept-Language: ar\r\n");
  g_autofree char *dari = page_of ("blocked.example", "Accept-Language: fa-AF\r\n");
  g_autofree char *gone = page_of ("nowhere.example", "Accept-Language: pl\r\n");

  assert_has (english, "lang=\"en-GB\" dir=\"ltr\"");
  assert_has (none, "This site is closed for you");
  assert_has (welsh, "r wefan hon ar gau i ti");
  assert_has (arabic, "<html lang=\"ar\" dir=\"rtl\">");
  assert_has (arabic, "Content-Language: ar\r\n");
  assert_has (dari, "<html lang=\"fa-AF\" dir=\"rtl\">");
  assert_has (gone, "<html lang=\"pl\"");
}
END_TEST

START_TEST (help_stands_in_english_too_while_nobody_has_read_the_translation)
{
  g_autofree char *page = page_of ("blocked.example", "Accept-Language: uk\r\n");
  g_autofree char *english = page_of ("blocked.example", "");

  assert_has (page, "lang=\"en-GB\" dir=\"ltr\">You or somebody else is in danger right now.<");
  assert_has (page, "No native speaker has read this translation yet.");
  assert_has_not (english, "native speaker");
}
END_TEST

START_TEST (child_asks_for_a_site_with_a_button)
{
  g_autofree char *page = page_of ("shop.blocked.example", "");
  g_autofree char *action = action_of (page);

  assert_has (page, ">Ask for this site</button>");
  guint before = stand.events->len;
  g_autofree char *answer = post ("shop.blocked.example", action);
  ck_assert (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  assert_has (answer, "You have asked for this site");
  ck_assert_ptr_null (action_of (answer));
  ck_assert_uint_eq (count_asked (), 1);
  const PlWorkerMessage *event = &g_array_index (stand.events, PlWorkerMessage, before);
  ck_assert_uint_eq (event->type, PL_WORKER_ASKED);
  ck_assert_uint_eq (event->slot, 1);
  ck_assert_str_eq (event->blocked.name, "shop.blocked.example");
  ck_assert_uint_eq (event->blocked.length, strlen ("shop.blocked.example"));
  ck_assert_uint_eq (event->blocked.cause, PL_SITE_BY_OWN_BLOCK);
}
END_TEST

START_TEST (only_our_own_page_can_ask_and_only_for_its_own_site)
{
  g_autofree char *page = page_of ("blocked.example", "");
  g_autofree char *action = action_of (page);
  g_autofree char *get_line = g_strconcat ("GET ", action, NULL);
  g_autofree char *other = post ("shop.blocked.example", action);
  g_autofree char *with_get = ask_http (get_line, "blocked.example", "");
  action[strlen (action) - 1] ^= 1;
  g_autofree char *guessed = post ("blocked.example", action);
  g_autofree char *bare = post ("blocked.example", "/.well-known/porchlight/ask/");

  ck_assert (g_str_has_prefix (other, "HTTP/1.1 403 "));
  ck_assert (g_str_has_prefix (with_get, "HTTP/1.1 403 "));
  ck_assert (g_str_has_prefix (guessed, "HTTP/1.1 403 "));
  ck_assert (g_str_has_prefix (bare, "HTTP/1.1 403 "));
  ck_assert_uint_eq (count_asked (), 0);
}
END_TEST

START_TEST (asking_has_a_limit_that_is_said)
{
  g_autofree char *page = page_of ("blocked.example", "");
  g_autofree char *action = action_of (page);
  g_autofree char *last = NULL;

  for (guint i = 0; i < 5; i++) {
    g_free (last);
    last = post ("blocked.example", action);
  }
  ck_assert (g_str_has_prefix (last, "HTTP/1.1 503 "));
  assert_has (last, "That did not get through");
  ck_assert_ptr_nonnull (strstr (last, "<form"));
  ck_assert_uint_eq (count_asked (), 4);
}
END_TEST

START_TEST (asking_for_what_is_open_by_now_leads_to_the_site)
{
  char path[PL_ASK_PATH_SIZE];

  pl_ask_path ((const guint8[PL_ASK_KEY_SIZE]){ 0 }, 1, "good.example", path);
  g_autofree char *answer = post ("good.example", path);
  ck_assert (g_str_has_prefix (answer, "HTTP/1.1 303 "));
  assert_has (answer, "\r\nLocation: /\r\n");
  ck_assert (stand_is_untouched (&stand, stand.http));
  ck_assert_uint_eq (count_asked (), 0);
}
END_TEST

START_TEST (when_time_is_up_the_page_says_when_it_opens_again)
{
  stand_give_rules (&stand, PL_ACCESS_HELP_ONLY, G_MAXINT64, TRUE);
  g_autofree char *page = page_of ("good.example", "");

  assert_has (page, "It is not internet time now");
  assert_has (page, "It opens again tomorrow at <time dir=\"ltr\">16:05</time>.");
  assert_has (page, "Help sites are open at any time.");
  ck_assert_ptr_null (action_of (page));
}
END_TEST

START_TEST (time_that_ran_out_without_the_agent_names_no_hour)
{
  stand_give_rules (&stand, PL_ACCESS_FILTERED, -1, TRUE);
  g_autofree char *page = page_of ("good.example", "");

  assert_has (page, "It is not internet time now");
  assert_has_not (page, "opens again");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    blocked_page_says_what_why_and_where_help_is,
    page_is_complete_in_itself,
    page_is_in_the_language_that_the_browser_asks_for,
    help_stands_in_english_too_while_nobody_has_read_the_translation,
    child_asks_for_a_site_with_a_button,
    only_our_own_page_can_ask_and_only_for_its_own_site,
    asking_has_a_limit_that_is_said,
    asking_for_what_is_open_by_now_leads_to_the_site,
    when_time_is_up_the_page_says_when_it_opens_again,
    time_that_ran_out_without_the_agent_names_no_hour,
    NULL,
  };

  return pl_tap_main_with ("pages", tests, 20, set_up, tear_down);
}
