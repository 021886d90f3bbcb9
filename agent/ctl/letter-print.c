/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/letter-print.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/options.h"
#include "policy/care/guidance.h"
#include "policy/care/letter.h"
#include "policy/care/sealed.h"

/* Keys of the letter that are for programs. */
static gboolean
is_for_programs (const char *key)
{
  return g_str_equal (key, "Answer-to");
}

static void
print_line (const char *key, const char *value, gpointer data)
{
  if (!is_for_programs (key))
    printf ("%s: %s\n", key, value);
}

/* What somebody wrote shall not move the cursor of whoever reads it: lines and tabs stay. */
static void
print_words (const guint8 *words, gsize length)
{
  const char *text = (const char *)words;

  if (!g_utf8_validate_len (text, length, NULL))
    return;
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at)) {
    gunichar letter = g_utf8_get_char (at);
    if (g_unichar_iscntrl (letter) && letter != '\n' && letter != '\t')
      putchar (' ');
    else
      fwrite (at, 1, (gsize)(g_utf8_next_char (at) - at), stdout);
  }
  putchar ('\n');
}

/* What staff are to do and not to do with it (C10). NULL for what is no concern. */
static const char **
guidance_of (const PlSealed *sealed, const guint8 *letter, gsize length)
{
  g_autofree char *code = pl_letter_value (letter, length, "Kind");
  PlConcernKind kind;

  return sealed->head.type == PL_SEALED_CONCERN && code != NULL &&
                 pl_concern_kind_parse (code, &kind)
             ? pl_guidance_for (kind)
             : NULL;
}

static void
print_text (const PlSealed *sealed, const guint8 *letter, gsize length, const char *from, gint64 at)
{
  gsize words = pl_letter_words (letter, length);
  g_autofree char *when = pl_ctl_time_text (at);
  g_autofree const char **guidance = guidance_of (sealed, letter, length);

  printf ("-- %s, %s, %s\n", pl_sealed_type_code (sealed->head.type), from, when);
  pl_letter_each (letter, length, print_line, NULL);
  printf ("\n");
  print_words (letter + words, length - words);
  for (const char **sentence = guidance; sentence != NULL && *sentence != NULL; sentence++)
    printf ("* %s\n", *sentence);
}

static void
add_line (const char *key, const char *value, gpointer data)
{
  JsonBuilder *json = data;

  if (is_for_programs (key))
    return;
  json_builder_begin_array (json);
  json_builder_add_string_value (json, key);
  json_builder_add_string_value (json, value);
  json_builder_end_array (json);
}

static void
add_object (JsonBuilder *json,
            const PlSealed *sealed,
            const guint8 *letter,
            gsize length,
            const char *from,
            gint64 at)
{
  gsize words = pl_letter_words (letter, length);
  g_autofree char *text =
      g_utf8_make_valid ((const char *)letter + words, (gssize)(length - words));
  g_autofree const char **guidance = guidance_of (sealed, letter, length);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "what");
  json_builder_add_string_value (json, pl_sealed_type_code (sealed->head.type));
  json_builder_set_member_name (json, "from");
  json_builder_add_string_value (json, from);
  json_builder_set_member_name (json, "at");
  json_builder_add_int_value (json, at);
  json_builder_set_member_name (json, "lines");
  json_builder_begin_array (json);
  pl_letter_each (letter, length, add_line, json);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "words");
  json_builder_add_string_value (json, text);
  json_builder_set_member_name (json, "guidance");
  json_builder_begin_array (json);
  for (const char **sentence = guidance; sentence != NULL && *sentence != NULL; sentence++)
    json_builder_add_string_value (json, *sentence);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

gboolean
pl_ctl_print_sealed (const guint8 *bytes,
                     gsize length,
                     const PlCtlOwnKey *own,
                     const char *from,
                     gint64 at,
                     JsonBuilder *json,
                     GError **error)
{
  PlSealed sealed;
  gsize letter_length;
  guint8 *letter = NULL;

  if (pl_sealed_read (bytes, length, &sealed, error))
    letter = pl_sealed_open (&sealed, &own->key, own->secret, &letter_length, error);
  if (letter == NULL)
    return FALSE;
  if (json != NULL)
    add_object (json, &sealed, letter, letter_length, from, at);
  else
    print_text (&sealed, letter, letter_length, from, at);
  sodium_free (letter);
  return TRUE;
}
