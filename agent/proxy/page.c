/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/page.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "agent/proxy/page-resource.h"
#include "policy/sites/pattern.h"
#include "policy/sites/site-reason.h"

/* A weekday alone says which day it is for that many days, today included. */
#define WEEK     7
#define CONTEXT  "web page"
#define RESOURCE "/org/porchlight/proxy/"

static const struct {
  guint status;
  const char *phrase;
} phrases[] = {
  { 200, "OK" },
  { 303, "See Other" },
  { 400, "Bad Request" },
  { 403, "Forbidden" },
  { 405, "Method Not Allowed" },
  { 431, "Request Header Fields Too Large" },
  { 501, "Not Implemented" },
  { 502, "Bad Gateway" },
  { 503, "Service Unavailable" },
  { 505, "HTTP Version Not Supported" },
};

/* Each kind's status, heading and, below the site's name, what it says first. */
static const struct {
  guint status; /* 0: the page's own */
  const char *heading;
  const char *words; /* NULL: what depends on more */
} kinds[] = {
  [PL_PAGE_REFUSED] = { 0, NC_ ("web page", "This page cannot be opened"),
                        NC_ ("web page",
                             "A site opens by its name. Numbers alone do not work here.") },
  [PL_PAGE_BLOCKED] = { 403, NC_ ("web page", "This site is closed for you"), NULL },
  [PL_PAGE_NOT_READY] = { 503, NC_ ("web page", "The internet is not ready yet"),
                          NC_ ("web page", "Please try again in a moment.") },
  [PL_PAGE_NO_NAME] = { 403, NC_ ("web page", "This page cannot be opened"),
                        NC_ ("web page", "This is not the name of a site on the internet.") },
  [PL_PAGE_UNREACHABLE] = { 502, NC_ ("web page", "This site does not answer"),
                            NC_ ("web page",
                                 "Nobody has closed it for you. Check how its name is "
                                 "written, or try again later.") },
  [PL_PAGE_ASKED] = { 200, NC_ ("web page", "You have asked for this site"),
                      NC_ ("web page",
                           "Staff in your home will see it. They will answer you, and "
                           "say why.") },
  [PL_PAGE_NOT_ASKED] = { 503, NC_ ("web page", "That did not get through"),
                          NC_ ("web page",
                               "Please wait a minute and try again. You can also ask an "
                               "adult in your home.") },
  [PL_PAGE_OPEN_NOW] = { 303, NC_ ("web page", "This site is open for you now"), "" },
};

static const char not_your_time[] = NC_ ("web page", "It is not internet time now");

/* Translators: %s is a time of day, for example 16:00. */
static const char *const opens_soon[] = {
  NC_ ("web page", "It opens again today at %s."),
  NC_ ("web page", "It opens again tomorrow at %s."),
};
/* Translators: %s is a time of day, for example 16:00. */
static const char *const opens_on[] = {
  NC_ ("web page", "It opens again on Monday at %s."),
  NC_ ("web page", "It opens again on Tuesday at %s."),
  NC_ ("web page", "It opens again on Wednesday at %s."),
  NC_ ("web page", "It opens again on Thursday at %s."),
  NC_ ("web page", "It opens again on Friday at %s."),
  NC_ ("web page", "It opens again on Saturday at %s."),
  NC_ ("web page", "It opens again on Sunday at %s."),
};

/* H5. Danger first. */
static const struct {
  const char *number;
  const char *words;
} numbers[] = {
  { "999", NC_ ("web page", "You or somebody else is in danger right now.") },
  { "0800 1111", NC_ ("web page", "Childline. Talk about anything. Free, day and night.") },
  { "0800 528 0731", NC_ ("web page", "Help at Hand. Free, for children in care.") },
};

/* A page on its way. */
typedef struct {
  const PlPage *page;
  const PlLanguage *language;
  GString *html;
} Writing;

static const char *
words (const Writing *writing, const char *message)
{
  return message[0] != '\0' ? pl_language_text (writing->language, CONTEXT, message) : "";
}

static void
add (Writing *writing, const char *html)
{
  g_string_append (writing->html, html);
}

static void
add_text (Writing *writing, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  add (writing, escaped);
}

/* An element with words in it; open: its tag, class and all. */
static void
add_words (Writing *writing, const char *open, const char *message, const char *close)
{
  add (writing, open);
  add_text (writing, words (writing, message));
  add (writing, close);
}

static GResource *
resource (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered)) {
    pl_page_register_resource ();
    g_once_init_leave (&registered, 1);
  }
  return pl_page_get_resource ();
}

static void
add_resource (Writing *writing, const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE, name, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  g_string_append_len (writing->html, data, (gssize)size);
}

static gboolean
is_out_of_time (const PlPage *page)
{
  return page->kind == PL_PAGE_BLOCKED && page->verdict.cause == PL_SITE_BY_HELP_ONLY;
}

static const char *
heading_of (const PlPage *page)
{
  return is_out_of_time (page) ? not_your_time : kinds[page->kind].heading;
}

/* Who may need somebody to talk to more than the site: help comes first (F7). */
static gboolean
help_is_first (const PlPage *page)
{
  return page->kind == PL_PAGE_BLOCKED && (page->verdict.category == PL_CATEGORY_SELF_HARM ||
                                           page->verdict.category == PL_CATEGORY_CHILD_ABUSE);
}

/* Out of hours: when it is back, and what works until then. */
static void
add_opening (Writing *writing)
{
  const PlOpening *opens = &writing->page->opens;

  if (opens->day > 0 && opens->day <= WEEK) {
    const char *message = opens->day <= G_N_ELEMENTS (opens_soon) ? opens_soon[opens->day - 1]
                                                                  : opens_on[opens->weekday];
    const char *text = words (writing, message), *place = strstr (text, "%s");

    add (writing, "<p class=\"why\">");
    g_string_append_printf (writing->html, "%.*s<time dir=\"ltr\">%02u:%02u</time>%s",
                            (int)(place - text), text, opens->minute / 60, opens->minute % 60,
                            place + strlen ("%s"));
    add (writing, "</p>\n");
  }
  add_words (
      writing, "<p>",
      NC_ ("web page", "Help sites are open at any time. What is on this computer still works."),
      "</p>\n");
}

static void
add_reason (Writing *writing)
{
  const PlPage *page = writing->page;

  if (is_out_of_time (page)) {
    add_opening (writing);
    return;
  }
  add (writing, "<p class=\"why\">");
  if (page->kind == PL_PAGE_BLOCKED) {
    g_autofree char *reason =
        pl_site_reason_text (&page->verdict, page->categories, writing->language);
    add_text (writing, reason);
  } else
    add_text (writing, words (writing, kinds[page->kind].words));
  add (writing, "</p>\n");
  /* The child is told before staff are (F7). */
  if (page->kind == PL_PAGE_BLOCKED && pl_pattern_times (page->verdict.category) > 0)
    add_words (
        writing, "<p>",
        NC_ ("web page", "If this page comes up often, we tell staff, so that they can help."),
        "</p>\n");
}

/* What nobody on the device can open may still be on a list by mistake. */
static void
add_question (Writing *writing)
{
  const PlPage *page = writing->page;
  gboolean is_final = page->kind == PL_PAGE_BLOCKED && page->verdict.cause == PL_SITE_BY_ALWAYS;

  if (page->ask[0] == '\0')
    return;
  g_string_append_printf (writing->html, "<form method=\"post\" action=\"%s\">", page->ask);
  add_words (writing, "<button type=\"submit\">",
             is_final ? NC_ ("web page", "Tell staff this is a mistake")
                      : NC_ ("web page", "Ask for this site"),
             "</button></form>\n");
  add_words (writing, "<p class=\"note\">",
             NC_ ("web page", "Staff will answer you, and say why. Asking is always fine."),
             "</p>\n");
}

/* What a life may hang on stands in English, too, while nobody has read the translation. */
static void
add_english (Writing *writing, const char *message)
{
  if (pl_language_is_read (writing->language))
    return;
  add (writing, "<span class=\"en\" lang=\"en-GB\" dir=\"ltr\">");
  add_text (writing, message);
  add (writing, "</span>");
}

static void
add_help (Writing *writing)
{
  add (writing, "<section aria-labelledby=\"help\">\n");
  add_words (writing, "<h2 id=\"help\">", NC_ ("web page", "If something worries you"), "</h2>\n");
  add_words (writing, "<p>",
             NC_ ("web page", "You can talk to an adult in your home at any time. You will not be "
                              "in trouble."),
             "</p>\n<ul>\n");
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_string_append_printf (writing->html, "<li><strong><bdi dir=\"ltr\">%s</bdi></strong><span>",
                            numbers[i].number);
    add_text (writing, words (writing, numbers[i].words));
    add_english (writing, numbers[i].words);
    add (writing, "</span></li>\n");
  }
  add (writing, "</ul>\n<p><a href=\"https://www.childline.org.uk/\">");
  add_text (writing, words (writing, NC_ ("web page", "Write with Childline in your browser")));
  add (writing, "</a></p>\n</section>\n");
}

static void
add_main (Writing *writing)
{
  const PlPage *page = writing->page;

  add (writing, "<main>\n");
  add_resource (writing, "page.svg");
  add_words (writing, "<h1>", heading_of (page), "</h1>\n");
  if (page->host != NULL) {
    add (writing, "<p class=\"site\"><bdi dir=\"ltr\">");
    add_text (writing, page->host);
    add (writing, "</bdi></p>\n");
  }
  add_reason (writing);
  if (!help_is_first (page))
    add_question (writing);
  add (writing, "</main>\n");
}

static void
add_body (Writing *writing)
{
  add (writing, "<body>\n");
  add_main (writing);
  add_help (writing);
  if (help_is_first (writing->page)) {
    add (writing, "<section class=\"last\">\n");
    add_question (writing);
    add (writing, "</section>\n");
  }
  add_words (
      writing, "<footer><p>",
      NC_ ("web page", "This page comes from Porchlight on this computer, not from the site."),
      "</p>");
  if (!pl_language_is_read (writing->language)) {
    const char *message = NC_ ("web page", "No native speaker has read this translation yet.");
    add_words (writing, "<p>", message, "");
    add_english (writing, message);
    add (writing, "</p>");
  }
  add (writing, "</footer>\n</body>\n</html>\n");
}

static char *
body_of (const PlPage *page, const PlLanguage *language)
{
  Writing writing = { page, language, g_string_sized_new (8192) };

  g_string_append_printf (writing.html,
                          "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n"
                          "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                          "content=\"width=device-width, initial-scale=1\">\n",
                          pl_language_tag (language),
                          pl_language_is_right_to_left (language) ? "rtl" : "ltr");
  add_words (&writing, "<title>", heading_of (page), "</title>\n<style>\n");
  add_resource (&writing, "page.css");
  add (&writing, "</style>\n</head>\n");
  add_body (&writing);
  return g_string_free (writing.html, FALSE);
}

static const char *
phrase_of (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (phrases[i].status == status)
      return phrases[i].phrase;
  return "";
}

char *
pl_page_write (const PlPage *page)
{
  const PlLanguage *language = page->language != NULL ? page->language : pl_language_english ();
  guint status = kinds[page->kind].status != 0 ? kinds[page->kind].status : page->status;
  g_autofree char *body = body_of (page, language);

  return g_strdup_printf (
      "HTTP/1.1 %u %s\r\n"
      "Content-Type: text/html; charset=utf-8\r\n"
      "Content-Length: %" G_GSIZE_FORMAT "\r\n"
      "Content-Language: %s\r\n"
      "%s"
      "Cache-Control: no-store\r\n"
      "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
      "frame-ancestors 'none'; base-uri 'none'\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Connection: close\r\n"
      "\r\n%s",
      status, phrase_of (status), strlen (body), pl_language_tag (language),
      status == 303 ? "Location: /\r\n" : "", page->without_body ? "" : body);
}
