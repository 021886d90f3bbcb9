/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/initial.h"

char *
pl_initial (const char *words)
{
  g_autofree char *first = g_utf8_substring (words, 0, *words != '\0' ? 1 : 0);

  return g_utf8_strup (first, -1);
}

char *
pl_capital (const char *words)
{
  g_autofree char *initial = pl_initial (words);

  return g_strconcat (initial, *words != '\0' ? g_utf8_next_char (words) : "", NULL);
}
