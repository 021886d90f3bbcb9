/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/profile-edit.h"

#include "policy/people/key-edit.h"

typedef struct {
  char *section, *key;
  char *value; /* nullable */
} Change;

struct _PlProfileEdit {
  char *child, *text;
  char *before; /* nullable: the text that was taken before this one */
  gint64 version;
  GPtrArray *changes; /* of Change */
  GPtrArray *back;    /* nullable, of Change: what takes back what was saved last */
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

PlProfileEdit *
pl_profile_edit_new (const char *child)
{
  PlProfileEdit *edit = g_new0 (PlProfileEdit, 1);

  edit->child = g_strdup (child);
  edit->text = g_strdup ("");
  edit->changes = g_ptr_array_new_with_free_func (change_free);
  return edit;
}

void
pl_profile_edit_free (PlProfileEdit *edit)
{
  if (edit == NULL)
    return;
  g_free (edit->child);
  g_free (edit->text);
  g_free (edit->before);
  g_ptr_array_unref (edit->changes);
  g_clear_pointer (&edit->back, g_ptr_array_unref);
  g_free (edit);
}

gboolean
pl_profile_edit_take (PlProfileEdit *edit, GVariant *reply)
{
  g_free (edit->before);
  edit->before = edit->text;
  g_variant_get (reply, "(xs)", &edit->version, &edit->text);
  return g_strcmp0 (edit->before, edit->text) != 0;
}

char *
pl_profile_edit_value (const PlProfileEdit *edit, const char *section, const char *key)
{
  char *value = pl_key_value (edit->text, section, key);

  return value != NULL ? value : g_strdup ("");
}

gboolean
pl_profile_edit_has (const PlProfileEdit *edit, const char *section, const char *key)
{
  g_autofree char *value = pl_key_value (edit->text, section, key);

  return value != NULL;
}

char **
pl_profile_edit_keys (const PlProfileEdit *edit, const char *section)
{
  return pl_key_names (edit->text, section);
}

static const Change *
find (const PlProfileEdit *edit, const char *section, const char *key)
{
  for (guint i = 0; i < edit->changes->len; i++) {
    const Change *change = edit->changes->pdata[i];
    if (g_str_equal (change->section, section) && g_str_equal (change->key, key))
      return change;
  }
  return NULL;
}

char *
pl_profile_edit_wanted (const PlProfileEdit *edit, const char *section, const char *key)
{
  const Change *change = find (edit, section, key);

  return change != NULL ? g_strdup (change->value) : pl_key_value (edit->text, section, key);
}

char **
pl_profile_edit_wanted_keys (const PlProfileEdit *edit, const char *section)
{
  g_autofree char *text = pl_profile_edit_text (edit, NULL);

  return pl_key_names (text != NULL ? text : edit->text, section);
}

void
pl_profile_edit_contested (const PlProfileEdit *edit, PlProfileKeyFunc func, gpointer data)
{
  for (guint i = 0; edit->before != NULL && i < edit->changes->len; i++) {
    const Change *change = edit->changes->pdata[i];
    g_autofree char *was = pl_key_value (edit->before, change->section, change->key);
    g_autofree char *is = pl_key_value (edit->text, change->section, change->key);
    if (g_strcmp0 (was, is) != 0)
      func (change->section, change->key, is, data);
  }
}

void
pl_profile_edit_saved (PlProfileEdit *edit)
{
  g_clear_pointer (&edit->back, g_ptr_array_unref);
  edit->back = g_steal_pointer (&edit->changes);
  edit->changes = g_ptr_array_new_with_free_func (change_free);
  for (guint i = 0; i < edit->back->len; i++) {
    Change *change = edit->back->pdata[i];
    g_free (change->value);
    change->value = pl_key_value (edit->text, change->section, change->key);
  }
}

void
pl_profile_edit_take_back (PlProfileEdit *edit)
{
  pl_profile_edit_forget (edit);
  for (guint i = 0; edit->back != NULL && i < edit->back->len; i++) {
    const Change *change = edit->back->pdata[i];
    pl_profile_edit_set (edit, change->section, change->key, change->value);
  }
}

void
pl_profile_edit_forget (PlProfileEdit *edit)
{
  g_ptr_array_set_size (edit->changes, 0);
}

void
pl_profile_edit_set (PlProfileEdit *edit, const char *section, const char *key, const char *value)
{
  g_autofree char *now = pl_key_value (edit->text, section, key);

  if (g_strcmp0 (now, value) == 0)
    return;
  Change *change = g_new0 (Change, 1);
  change->section = g_strdup (section);
  change->key = g_strdup (key);
  change->value = g_strdup (value);
  g_ptr_array_add (edit->changes, change);
}

gboolean
pl_profile_edit_is_changed (const PlProfileEdit *edit)
{
  return edit->changes->len > 0;
}

gint64
pl_profile_edit_version (const PlProfileEdit *edit)
{
  return edit->version;
}

char *
pl_profile_edit_text (const PlProfileEdit *edit, GError **error)
{
  g_autofree char *text = g_strdup (edit->text);

  for (guint i = 0; i < edit->changes->len; i++) {
    const Change *change = edit->changes->pdata[i];
    char *next =
        pl_key_edit (edit->child, text, change->section, change->key, change->value, error);
    if (next == NULL)
      return NULL;
    g_free (text);
    text = next;
  }
  return g_steal_pointer (&text);
}

GVariant *
pl_profile_edit_arguments (const PlProfileEdit *edit,
                           const char *reason,
                           gint64 review,
                           GError **error)
{
  g_autofree char *text = pl_profile_edit_text (edit, error);

  return text != NULL ? g_variant_new ("(sxssx)", edit->child, edit->version, text, reason, review)
                      : NULL;
}
