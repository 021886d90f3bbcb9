/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/letter.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/care/sealed.h"
#include "policy/error.h"

struct _PlLetterHead {
  GString *lines;
};

PlLetterHead *
pl_letter_head_new (void)
{
  PlLetterHead *head = g_new (PlLetterHead, 1);

  head->lines = g_string_new (NULL);
  return head;
}

void
pl_letter_head_free (PlLetterHead *head)
{
  if (head == NULL)
    return;
  g_string_free (head->lines, TRUE);
  g_free (head);
}

void
pl_letter_head_add (PlLetterHead *head, const char *key, const char *value)
{
  g_string_append_printf (head->lines, "%s: ", key);
  for (; *value != '\0'; value = g_utf8_next_char (value)) {
    gunichar letter = g_utf8_get_char (value);
    g_string_append_unichar (head->lines, g_unichar_iscntrl (letter) ? ' ' : letter);
  }
  g_string_append_c (head->lines, '\n');
}

guint8 *
pl_letter_new (const PlLetterHead *head, const guint8 *words, gsize length, gsize *letter_length)
{
  gsize lines = head->lines->len;
  guint8 *letter = pl_sealed_memory (lines + 1 + length);

  memcpy (letter, head->lines->str, lines);
  letter[lines] = '\n';
  if (length > 0)
    memcpy (letter + lines + 1, words, length);
  *letter_length = lines + 1 + length;
  return letter;
}

/* The end of the line that begins at. */
static gsize
line_end (const guint8 *letter, gsize length, gsize at)
{
  const guint8 *end = memchr (letter + at, '\n', length - at);

  return end != NULL ? (gsize)(end - letter) : length;
}

gsize
pl_letter_words (const guint8 *letter, gsize length)
{
  gsize at = 0;

  while (at < length && letter[at] != '\n')
    at = MIN (line_end (letter, length, at) + 1, length);
  return MIN (at + 1, length);
}

void
pl_letter_each (const guint8 *letter,
                gsize length,
                void (*each) (const char *key, const char *value, gpointer data),
                gpointer data)
{
  for (gsize at = 0, end; at < length && letter[at] != '\n'; at = end + 1) {
    end = line_end (letter, length, at);
    g_autofree char *line = g_utf8_make_valid ((const char *)letter + at, (gssize)(end - at));
    char *value = strstr (line, ": ");
    if (value != NULL) {
      *value = '\0';
      each (line, value + 2, data);
    }
  }
}

typedef struct {
  const char *key;
  char *value;
} Search;

static void
compare (const char *key, const char *value, gpointer data)
{
  Search *search = data;

  if (search->value == NULL && strcmp (search->key, key) == 0)
    search->value = g_strdup (value);
}

gboolean
pl_letter_is_frame (const char *key)
{
  static const char *const frame[] = { "Answer-to", "Concern", "Child", "Name", "Kind",
                                       "At",        "From",    "Home",  NULL };

  return g_strv_contains (frame, key);
}

char *
pl_letter_value (const guint8 *letter, gsize length, const char *key)
{
  Search search = { key, NULL };

  pl_letter_each (letter, length, compare, &search);
  return search.value;
}

static gboolean
has_control (const char *words, gsize length)
{
  for (const char *at = words; at < words + length; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)) && *at != '\n' && *at != '\t')
      return TRUE;
  return FALSE;
}

gboolean
pl_words_check (const guint8 *words, gsize length, GError **error)
{
  const char *text = (const char *)words;

  if (length <= PL_WORDS_BYTES_MAX &&
      (!g_utf8_validate_len (text, length, NULL) || has_control (text, length)))
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "the words are not plain text"));
  else if (length > PL_WORDS_BYTES_MAX || g_utf8_strlen (text, (gssize)length) > PL_WORDS_MAX)
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, NC_ ("said", "more than %d characters"),
                 PL_WORDS_MAX);
  else
    return TRUE;
  return FALSE;
}
