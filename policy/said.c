/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/said.h"

#include <glib/gi18n.h>
#include <string.h>

/* Places that a pattern may have; more would be no sentence. */
#define PLACES_MAX 6
/* A reason within a reason within a reason. */
#define DEPTH_MAX 4
/* Longer ones are no sentences of ours. */
#define SENTENCE_MAX 4096

/* What fills a place: a part of the sentence. */
typedef struct {
  const char *text;
  gsize length;
} Part;

/* The pattern that fits a sentence best: the most of it is the pattern's own words. */
typedef struct {
  const char *sentence;
  const char *message; /* the pattern; NULL: none fits */
  const char *text;    /* its translation */
  Part parts[PLACES_MAX];
  gsize own;
} Fit;

/* A printf conversion: "%s", "%2$d", "%.40s". Returns what is after it. which: counted from 1; 0: as they come. */
static const char *
after_conversion (const char *percent, guint *which)
{
  const char *end = percent + 1 + strspn (percent + 1, "0123456789");

  *which = *end == '$' ? (guint)g_ascii_strtoull (percent + 1, NULL, 10) : 0;
  end = *end == '$' ? end + 1 : percent + 1;
  end += strspn (end, "0123456789.'-+ #hlqjzt");
  return *end != '\0' ? end + 1 : end;
}

/* The words of the pattern up to its next place; "" where there are none. */
static const char *
own_words (const char *pattern, gsize *length)
{
  const char *percent = strchr (pattern, '%');

  *length = percent != NULL ? (gsize)(percent - pattern) : strlen (pattern);
  return pattern + *length;
}

/* Where words stand in the sentence at the end of a place: the first time, or at its end where the pattern ends. */
static const char *
find_words (const char *sentence, const char *words, gsize length, gboolean last)
{
  gsize rest = strlen (sentence);

  if (last)
    return rest >= length && memcmp (sentence + rest - length, words, length) == 0
               ? sentence + rest - length
               : NULL;
  return length > 0 ? g_strstr_len (sentence, -1, words) : sentence;
}

/* The place of a number has one; any other has whatever comes. */
static gboolean
fills (const char *text, gsize length, char conversion)
{
  gsize number = strspn (text, "-0123456789");

  return strchr ("diu", conversion) == NULL || (length > 0 && number >= length);
}

/* own: what of the sentence is the pattern's. FALSE: it does not fit. */
static gboolean
fits (const char *sentence, const char *pattern, Part parts[PLACES_MAX], gsize *own)
{
  gsize length;
  const char *place = own_words (pattern, &length);

  if (*place == '\0' || strncmp (sentence, pattern, length) != 0)
    return FALSE;
  *own = length;
  sentence += length;
  for (guint n = 0; *place != '\0'; n++) {
    guint which;
    const char *words = after_conversion (place, &which);
    char conversion = words[-1];
    place = own_words (words, &length);
    g_autofree char *wanted = g_strndup (words, length);
    const char *found = find_words (sentence, wanted, length, *place == '\0');
    if (found == NULL || n == PLACES_MAX ||
        !fills (sentence, (gsize)(found - sentence), conversion))
      return FALSE;
    parts[n] = (Part){ sentence, (gsize)(found - sentence) };
    *own += length;
    sentence = found + length;
  }
  return TRUE;
}

static gboolean
try_message (const char *message, const char *text, gpointer data)
{
  Fit *fit = data;
  Part parts[PLACES_MAX] = { 0 };
  gsize own;

  if (fits (fit->sentence, message, parts, &own) && own > fit->own) {
    fit->message = message;
    fit->text = text;
    fit->own = own;
    memcpy (fit->parts, parts, sizeof parts);
  }
  return TRUE;
}

static char *say (const PlLanguage *language, const char *sentence, guint depth);

static char *
filled (const PlLanguage *language, const Fit *fit, guint depth)
{
  g_autoptr (GString) said = g_string_new (NULL);
  const char *text = fit->text, *place;
  gsize length;

  for (guint n = 0; *(place = own_words (text, &length)) != '\0'; n++) {
    guint which;
    g_string_append_len (said, text, (gssize)length);
    text = after_conversion (place, &which);
    const Part *part = &fit->parts[MIN (which > 0 ? which - 1 : n, PLACES_MAX - 1)];
    g_autofree char *filling = g_strndup (part->text != NULL ? part->text : "", part->length);
    g_autofree char *words = say (language, filling, depth + 1);
    g_string_append (said, words);
  }
  g_string_append (said, text);
  return g_string_free (g_steal_pointer (&said), FALSE);
}

/* "one thing, another": each that is known. */
static char *
list_of (const PlLanguage *language, const char *sentence)
{
  g_auto (GStrv) parts = g_strsplit (sentence, ", ", -1);
  GString *said = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *known = pl_language_text (language, PL_SAID, parts[i]);
    /* Translators: between the parts of a list. */
    const char *comma = known != parts[i] ? NC_ ("said", ", ") : ", ";
    g_string_append_printf (said, "%s%s", i > 0 ? pl_language_text (language, PL_SAID, comma) : "",
                            known);
  }
  return g_string_free (said, FALSE);
}

/* Of "FILE:LINE: reason" all before the reason: its length, 0 of another sentence. */
static gsize
place_in_file (const char *sentence)
{
  const char *colon = strstr (sentence, ": "), *digit = colon;

  while (digit != NULL && digit > sentence && g_ascii_isdigit (digit[-1]))
    digit--;
  return digit != colon && digit > sentence && digit[-1] == ':' ? (gsize)(colon + 2 - sentence) : 0;
}

static char *
after_place (const PlLanguage *language, const char *sentence, gsize place, guint depth)
{
  g_autofree char *reason = say (language, sentence + place, depth + 1);

  return g_strdup_printf ("%.*s%s", (int)place, sentence, reason);
}

/* "a field: reason". */
static char *
after_colon (const PlLanguage *language, const char *sentence, guint depth)
{
  const char *colon = strstr (sentence, ": ");

  if (colon == NULL)
    return list_of (language, sentence);
  g_autofree char *before = g_strndup (sentence, (gsize)(colon - sentence));
  g_autofree char *what = say (language, before, DEPTH_MAX - 1);
  g_autofree char *reason = say (language, colon + strlen (": "), depth + 1);
  return g_strconcat (what, ": ", reason, NULL);
}

static char *
say (const PlLanguage *language, const char *sentence, guint depth)
{
  const char *whole = pl_language_text (language, PL_SAID, sentence);
  Fit fit = { .sentence = sentence };

  if (whole != sentence || depth >= DEPTH_MAX || strlen (sentence) > SENTENCE_MAX)
    return g_strdup (whole);
  gsize place = place_in_file (sentence);
  if (place > 0)
    return after_place (language, sentence, place, depth);
  pl_language_each (language, PL_SAID, try_message, &fit);
  return fit.text != NULL ? filled (language, &fit, depth)
                          : after_colon (language, sentence, depth);
}

char *
pl_said (const PlLanguage *language, const char *sentence)
{
  return say (language, sentence, 0);
}

/* English has no catalogue: what its sentences are is in any other. */
#define ANY_CATALOGUE "pl"

/* The pattern by which the language says a sentence, or what stands in it before a colon; NULL: it is not known. */
static const char *
pattern_of (const PlLanguage *language, const char *sentence)
{
  gboolean english = language == pl_language_english ();
  const PlLanguage *catalogue = english ? pl_language_find (ANY_CATALOGUE) : language;
  const char *whole = pl_language_text (catalogue, PL_SAID, sentence), *colon;
  Fit fit = { .sentence = sentence };

  if (strlen (sentence) > SENTENCE_MAX || place_in_file (sentence) > 0)
    return NULL;
  if (whole != sentence)
    return english ? sentence : whole;
  pl_language_each (catalogue, PL_SAID, try_message, &fit);
  if (fit.message != NULL)
    return english ? fit.message : fit.text;
  if ((colon = strstr (sentence, ": ")) == NULL)
    return NULL;
  g_autofree char *before = g_strndup (sentence, (gsize)(colon - sentence));
  const char *known = pl_language_text (catalogue, PL_SAID, before);
  return known != before ? known : NULL;
}

/* The name of a file keeps its small letter. */
static char *
with_capital (const char *words)
{
  gsize first_word = strcspn (words, " "), dot = strcspn (words, ".");

  if (dot < first_word && g_ascii_isalpha (words[dot + 1]))
    return g_strdup (words);
  const char *rest = g_utf8_find_next_char (words, NULL);
  g_autofree char *first = g_utf8_strup (words, rest - words);

  return g_strconcat (first, rest, NULL);
}

static gboolean
has_end (const char *words)
{
  const char *last = *words != '\0' ? g_utf8_find_prev_char (words, words + strlen (words)) : NULL;

  return last == NULL || g_utf8_strchr (".?!…:؟", -1, g_utf8_get_char (last)) != NULL;
}

char *
pl_said_by_itself (const PlLanguage *language, const char *sentence)
{
  char *said = pl_said (language, sentence);
  const char *pattern = pattern_of (language, sentence);

  if (pattern == NULL)
    return said;
  g_autofree char *words = said;
  g_autofree char *begun = *pattern == '%' ? g_strdup (words) : with_capital (words);
  return g_strconcat (begun, has_end (begun) ? "" : ".", NULL);
}
