/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/person.h"

#include "agent/bus/actor.h"
#include "agent/bus/fields.h"
#include "agent/records/accounts.h"
#include "agent/records/child-account.h"
#include "agent/records/staff-name.h"

char *
pl_bus_display_name (const char *account)
{
  uid_t uid;

  return pl_account_uid (account, &uid) ? pl_account_display_name (uid) : NULL;
}

typedef struct {
  const char *person;
  GStrvBuilder *accounts;
} Search;

static void
compare (const char *account, uid_t uid, gpointer data)
{
  Search *search = data;
  g_autofree char *name = pl_account_display_name (uid);

  if (name != NULL && g_str_match_string (search->person, name, FALSE))
    g_strv_builder_add (search->accounts, account);
}

char **
pl_bus_accounts_of (const char *person)
{
  g_autoptr (GStrvBuilder) accounts = g_strv_builder_new ();
  Search search = { person, accounts };
  uid_t uid;

  /* Who has left is there by the account. */
  g_strv_builder_add (accounts, person);
  if (!pl_account_uid (person, &uid))
    pl_accounts_foreach (compare, &search);
  return g_strv_builder_end (accounts);
}

/* Of whom it says something: not where another child had the account before. */
static gboolean
is_of_one (const PlCall *call, const char *account)
{
  gint64 wiped_ms;

  return pl_child_account_last_wiped (call->agent->store, account, &wiped_ms, NULL) &&
         wiped_ms == 0;
}

/* Of one account. */
typedef struct {
  char *name;      /* "": nobody knows */
  gint64 since_ms; /* what was done before was another's */
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->name);
  g_free (known);
}

/* Transfer full. */
static Known *
look_up (const PlCall *call, const char *account)
{
  Known *known = g_new0 (Known, 1);
  gboolean one = is_of_one (call, account);
  const PlChild *child = one ? pl_bus_child (call, account, NULL) : NULL;
  const char *name = child != NULL && child->profile != NULL ? child->profile->name : NULL;

  known->name = name != NULL ? g_strdup (name) : one ? pl_bus_display_name (account) : NULL;
  if (known->name == NULL)
    known->name = g_strdup ("");
  else if (child == NULL)
    pl_staff_name_since (call->agent->store, account, known->name, &known->since_ms, NULL);
  return known;
}

const char *
pl_bus_name (PlCall *call, const char *account, gint64 at_ms)
{
  if (call->names == NULL)
    call->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, known_free);
  if (!g_hash_table_contains (call->names, account))
    g_hash_table_insert (call->names, g_strdup (account), look_up (call, account));
  const Known *known = g_hash_table_lookup (call->names, account);

  return at_ms >= known->since_ms ? known->name : "";
}

char *
pl_bus_person (PlCall *call, const char *account, gint64 at_ms)
{
  const char *name = account != NULL ? pl_bus_name (call, account, at_ms) : "";

  return g_strdup (*name != '\0' ? name : account != NULL ? account : "");
}

void
pl_bus_add_account (
    PlCall *call, GVariantBuilder *dictionary, const char *key, const char *account, gint64 at_ms)
{
  const char *name = pl_bus_name (call, account, at_ms);
  g_autofree char *name_key = g_strconcat (key, "-name", NULL);

  pl_bus_add_text (dictionary, key, account);
  if (*name != '\0')
    pl_bus_add_text (dictionary, name_key, name);
}

void
pl_bus_add_names (PlCall *call,
                  GVariantBuilder *dictionary,
                  const GPtrArray *accounts,
                  gint64 at_ms)
{
  GVariantBuilder names;

  g_variant_builder_init (&names, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < accounts->len; i++) {
    const char *name = pl_bus_name (call, accounts->pdata[i], at_ms);
    if (*name != '\0')
      g_variant_builder_add (&names, "{ss}", accounts->pdata[i], name);
  }
  g_variant_builder_add (dictionary, "{sv}", "names", g_variant_builder_end (&names));
}
