/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/http-language.h"

#include <string.h>

#define WEIGHT_ONE 1000

typedef struct {
  const guint8 *at;
  const guint8 *end;
} Text;

static void
skip_blanks (Text *text)
{
  while (text->at < text->end && (*text->at == ' ' || *text->at == '\t'))
    text->at++;
}

static gboolean
skip (Text *text, char c)
{
  skip_blanks (text);
  if (text->at == text->end || g_ascii_tolower (*text->at) != c)
    return FALSE;
  text->at++;
  return TRUE;
}

/* A language range; FALSE: none of that size. */
static gboolean
read_range (Text *text, char range[PL_HTTP_LANGUAGE_SIZE])
{
  gsize n = 0;

  skip_blanks (text);
  for (; text->at < text->end && (g_ascii_isalnum (*text->at) || *text->at == '-'); text->at++) {
    if (n == PL_HTTP_LANGUAGE_SIZE - 1)
      return FALSE;
    range[n++] = g_ascii_tolower (*text->at);
  }
  range[n] = '\0';
  return n > 0;
}

/* A weight in thousandths; 0 also for what is none. */
static guint
read_weight (Text *text)
{
  guint weight = 0, unit = WEIGHT_ONE;

  if (!skip (text, ';'))
    return WEIGHT_ONE;
  if (!skip (text, 'q') || !skip (text, '='))
    return 0;
  skip_blanks (text);
  for (; text->at < text->end && unit > 0; text->at++) {
    if (*text->at == '.' && unit == WEIGHT_ONE / 10)
      continue;
    if (!g_ascii_isdigit (*text->at))
      break;
    weight += unit * (guint)g_ascii_digit_value (*text->at);
    unit /= 10;
  }
  return weight <= WEIGHT_ONE ? weight : 0;
}

/* Of equal weights the first stays before. */
static void
insert (PlHttpLanguages *languages, guint *weights, const char *range, guint weight)
{
  guint place = languages->n;

  for (; place > 0 && weights[place - 1] < weight; place--) {
    weights[place] = weights[place - 1];
    memcpy (languages->ranges[place], languages->ranges[place - 1], PL_HTTP_LANGUAGE_SIZE);
  }
  weights[place] = weight;
  g_strlcpy (languages->ranges[place], range, PL_HTTP_LANGUAGE_SIZE);
  languages->n++;
}

static void
read_list (Text list, PlHttpLanguages *languages)
{
  guint weights[PL_HTTP_LANGUAGES_MAX];

  while (list.at < list.end && languages->n < PL_HTTP_LANGUAGES_MAX) {
    const guint8 *comma = memchr (list.at, ',', list.end - list.at);
    Text item = { list.at, comma != NULL ? comma : list.end };
    char range[PL_HTTP_LANGUAGE_SIZE];

    if (read_range (&item, range)) {
      guint weight = read_weight (&item);
      skip_blanks (&item);
      if (weight > 0 && item.at == item.end)
        insert (languages, weights, range, weight);
    }
    list.at = comma != NULL ? comma + 1 : list.end;
  }
}

void
pl_http_languages (const PlHttpHead *head, const guint8 *stream, PlHttpLanguages *languages)
{
  languages->n = 0;
  for (guint i = 0; i < head->n_fields; i++) {
    const PlHttpField *field = &head->fields[i];
    const guint8 *value = stream + field->value.at;

    if (!pl_http_span_is (stream, field->name, "Accept-Language"))
      continue;
    read_list ((Text){ value, value + field->value.length }, languages);
    return;
  }
}
