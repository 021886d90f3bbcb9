/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/recipients.h"

#include <string.h>

#include "policy/care/letter.h"

static void
add (GArray *recipients, const guint8 *id, const guint8 *box)
{
  PlRecipient recipient;

  memcpy (recipient.id, id, sizeof recipient.id);
  memcpy (recipient.box, box, sizeof recipient.box);
  g_array_append_val (recipients, recipient);
}

GArray *
pl_recipients_read (GVariant *rows)
{
  GArray *recipients = g_array_new (FALSE, FALSE, sizeof (PlRecipient));

  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) one = NULL, box = NULL;
    gsize id_length, box_length;
    g_variant_get_child (rows, i, "(@ay@ay)", &one, &box);
    const guint8 *id = g_variant_get_fixed_array (one, &id_length, 1);
    const guint8 *key = g_variant_get_fixed_array (box, &box_length, 1);
    if (id_length == PL_CARE_ID_SIZE && box_length == PL_PUBLIC_KEY_SIZE)
      add (recipients, id, key);
  }
  return recipients;
}

/* "ID BOX" */
static void
take_line (const char *key, const char *value, gpointer data)
{
  g_auto (GStrv) words = g_strsplit (value, " ", 3);
  guint8 id[PL_CARE_ID_SIZE], box[PL_PUBLIC_KEY_SIZE];

  if (g_str_equal (key, "Answer-to") && g_strv_length (words) >= 2 &&
      pl_care_id_parse (words[0], id) && pl_care_hex_parse (words[1], box, sizeof box))
    add (data, id, box);
}

GArray *
pl_recipients_of_letter (const guint8 *letter, gsize length)
{
  GArray *recipients = g_array_new (FALSE, FALSE, sizeof (PlRecipient));

  pl_letter_each (letter, length, take_line, recipients);
  return recipients;
}
