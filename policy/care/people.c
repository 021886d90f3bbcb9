/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/people.h"

#include <string.h>

static const char *const roles[PL_READER_ROLES] = {
  [PL_READER_STAFF] = "staff",
  [PL_READER_TRUSTED] = "trusted",
  [PL_READER_MANAGER] = "manager",
  [PL_READER_LEAD] = "lead",
  [PL_READER_RESPONSIBLE] = "responsible",
  [PL_READER_OUTSIDE] = "outside",
};

const char *
pl_reader_role_code (PlReaderRole role)
{
  return roles[role];
}

gboolean
pl_reader_role_parse (const char *code, PlReaderRole *role)
{
  for (guint i = 0; i < PL_READER_ROLES; i++)
    if (g_str_equal (roles[i], code)) {
      *role = (PlReaderRole)i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_title (const char *word)
{
  static const char *const titles[] = {
    "mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", NULL
  };

  return g_strv_contains (titles, word);
}

/* A word of a name without what people leave out: "O'Brien" and "obrien", "Zoë" and "zoe" are one. */
static void
append_letter (GString *word, gunichar c)
{
  if (g_unichar_isalnum (c))
    g_string_append_unichar (word, c);
}

static void
end_word (GPtrArray *words, GString *word)
{
  if (word->len > 0 && !is_title (word->str))
    g_ptr_array_add (words, g_strdup (word->str));
  g_string_truncate (word, 0);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The words of a name, sorted: apart by spaces, dots, dashes and underscores. Transfer full. */
static GPtrArray *
words_of (const char *name)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_autofree char *plain = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *c = plain; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    if (g_unichar_isspace (letter) || letter == '.' || letter == '_' || letter == ',' ||
        g_unichar_type (letter) == G_UNICODE_DASH_PUNCTUATION)
      end_word (words, word);
    else
      append_letter (word, letter);
  }
  end_word (words, word);
  g_ptr_array_sort (words, compare_words);
  return words;
}

static gboolean
has_word (const GPtrArray *words, const char *word)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_equal (words->pdata[i], word))
      return TRUE;
  return FALSE;
}

/* TRUE if there are words, and all of them are in whole. */
static gboolean
are_among (const GPtrArray *words, const GPtrArray *whole)
{
  for (guint i = 0; i < words->len; i++)
    if (!has_word (whole, words->pdata[i]))
      return FALSE;
  return words->len > 0;
}

gboolean
pl_typed_name_means (const char *typed, const char *name)
{
  g_autoptr (GPtrArray) said = words_of (typed);
  g_autoptr (GPtrArray) known = words_of (name);

  return are_among (said, known) || are_among (known, said);
}

static gboolean
are_equal (const char *a, const char *b)
{
  return a != NULL && b != NULL && g_str_equal (a, b);
}

/* The words of a name as one text, the same for all ways of writing it; NULL if it has none. Transfer full. */
static char *
plain_name (const char *name)
{
  if (name == NULL)
    return NULL;
  g_autoptr (GPtrArray) words = words_of (name);
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **)words->pdata);
}

/* Gives the entries of the one person to the other. */
static void
make_one (guint *person, guint n, guint a, guint b)
{
  guint from = MAX (person[a], person[b]), to = MIN (person[a], person[b]);

  for (guint i = 0; i < n; i++)
    if (person[i] == from)
      person[i] = to;
}

void
pl_people_tell_apart (const PlPeople *people, guint *person)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < people->n; i++) {
    const PlPerson *one = &people->people[i];
    person[i] = i;
    g_ptr_array_add (names, plain_name (one->name));
    for (guint j = 0; j < i; j++)
      if (are_equal (one->account, people->people[j].account) ||
          are_equal (names->pdata[i], names->pdata[j]))
        make_one (person, i + 1, i, j);
  }
}

static gboolean
names_directly (const PlExclusions *exclusions, const PlPerson *person)
{
  for (guint i = 0; i < exclusions->n; i++) {
    const PlExclusion *item = &exclusions->items[i];
    if (are_equal (item->account, person->account) || are_equal (item->account, person->id))
      return TRUE;
    if (item->typed == NULL)
      continue;
    if ((person->name != NULL && pl_typed_name_means (item->typed, person->name)) ||
        (person->account != NULL && pl_typed_name_means (item->typed, person->account)))
      return TRUE;
  }
  return FALSE;
}

void
pl_exclusions_mark (const PlExclusions *exclusions, const PlPeople *people, gboolean *excluded)
{
  g_autofree guint *person = g_new (guint, people->n + 1);
  g_autofree gboolean *meant = g_new0 (gboolean, people->n + 1);

  for (guint i = 0; i < people->n; i++)
    excluded[i] = FALSE;
  /* So most concerns are, and lists ask of each: names need not be compared. */
  if (exclusions->n == 0)
    return;
  pl_people_tell_apart (people, person);
  for (guint i = 0; i < people->n; i++)
    if (names_directly (exclusions, &people->people[i]))
      meant[person[i]] = TRUE;
  for (guint i = 0; i < people->n; i++)
    excluded[i] = meant[person[i]];
}

gboolean
pl_exclusions_cover (const PlExclusions *exclusions,
                     const PlPeople *people,
                     const char *account,
                     const char *name)
{
  PlPerson owner = { .id = account, .account = account, .name = name };
  g_autofree PlPerson *all = g_new0 (PlPerson, people->n + 1);
  g_autofree gboolean *excluded = g_new0 (gboolean, people->n + 1);

  for (guint i = 0; i < people->n; i++)
    all[i] = people->people[i];
  all[people->n] = owner;
  pl_exclusions_mark (exclusions, &(PlPeople){ all, people->n + 1, FALSE }, excluded);
  return excluded[people->n];
}
