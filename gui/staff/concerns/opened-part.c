/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/opened-part.h"

#include <sodium.h>
#include <string.h>

#include "gui/staff/concerns/concern-words.h"
#include "policy/care/letter.h"
#include "policy/care/sealed.h"

void
pl_opened_part_free (PlOpenedPart *part)
{
  sodium_free (part->letter);
  g_free (part->from);
  g_free (part->name);
  g_free (part->what);
  g_free (part);
}

static void
open_letter (PlOpenedPart *part, PlReaderLock *lock, GVariant *sealed)
{
  gsize length;
  const guint8 *bytes = g_variant_get_fixed_array (sealed, &length, 1);
  PlSealed message;

  if (length > 0 && pl_sealed_read (bytes, length, &message, NULL))
    part->letter = pl_sealed_open (&message, pl_reader_lock_get_key (lock),
                                   pl_reader_lock_get_secret (lock), &part->length, NULL);
}

static PlOpenedPart *
open_part (PlReaderLock *lock, GVariant *fields)
{
  PlOpenedPart *part = g_new0 (PlOpenedPart, 1);
  g_autoptr (GVariant) sealed = g_variant_lookup_value (fields, "sealed", G_VARIANT_TYPE ("ay"));

  if (!g_variant_lookup (fields, "from", "s", &part->from))
    part->from = g_strdup ("");
  if (!g_variant_lookup (fields, "name", "s", &part->name))
    part->name = g_strdup ("");
  if (!g_variant_lookup (fields, "what", "s", &part->what))
    part->what = g_strdup ("");
  g_variant_lookup (fields, "at", "x", &part->at);
  if (sealed != NULL)
    open_letter (part, lock, sealed);
  return part;
}

GPtrArray *
pl_opened_parts_new (PlReaderLock *lock, GVariant *parts)
{
  GPtrArray *opened = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_opened_part_free);

  for (gsize i = 0; pl_reader_lock_is_open (lock) && i < g_variant_n_children (parts); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (parts, i);
    g_ptr_array_add (opened, open_part (lock, fields));
  }
  return opened;
}

const char *
pl_opened_part_words (const PlOpenedPart *part)
{
  if (part->letter == NULL)
    return NULL;
  const char *words = (const char *)part->letter + pl_letter_words (part->letter, part->length);
  return g_utf8_validate (words, -1, NULL) ? words : NULL;
}

typedef struct {
  PlRecord *concern;
  GString *text;
} Lines;

/* Whom it is not for is there as an account, or as somebody typed. */
static void
take_line (const char *key, const char *value, gpointer data)
{
  Lines *lines = data;

  if (pl_letter_is_frame (key) || !g_utf8_validate (value, -1, NULL))
    return;
  if (g_str_equal (key, "Not"))
    value = pl_record_name_of (lines->concern, value);
  g_string_append_printf (lines->text, "%s%s: %s", lines->text->len > 0 ? "\n" : "",
                          pl_concern_line_words (key), value);
}

char *
pl_opened_part_lines (const PlOpenedPart *part, PlRecord *concern)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Lines lines = { concern, text };

  if (part->letter != NULL)
    pl_letter_each (part->letter, part->length, take_line, &lines);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
