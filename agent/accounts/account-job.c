/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/accounts/account-job.h"

#include <sodium.h>
#include <string.h>

#define SYLLABLES 6

gboolean
pl_account_name_is_valid (const char *account)
{
  gsize length = strlen (account);

  if (length == 0 || length > PL_ACCOUNT_NAME_MAX || !g_ascii_islower (account[0]))
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_islower (account[i]) && !g_ascii_isdigit (account[i]) && account[i] != '-')
      return FALSE;
  return TRUE;
}

gboolean
pl_account_display_is_valid (const char *name)
{
  if (strlen (name) >= sizeof ((PlAccountJob *)NULL)->name || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar letter = g_utf8_get_char (at);
    if (g_unichar_iscntrl (letter) || letter == ':' || letter == ',')
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_text (const char *field, gsize size)
{
  return memchr (field, '\0', size) != NULL;
}

/* It goes to chpasswd, a line an account. */
static gboolean
is_password (const char *password)
{
  for (; *password != '\0'; password++)
    if (!g_ascii_islower (*password) && *password != '-')
      return FALSE;
  return TRUE;
}

static gboolean
needs_password (guint32 verb)
{
  return verb == PL_ACCOUNT_MAKE || verb == PL_ACCOUNT_PASSWORD;
}

gboolean
pl_account_job_is_valid (const PlAccountJob *job, gsize size)
{
  return size == sizeof *job && job->version == PL_ACCOUNT_VERSION &&
         job->verb >= PL_ACCOUNT_MAKE && job->verb <= PL_ACCOUNT_PASSWORD &&
         job->uid >= PL_ACCOUNT_UID_MIN && job->uid <= PL_ACCOUNT_UID_MAX &&
         is_text (job->account, sizeof job->account) && is_text (job->name, sizeof job->name) &&
         is_text (job->password, sizeof job->password) && pl_account_name_is_valid (job->account) &&
         pl_account_display_is_valid (job->name) && is_password (job->password) &&
         (!needs_password (job->verb) || job->password[0] != '\0');
}

void
pl_account_first_password (char password[PL_ACCOUNT_PASSWORD_SIZE])
{
  static const char consonants[] = "bdfghjkmnprstvwz"; /* no l, which looks like 1 */
  static const char vowels[] = "aeiou";
  G_STATIC_ASSERT (SYLLABLES * 5 / 2 <= PL_ACCOUNT_PASSWORD_SIZE);

  for (guint i = 0; i < SYLLABLES; i++) {
    if (i > 0 && i % 2 == 0)
      *password++ = '-';
    *password++ = consonants[randombytes_uniform (sizeof consonants - 1)];
    *password++ = vowels[randombytes_uniform (sizeof vowels - 1)];
  }
  *password = '\0';
}

void
pl_account_job_clear (PlAccountJob *job)
{
  sodium_memzero (job, sizeof *job);
}
