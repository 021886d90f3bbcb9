/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/open-accounts.h"

#include <string.h>

#include "policy/error.h"

/* The accounts of people start here; nobody else's are ever opened. */
#define PERSON_UID_MIN 1000
/* No home has more people; it bounds what a mistaken file makes us load. */
#define ACCOUNTS_MAX 1024

static void
append_line (GString *text, const char *kind, const uid_t *uids, guint n)
{
  g_string_append (text, kind);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, " %u", uids[i]);
  g_string_append_c (text, '\n');
}

gboolean
pl_open_accounts_write (const char *path, const PlFirewallState *state, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *before = NULL;

  append_line (text, "staff", state->staff, state->n_staff);
  append_line (text, "exempt", state->exempt, state->n_exempt);
  if (g_file_get_contents (path, &before, NULL, NULL) && strcmp (before, text->str) == 0)
    return TRUE;
  return g_file_set_contents_full (path, text->str, text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/* What is read here becomes a rule: numbers of people's accounts, and nothing else. */
static gboolean
read_line (const char *line, const char *kind, GArray *uids)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  if (words[0] == NULL || strcmp (words[0], kind) != 0)
    return FALSE;
  for (char **word = words + 1; *word != NULL; word++) {
    guint64 number;
    if (uids->len == ACCOUNTS_MAX ||
        !g_ascii_string_to_unsigned (*word, 10, PERSON_UID_MIN, G_MAXUINT32 - 1, &number, NULL))
      return FALSE;
    uid_t uid = (uid_t)number;
    g_array_append_val (uids, uid);
  }
  return TRUE;
}

PlOpenAccounts *
pl_open_accounts_read (const char *path, GError **error)
{
  PlOpenAccounts *accounts = g_new (PlOpenAccounts, 1);
  g_autofree char *text = NULL;

  accounts->staff = g_array_new (FALSE, FALSE, sizeof (uid_t));
  accounts->exempt = g_array_new (FALSE, FALSE, sizeof (uid_t));
  if (!g_file_get_contents (path, &text, NULL, error))
    return accounts;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  if (g_strv_length (lines) != 3 || *lines[2] != '\0' ||
      !read_line (lines[0], "staff", accounts->staff) ||
      !read_line (lines[1], "exempt", accounts->exempt)) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s: not as the agent writes it", path);
    g_array_set_size (accounts->staff, 0);
    g_array_set_size (accounts->exempt, 0);
  }
  return accounts;
}

void
pl_open_accounts_free (PlOpenAccounts *accounts)
{
  if (accounts == NULL)
    return;
  g_array_unref (accounts->staff);
  g_array_unref (accounts->exempt);
  g_free (accounts);
}
