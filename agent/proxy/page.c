/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/page.h"

#include <string.h>

static const char head[] =
    "HTTP/1.1 %u %s\r\n"
    "Content-Type: text/html; charset=utf-8\r\n"
    "Content-Length: %" G_GSIZE_FORMAT "\r\n"
    "Content-Language: en-GB\r\n"
    "Cache-Control: no-store\r\n"
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Connection: close\r\n"
    "\r\n";

/* Title, heading, and what it is about. Contrasts are 7:1 or better in both schemes (WCAG 1.4.6). */
static const char page[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en-GB\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<title>%s</title>\n"
    "<style>\n"
    "body { margin: 0 auto; max-width: 36em; padding: 2em 1em; font: 1.2em/1.6 sans-serif;\n"
    "  color: #1d2733; background: #fdf8ee; }\n"
    "h1 { font-size: 1.6em; line-height: 1.25; }\n"
    "h2 { font-size: 1.15em; margin-top: 2em; }\n"
    ".site { overflow-wrap: anywhere; font-weight: bold; }\n"
    "@media (prefers-color-scheme: dark) { body { color: #f3ecdf; background: #1b222b; } }\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<main>\n"
    "<h1>%s</h1>\n"
    "%s"
    "</main>\n"
    "<section aria-labelledby=\"help\">\n"
    "<h2 id=\"help\">If something worries you</h2>\n"
    "<p>You can talk to an adult in your home at any time. You will not be in trouble.</p>\n"
    "<ul>\n"
    "<li>Childline: <strong>0800 1111</strong>. It is free, at any hour.</li>\n"
    "<li>In danger right now: <strong>999</strong>.</li>\n"
    "</ul>\n"
    "</section>\n"
    "</body>\n"
    "</html>\n";

static const struct {
  guint status;
  const char *phrase;
} phrases[] = {
  { 400, "Bad Request" },
  { 403, "Forbidden" },
  { 405, "Method Not Allowed" },
  { 411, "Length Required" },
  { 431, "Request Header Fields Too Large" },
  { 502, "Bad Gateway" },
  { 505, "HTTP Version Not Supported" },
};

static const char *
phrase_of (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (phrases[i].status == status)
      return phrases[i].phrase;
  return "";
}

/* content: HTML. */
static char *
response (guint status, const char *title, const char *content, gboolean without_body)
{
  g_autofree char *body = g_strdup_printf (page, title, title, content);
  g_autofree char *fields = g_strdup_printf (head, status, phrase_of (status), strlen (body));

  return g_strconcat (fields, without_body ? "" : body, NULL);
}

char *
pl_page_blocked (const char *host, const char *reason, gboolean without_body)
{
  g_autofree char *content = g_markup_printf_escaped (
      "<p><span class=\"site\">%s</span> does not open on this computer.</p>\n"
      "<p>%s</p>\n"
      "<p>Do you need this site? You can ask an adult in your home. "
      "Asking is always fine.</p>\n",
      host, reason);

  return response (403, "This site is closed for you", content, without_body);
}

char *
pl_page_unreachable (const char *host, gboolean without_body)
{
  g_autofree char *content = g_markup_printf_escaped (
      "<p><span class=\"site\">%s</span> does not answer at the moment.</p>\n"
      "<p>Nobody has closed it for you. Check how the name is written, or try again later.</p>\n",
      host);

  return response (502, "This site cannot be reached", content, without_body);
}

char *
pl_page_refused (guint status)
{
  return response (status, "This page cannot be opened",
                   "<p>The program asked for this page in a way that does not work here.</p>\n"
                   "<p>A site needs its name to be opened. Numbers alone do not work.</p>\n",
                   FALSE);
}
