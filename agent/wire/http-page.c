/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/http-page.h"

#include <string.h>

typedef enum {
  SAYS_NOTHING,
  SAYS_PAGE,
  SAYS_AHEAD
} Says;

/* A field that says something if it has the token, or, without one, if it is there. */
static const struct {
  const char *field;
  const char *token;
  Says says;
} signs[] = {
  { "Accept", "text/html", SAYS_PAGE },  { "Upgrade-Insecure-Requests", "1", SAYS_PAGE },
  { "Purpose", "prefetch", SAYS_AHEAD }, { "X-Moz", "prefetch", SAYS_AHEAD },
  { "Sec-Purpose", NULL, SAYS_AHEAD },
};

static Says
read_sign (const PlHttpField *field, const guint8 *stream)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (pl_http_span_is (stream, field->name, signs[i].field) &&
        (signs[i].token == NULL ||
         pl_http_span_lists (stream, field->value, signs[i].token, strlen (signs[i].token))))
      return signs[i].says;
  return SAYS_NOTHING;
}

gboolean
pl_http_asks_for_page (const PlHttpHead *head, const guint8 *stream)
{
  gboolean page = FALSE;

  if (!pl_http_span_is (stream, head->method, "GET"))
    return FALSE;
  for (guint i = 0; i < head->n_fields; i++) {
    Says says = read_sign (&head->fields[i], stream);

    if (says == SAYS_AHEAD)
      return FALSE;
    page |= says == SAYS_PAGE;
  }
  return page;
}
