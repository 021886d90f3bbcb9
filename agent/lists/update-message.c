/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/update-message.h"

#include <string.h>

#include "agent/lists/updater.h"

static void
clean_text (char *text, gsize size)
{
  const char *end;

  text[size - 1] = '\0';
  while (!g_utf8_validate (text, -1, &end))
    text[end - text] = '?';
  for (char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      memset (c, '?', (gsize)(g_utf8_next_char (c) - c));
}

gboolean
pl_update_message_clean (PlUpdateMessage *message)
{
  gint64 *const numbers[] = { &message->entries, &message->bytes,   &message->total,
                              &message->fetched, &message->checked, &message->due };

  if (message->type < PL_UPDATE_SOURCE || message->type > PL_UPDATE_END)
    return FALSE;
  message->flags &= PL_UPDATE_OFF | PL_UPDATE_FAILED | PL_UPDATE_HELD;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    *numbers[i] = MAX (*numbers[i], 0);
  clean_text (message->source, sizeof message->source);
  clean_text (message->category, sizeof message->category);
  clean_text (message->held, sizeof message->held);
  clean_text (message->title, sizeof message->title);
  clean_text (message->licence, sizeof message->licence);
  clean_text (message->covers, sizeof message->covers);
  clean_text (message->text, sizeof message->text);
  return TRUE;
}
