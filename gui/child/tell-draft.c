/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-draft.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "gui/app/wipe.h"
#include "policy/care/words-file.h"

PlTellDraft *
pl_tell_draft_new (void)
{
  PlTellDraft *draft = g_new0 (PlTellDraft, 1);

  draft->client = g_uuid_string_random ();
  draft->words = g_strdup ("");
  draft->where = g_strdup ("");
  draft->when = g_strdup ("");
  draft->account = g_strdup ("");
  draft->trusted = g_strdup ("");
  draft->not_name = g_strdup ("");
  draft->not_accounts = g_ptr_array_new_with_free_func (g_free);
  return draft;
}

void
pl_tell_draft_set (char **field, const char *text)
{
  char *before = *field;

  *field = g_strdup (text);
  pl_wipe_text (before);
}

void
pl_tell_draft_free (PlTellDraft *draft)
{
  pl_wipe_text (draft->words);
  pl_wipe_text (draft->where);
  pl_wipe_text (draft->when);
  pl_wipe_text (draft->account);
  pl_wipe_text (draft->not_name);
  g_free (draft->client);
  g_free (draft->choice);
  g_free (draft->trusted);
  g_ptr_array_unref (draft->not_accounts);
  g_free (draft);
}

gboolean
pl_tell_draft_is_empty (const PlTellDraft *draft)
{
  return !draft->kind_chosen && *draft->words == '\0' && *draft->where == '\0' &&
         *draft->when == '\0' && *draft->account == '\0' && *draft->not_name == '\0';
}

static GVariant *
texts (const GPtrArray *items)
{
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < items->len; i++)
    g_variant_builder_add (&list, "s", items->pdata[i]);
  return g_variant_builder_end (&list);
}

GVariant *
pl_tell_draft_options (const PlTellDraft *draft)
{
  const char *const typed[] = { draft->not_name, NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  if (draft->choice != NULL)
    g_variant_builder_add (&options, "{sv}", "choice", g_variant_new_string (draft->choice));
  if (*draft->trusted != '\0')
    g_variant_builder_add (&options, "{sv}", "trusted", g_variant_new_string (draft->trusted));
  if (draft->not_accounts->len > 0)
    g_variant_builder_add (&options, "{sv}", "not", texts (draft->not_accounts));
  if (*draft->not_name != '\0')
    g_variant_builder_add (&options, "{sv}", "not-names", g_variant_new_strv (typed, -1));
  return g_variant_builder_end (&options);
}

static void
add_line (GString *letter, const char *what, const char *text)
{
  if (*text != '\0')
    g_string_append_printf (letter, "%s %s\n", what, text);
}

static const char *
safe_words (PlSafe safe)
{
  switch (safe) {
    case PL_SAFE_YES:
      return NC_ ("tell", "Yes");
    case PL_SAFE_NO:
      return NC_ ("tell", "No");
    case PL_SAFE_NOT_SURE:
      return NC_ ("tell", "Not sure");
    default:
      return NULL;
  }
}

/* As the child was asked; and in English, as who reads it may not have the child's language. */
static void
add_safe (GString *letter, PlSafe safe)
{
  const char *question = NC_ ("tell", "Are you safe right now?"), *answer = safe_words (safe);

  if (answer == NULL)
    return;
  add_line (letter, g_dpgettext2 (NULL, "tell", question), g_dpgettext2 (NULL, "tell", answer));
  if (!g_str_equal (g_dpgettext2 (NULL, "tell", question), question))
    add_line (letter, question, answer);
}

/* A detail that the child gave; what it is stands in English, too. */
static void
add_detail (GString *letter, const char *what, const char *text)
{
  const char *words = g_dpgettext2 (NULL, "tell", what);
  /* Of two directions: each on its own. */
  g_autofree char *both = g_strdup_printf ("%s \u2068(%s)\u2069", words, what);

  add_line (letter, g_str_equal (words, what) ? what : both, text);
}

int
pl_tell_draft_file (const PlTellDraft *draft, GError **error)
{
  GString *letter = g_string_sized_new (strlen (draft->words) + 1024);

  add_safe (letter, draft->safe);
  add_detail (letter, NC_ ("tell", "Where:"), draft->where);
  add_detail (letter, NC_ ("tell", "When:"), draft->when);
  add_detail (letter, NC_ ("tell", "Which account:"), draft->account);
  g_string_append (letter, draft->words);
  int file = pl_words_file_new ((const guint8 *)letter->str, letter->len, error);
  sodium_memzero (letter->str, letter->allocated_len);
  g_string_free (letter, TRUE);
  return file;
}
