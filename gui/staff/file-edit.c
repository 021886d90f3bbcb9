/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/file-edit.h"

#include <string.h>

#include "policy/people/key-edit.h"

typedef struct {
  char *section, *key;
  char *value; /* nullable */
} Change;

/* What somebody wants of a text. */
typedef struct {
  GPtrArray *changes; /* of Change */
  char *whole;        /* nullable: a text in the place of all of it */
} Wish;

struct _PlFileEdit {
  char *name, *text;
  char *base; /* what others' changes are told from: the text that the wish was wanted of */
  gint64 version;
  Wish wish, aside, back; /* back: what takes back what was written last */
};

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->section);
  g_free (change->key);
  g_free (change->value);
  g_free (change);
}

static void
wish_clear (Wish *wish)
{
  g_clear_pointer (&wish->changes, g_ptr_array_unref);
  g_clear_pointer (&wish->whole, g_free);
}

static void
wish_init (Wish *wish)
{
  wish->changes = g_ptr_array_new_with_free_func (change_free);
  wish->whole = NULL;
}

static void
wish_reset (Wish *wish)
{
  wish_clear (wish);
  wish_init (wish);
}

/* to is what from was, and from is nothing. */
static void
wish_move (Wish *from, Wish *to)
{
  wish_clear (to);
  *to = *from;
  wish_init (from);
}

PlFileEdit *
pl_file_edit_new (const char *name)
{
  PlFileEdit *edit = g_new0 (PlFileEdit, 1);

  edit->name = g_strdup (name);
  edit->text = g_strdup ("");
  edit->base = g_strdup ("");
  wish_init (&edit->wish);
  wish_init (&edit->aside);
  wish_init (&edit->back);
  return edit;
}

void
pl_file_edit_free (PlFileEdit *edit)
{
  if (edit == NULL)
    return;
  g_free (edit->name);
  g_free (edit->text);
  g_free (edit->base);
  wish_clear (&edit->wish);
  wish_clear (&edit->aside);
  wish_clear (&edit->back);
  g_free (edit);
}

void
pl_file_edit_take (PlFileEdit *edit, gint64 version, const char *text)
{
  g_autofree char *taken = g_strdup (text);

  if (!pl_file_edit_is_changed (edit)) {
    g_free (edit->base);
    edit->base = g_strdup (text);
  }
  g_free (edit->text);
  edit->text = g_steal_pointer (&taken);
  edit->version = version;
}

gint64
pl_file_edit_version (const PlFileEdit *edit)
{
  return edit->version;
}

char *
pl_file_edit_value (const PlFileEdit *edit, const char *section, const char *key)
{
  char *value = pl_key_value (edit->text, section, key);

  return value != NULL ? value : g_strdup ("");
}

gboolean
pl_file_edit_has (const PlFileEdit *edit, const char *section, const char *key)
{
  g_autofree char *value = pl_key_value (edit->text, section, key);

  return value != NULL;
}

char **
pl_file_edit_keys (const PlFileEdit *edit, const char *section)
{
  return pl_key_names (edit->text, section);
}

/* Wanting. */

static void
want (Wish *wish, const char *section, const char *key, char *value)
{
  Change *change = g_new0 (Change, 1);

  change->section = g_strdup (section);
  change->key = g_strdup (key);
  change->value = value;
  g_ptr_array_add (wish->changes, change);
}

void
pl_file_edit_set (PlFileEdit *edit, const char *section, const char *key, const char *value)
{
  g_autofree char *now = pl_key_value (edit->text, section, key);

  if (g_strcmp0 (now, value) != 0)
    want (&edit->wish, section, key, g_strdup (value));
}

void
pl_file_edit_put (PlFileEdit *edit, const char *text)
{
  g_free (edit->wish.whole);
  edit->wish.whole = g_strdup (text);
}

void
pl_file_edit_forget (PlFileEdit *edit)
{
  wish_reset (&edit->wish);
}

gboolean
pl_file_edit_is_changed (const PlFileEdit *edit)
{
  return edit->wish.changes->len > 0 ||
         (edit->wish.whole != NULL && !g_str_equal (edit->wish.whole, edit->text));
}

static const Change *
find (const PlFileEdit *edit, const char *section, const char *key)
{
  for (guint i = 0; i < edit->wish.changes->len; i++) {
    const Change *change = edit->wish.changes->pdata[i];
    if (g_str_equal (change->section, section) && g_str_equal (change->key, key))
      return change;
  }
  return NULL;
}

char *
pl_file_edit_wanted (const PlFileEdit *edit, const char *section, const char *key)
{
  const Change *change = find (edit, section, key);

  return change != NULL ? g_strdup (change->value) : pl_key_value (edit->text, section, key);
}

char **
pl_file_edit_wanted_keys (const PlFileEdit *edit, const char *section)
{
  g_autofree char *text = pl_file_edit_text (edit, NULL);

  return pl_key_names (text != NULL ? text : edit->text, section);
}

char *
pl_file_edit_text (const PlFileEdit *edit, GError **error)
{
  g_autofree char *text = g_strdup (edit->wish.whole != NULL ? edit->wish.whole : edit->text);

  for (guint i = 0; i < edit->wish.changes->len; i++) {
    const Change *change = edit->wish.changes->pdata[i];
    char *next = pl_key_edit (edit->name, text, change->section, change->key, change->value, error);
    if (next == NULL)
      return NULL;
    g_free (text);
    text = next;
  }
  return g_steal_pointer (&text);
}

/* Written, taken back, put aside. */

void
pl_file_edit_saved (PlFileEdit *edit)
{
  wish_move (&edit->wish, &edit->back);
  for (guint i = 0; i < edit->back.changes->len; i++) {
    Change *change = edit->back.changes->pdata[i];
    g_free (change->value);
    change->value = pl_key_value (edit->text, change->section, change->key);
  }
  if (edit->back.whole != NULL) {
    g_free (edit->back.whole);
    edit->back.whole = g_strdup (edit->text);
  }
  wish_reset (&edit->aside);
}

void
pl_file_edit_take_back (PlFileEdit *edit)
{
  pl_file_edit_forget (edit);
  for (guint i = 0; i < edit->back.changes->len; i++) {
    const Change *change = edit->back.changes->pdata[i];
    pl_file_edit_set (edit, change->section, change->key, change->value);
  }
  if (edit->back.whole != NULL)
    pl_file_edit_put (edit, edit->back.whole);
}

void
pl_file_edit_put_aside (PlFileEdit *edit)
{
  wish_move (&edit->wish, &edit->aside);
}

void
pl_file_edit_put_again (PlFileEdit *edit)
{
  wish_move (&edit->aside, &edit->wish);
}

/* What others changed. */

static void
tell_key (const PlFileEdit *edit, char *name, PlFileDifferenceFunc func, gpointer data)
{
  char *key = strchr (name, '.'); /* a key may have more dots, a section has none */

  *key++ = '\0';
  g_autofree char *before = pl_key_value (edit->base, name, key);
  g_autofree char *theirs = pl_key_value (edit->text, name, key);
  const Change *mine = find (edit, name, key);
  const PlFileDifference difference = {
    name, key, before, theirs, mine != NULL ? mine->value : NULL, mine != NULL,
  };
  func (&difference, data);
}

/* The lines of one that the other has not. */
static void
tell_lines (
    const char *one, const char *other, gboolean theirs, PlFileDifferenceFunc func, gpointer data)
{
  g_auto (GStrv) lines = g_strsplit (one, "\n", -1), others = g_strsplit (other, "\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    const PlFileDifference difference = { .before = theirs ? NULL : *line,
                                          .theirs = theirs ? *line : NULL };
    if (**line != '\0' && !g_strv_contains ((const char *const *)others, *line))
      func (&difference, data);
  }
}

void
pl_file_edit_differences (const PlFileEdit *edit, PlFileDifferenceFunc func, gpointer data)
{
  if (edit->wish.whole != NULL) {
    tell_lines (edit->text, edit->base, TRUE, func, data);
    tell_lines (edit->base, edit->text, FALSE, func, data);
    return;
  }
  g_auto (GStrv) names = pl_key_changes (edit->base, edit->text);
  for (char **name = names; name != NULL && *name != NULL; name++)
    tell_key (edit, *name, func, data);
}
