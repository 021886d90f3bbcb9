/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/english.h"

#include <glib/gi18n.h>

#include "policy/said.h"

const char *
pl_screen_language (void)
{
  return g_get_language_names ()[0];
}

const PlLanguage *
pl_screen_policy_language (void)
{
  const PlLanguage *language = pl_language_find (pl_screen_language ());

  return language != NULL ? language : pl_language_english ();
}

char *
pl_screen_said (const char *sentence)
{
  return pl_said (pl_screen_policy_language (), sentence);
}

char *
pl_screen_said_by_itself (const char *sentence)
{
  return pl_said_by_itself (pl_screen_policy_language (), sentence);
}

char *
pl_with_english (const char *context, const char *message)
{
  const PlLanguage *language = pl_language_find (pl_screen_language ());
  const char *text = g_dpgettext2 (NULL, context, message);

  if (language == NULL || pl_language_is_read (language) || g_str_equal (text, message))
    return g_strdup (text);
  /* Of two directions: each on its own, and both from the side where the language begins. */
  return g_strdup_printf ("%s\n%s\u2068%s\u2069", text,
                          pl_language_is_right_to_left (language) ? "\u200f" : "", message);
}
