/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/lists/updater.h"
#include "tests/fuzz/fuzz.h"

/* Bytes as a message that the agent, which is root, gets: what is taken can be shown and sent on. */
static void
check_text (const char *text, gsize size)
{
  g_assert (memchr (text, '\0', size) != NULL);
  g_assert (g_utf8_validate (text, -1, NULL));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_assert (!g_unichar_iscntrl (g_utf8_get_char (c)));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  PlUpdateMessage message = { 0 };

  if (size > 0)
    memcpy (&message, data, MIN (size, sizeof message));
  if (!pl_update_message_clean (&message))
    return 0;
  g_assert (message.type >= PL_UPDATE_SOURCE && message.type <= PL_UPDATE_END);
  g_assert (message.entries >= 0 && message.bytes >= 0 && message.total >= 0);
  g_assert (message.fetched >= 0 && message.checked >= 0 && message.due >= 0);
  check_text (message.source, sizeof message.source);
  check_text (message.category, sizeof message.category);
  check_text (message.held, sizeof message.held);
  check_text (message.title, sizeof message.title);
  check_text (message.licence, sizeof message.licence);
  check_text (message.covers, sizeof message.covers);
  check_text (message.text, sizeof message.text);
  return 0;
}
