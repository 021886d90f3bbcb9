/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/held-here.h"

#include "agent/records/accounts.h"
#include "agent/records/reader.h"

static void
append (GString *list, const char *name)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", name);
}

static char *
children_of (const PlHousehold *household)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < household->children->len; i++)
    append (list, ((const PlChild *)household->children->pdata[i])->account);
  return g_string_free (list, FALSE);
}

static char *
staff_of (const PlHousehold *household)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < household->staff->len; i++) {
    g_autofree char *account = pl_account_name (g_array_index (household->staff, uid_t, i));
    append (list, account);
  }
  return g_string_free (list, FALSE);
}

/* Whose wrapped keys lie here: they are to be revoked, and their copies sealed anew. */
static char *
readers_of (PlStore *store)
{
  g_autoptr (GPtrArray) readers = pl_reader_list (store, NULL);
  GString *list = g_string_new (NULL);

  for (guint i = 0; readers != NULL && i < readers->len; i++) {
    const PlReader *reader = readers->pdata[i];
    if (reader->state == PL_READER_ACTIVE)
      append (list, reader->key.name);
  }
  return g_string_free (list, FALSE);
}

char *
pl_bus_held_here (const PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  int days = household->home != NULL ? household->home->usage_days : 0;
  g_autofree char *children = children_of (household);
  g_autofree char *staff = staff_of (household);
  g_autofree char *readers = readers_of (call->agent->store);

  return g_strdup_printf (
      "What the computer holds on which this was written down; correct it for the one that is "
      "lost.\n"
      "Of the children %s: name, date of birth, level, timetable, sites, agreed contact; minutes "
      "online and blocked names of the last %d days; what they asked for and what was answered; "
      "restrictions, reviews and records of care; files in their accounts.\n"
      "Of staff %s: account names, and what each did; one-time codes' secrets.\n"
      "Concerns: sealed to their readers; without a reader's passphrase nobody opens them.\n"
      "Keys of the readers %s: wrapped by their passphrases; revoke them (porchlightctl reader "
      "revoke).",
      *children != '\0' ? children : "(none)", days, *staff != '\0' ? staff : "(none)",
      *readers != '\0' ? readers : "(none)");
}
