/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern-delete.h"

#include "agent/records/concern-chain.h"
#include "agent/records/outbox.h"
#include "agent/records/store-private.h"
#include "agent/records/vault.h"

typedef struct {
  gint64 before;
  const char *const *held;
} Deleting;

static gboolean
is_over_alone (const PlConcern *concern, const Deleting *deleting)
{
  return concern->closed != 0 && concern->closed < deleting->before &&
         (deleting->held == NULL || !g_strv_contains (deleting->held, concern->child));
}

/* One that stays keeps the one that it is linked with. */
static gboolean
is_over (const GPtrArray *concerns, const PlConcern *concern, const Deleting *deleting)
{
  const PlConcern *linked = pl_concern_find (concerns, concern->linked);

  return is_over_alone (concern, deleting) && (linked == NULL || is_over_alone (linked, deleting));
}

/* Nobody who has not got it by now gets it any more. */
static gboolean
remove_part (PlStore *store, const PlConcernPartNote *part, GError **error)
{
  return pl_outbox_withdraw (store, part->id, NULL, error) &&
         pl_vault_remove (store, PL_VAULT_PART, part->number, error);
}

static gboolean
remove_concern (PlStore *store, const PlConcern *concern, GError **error)
{
  for (guint i = 0; i < concern->parts->len; i++)
    if (!remove_part (store, &g_array_index (concern->parts, PlConcernPartNote, i), error))
      return FALSE;
  return pl_vault_remove (store, PL_VAULT_CASE, concern->number, error) &&
         pl_concern_chain_add (store, NULL, "deleted", concern->id, "{}", error);
}

static gboolean
delete_over (PlStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) concerns = pl_concern_list (store, error);

  for (guint i = 0; concerns != NULL && i < concerns->len; i++)
    if (is_over (concerns, concerns->pdata[i], data) &&
        !remove_concern (store, concerns->pdata[i], error))
      return FALSE;
  pl_store_keep (store, NULL, NULL);
  return concerns != NULL;
}

gboolean
pl_concern_delete (PlStore *store, gint64 before, const char *const *held, GError **error)
{
  Deleting deleting = { before, held };

  return pl_store_transact (store, delete_over, &deleting, error);
}
