/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/child-key.h"

#include <glib/gi18n.h>

#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "agent/records/vault.h"
#include "policy/care/pin-change.h"
#include "policy/care/text-max.h"
#include "policy/error.h"

/* When it was set, the account, the key file. */
#define TYPE "(xss)"

typedef struct {
  const char *child;
  PlReaderKey key;
  gint64 set;
  gint64 number; /* 0: not found yet */
} Search;

static gboolean
compare (gint64 number, GBytes *record, gpointer data)
{
  Search *search = data;
  g_autoptr (GVariant) variant =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), record, FALSE));
  const char *child, *text;
  gint64 set;

  g_variant_get (variant, "(x&s&s)", &set, &child, &text);
  if (g_str_equal (child, search->child) &&
      pl_reader_key_parse (&search->key, "key", text, strlen (text), NULL)) {
    search->number = number;
    search->set = set;
  }
  return TRUE;
}

gboolean
pl_child_key_get (PlStore *store, const char *child, PlReaderKey *key, gint64 *set, GError **error)
{
  Search search = { .child = child };

  if (!pl_vault_each (store, PL_VAULT_CHILD, compare, &search, error) || search.number == 0)
    return FALSE;
  if (key != NULL)
    *key = search.key;
  if (set != NULL)
    *set = search.set;
  return TRUE;
}

/* number: 0 for a new record. */
static gboolean
put (PlStore *store, const char *child, const char *text, gint64 number, GError **error)
{
  PlMoment now;

  pl_store_now (store, &now);
  g_autoptr (GVariant) variant =
      g_variant_ref_sink (g_variant_new (TYPE, now.wall_ms / 1000, child, text));
  g_autoptr (GBytes) record = g_variant_get_data_as_bytes (variant);
  return number != 0 ? pl_vault_put (store, PL_VAULT_CHILD, number, record, error)
                     : pl_vault_append (store, PL_VAULT_CHILD, record, &number, error);
}

/* A key that is to take the place of another, or of none. */
typedef struct {
  const char *child;
  const char *text;
  GBytes *proof; /* NULL: there is none yet */
} Setting;

static gboolean
is_proven (const Setting *setting, const PlReaderKey *old)
{
  PlReaderKey next;
  gsize length;
  const guint8 *proof = g_bytes_get_data (setting->proof, &length);

  return pl_reader_key_parse (&next, "key", setting->text, strlen (setting->text), NULL) &&
         pl_pin_change_verify (old, &next, setting->text, proof, length);
}

static gboolean
set (PlStore *store, gpointer data, GError **error)
{
  const Setting *setting = data;
  Search search = { .child = setting->child };

  if (!pl_vault_each (store, PL_VAULT_CHILD, compare, &search, error))
    return FALSE;
  if (setting->proof == NULL ? search.number == 0
                             : search.number != 0 && is_proven (setting, &search.key))
    return put (store, setting->child, setting->text, search.number, error);
  g_set_error_literal (
      error, PL_ERROR, PL_ERROR_DENIED,
      setting->proof != NULL
          ? NC_ ("said", "that is not the old PIN")
          : NC_ ("said", "there is a PIN already: it is changed with the old one"));
  return FALSE;
}

gboolean
pl_child_key_set (PlStore *store, const char *child, const PlReaderKey *key, GError **error)
{
  g_autofree char *text = pl_reader_key_text (key, TRUE);
  Setting setting = { child, text, NULL };

  return pl_store_transact (store, set, &setting, error);
}

gboolean
pl_child_key_change (
    PlStore *store, const char *child, const char *text, GBytes *proof, GError **error)
{
  Setting setting = { child, text, proof };

  return pl_store_transact (store, set, &setting, error);
}

gboolean
pl_child_key_forget (PlStore *store, const char *child, GError **error)
{
  Search search = { .child = child };

  return pl_vault_each (store, PL_VAULT_CHILD, compare, &search, error) &&
         (search.number == 0 || pl_vault_remove (store, PL_VAULT_CHILD, search.number, error));
}

typedef struct {
  const char *child, *reason;
} Reset;

static gboolean
reset (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Reset *wanted = data;

  pl_payload_text (payload, "reason", wanted->reason);
  return pl_child_key_forget (store, wanted->child, error);
}

gboolean
pl_child_key_reset (
    PlStore *store, const PlActor *actor, const char *child, const char *reason, GError **error)
{
  const PlAct act = { actor, "pin-reset", child };
  Reset wanted = { child, reason };

  return pl_text_check (NC_ ("said", "the reason"), reason, PL_REASON_TEXT_MAX, TRUE, error) &&
         pl_act (store, &act, reset, &wanted, error);
}
