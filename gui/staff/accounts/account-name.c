/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/account-name.h"

#define LETTERS_MAX 24 /* of 31 that an account may have: there is room for a number */
#define FALLBACK    "child"

/* The first word in small letters without accents, a letter first: what every system takes as an account. */
static char *
plain_word (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *word = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0' && word->len < LETTERS_MAX; c++)
    if (g_ascii_isalpha (*c) || (g_ascii_isdigit (*c) && word->len > 0))
      g_string_append_c (word, g_ascii_tolower (*c));
    else if (*c == ' ' && word->len > 0)
      break;
  return g_string_free (word, FALSE);
}

char *
pl_account_name_propose (const char *name,
                         gboolean (*is_taken) (const char *account, gpointer data),
                         gpointer data)
{
  g_autofree char *word = plain_word (name);
  const char *base = *word != '\0' ? word : FALLBACK;
  char *account = g_strdup (base);

  if (*name == '\0') {
    *account = '\0';
    return account;
  }
  for (guint n = 2; is_taken (account, data); n++) {
    g_free (account);
    account = g_strdup_printf ("%s%u", base, n);
  }
  return account;
}
