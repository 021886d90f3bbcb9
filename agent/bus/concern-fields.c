/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/concern-fields.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "agent/bus/fields.h"
#include "agent/records/concern-notice.h"
#include "agent/records/outbox.h"
#include "agent/records/reader-route.h"
#include "policy/care/words-file.h"
#include "policy/error.h"

gboolean
pl_bus_place_init (PlFilingPlace *place, const PlCall *call, GError **error)
{
  return pl_concern_watch_place (call->agent->concerns, place, error);
}

void
pl_bus_place_clear (PlFilingPlace *place)
{
  pl_home_people_free ((PlHomePeople *)place->people);
}

static void
add_flag (GVariantBuilder *fields, const char *key, gboolean value)
{
  g_variant_builder_add (fields, "{sv}", key, g_variant_new_boolean (value));
}

/* Who reads at a step, by name; whoever is a reader no more is left out. */
static GVariant *
names_of (const PlConcern *concern, const PlFilingPlace *place, guint step)
{
  GVariantBuilder names;

  g_variant_builder_init (&names, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < concern->readers->len; i++) {
    const PlConcernReader *row = &g_array_index (concern->readers, PlConcernReader, i);
    const PlReader *reader = pl_reader_find (place->people->readers, row->id);
    if (row->step == step && reader != NULL && reader->state == PL_READER_ACTIVE)
      g_variant_builder_add (&names, "s", reader->key.name);
  }
  return g_variant_builder_end (&names);
}

static void
add_path (GVariantBuilder *receipt, const PlConcern *concern, const PlFilingPlace *place)
{
  g_autoptr (PlRoute) route = pl_concern_route (concern);
  GVariantBuilder path;

  g_variant_builder_init (&path, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < route->n_steps; i++) {
    g_variant_builder_open (&path, G_VARIANT_TYPE_VARDICT);
    pl_bus_add_text (&path, "role", pl_reader_role_code (route->steps[i].role));
    g_variant_builder_add (&path, "{sv}", "names", names_of (concern, place, i));
    pl_bus_add_time (&path, "due",
                     pl_escalation_due (route, place->care, concern->kind, concern->filed, i));
    g_variant_builder_close (&path);
  }
  g_variant_builder_add (receipt, "{sv}", "path", g_variant_builder_end (&path));
}

static void
add_seen (GVariantBuilder *receipt, const PlConcern *concern)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sx)"));
  for (guint i = 0; i < concern->seen->len; i++) {
    const PlConcernSeen *seen = &g_array_index (concern->seen, PlConcernSeen, i);
    g_variant_builder_add (&rows, "(sx)", pl_reader_role_code (seen->role), seen->when);
  }
  g_variant_builder_add (receipt, "{sv}", "seen", g_variant_builder_end (&rows));
}

/* Whom to ring, whatever becomes of it: the home's own, and those that everybody has. */
static void
add_numbers (GVariantBuilder *receipt, const PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; home != NULL && i < home->help_numbers->len; i++) {
    const PlHelpNumber *number = home->help_numbers->pdata[i];
    g_variant_builder_add (&rows, "(ss)", number->name, number->number);
  }
  g_variant_builder_add (&rows, "(ss)", "Childline", "0800 1111");
  g_variant_builder_add (&rows, "(ss)", "Help at Hand", "0800 528 0731");
  g_variant_builder_add (&rows, "(ss)", "999", "999");
  g_variant_builder_add (receipt, "{sv}", "numbers", g_variant_builder_end (&rows));
}

void
pl_bus_receipts_init (PlBusReceipts *receipts, const PlCall *call, const PlFilingPlace *place)
{
  *receipts = (PlBusReceipts){
    .call = call,
    .place = place,
    .sent = pl_outbox_sent_ids (call->agent->store, NULL),
    .reaches =
        g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL),
  };
}

void
pl_bus_receipts_clear (PlBusReceipts *receipts)
{
  g_clear_pointer (&receipts->sent, g_hash_table_unref);
  g_clear_pointer (&receipts->reaches, g_hash_table_unref);
}

static gboolean
was_sent (const PlBusReceipts *receipts, const PlConcern *concern)
{
  g_autoptr (GBytes) id = g_bytes_new (concern->id, PL_CARE_ID_SIZE);

  return receipts->sent != NULL && g_hash_table_contains (receipts->sent, id);
}

static gboolean
reaches (const PlBusReceipts *receipts, const guint8 *reader)
{
  g_autoptr (GBytes) id = g_bytes_new (reader, PL_CARE_ID_SIZE);
  gpointer known;

  if (g_hash_table_lookup_extended (receipts->reaches, id, NULL, &known))
    return GPOINTER_TO_INT (known);
  gboolean does = pl_outbox_reaches (receipts->call->agent->store, reader);
  g_hash_table_insert (receipts->reaches, g_steal_pointer (&id), GINT_TO_POINTER (does));
  return does;
}

/* Somebody whose turn it is has a way that was tested; or has seen it. */
static gboolean
is_alerted (const PlBusReceipts *receipts, const PlConcern *concern)
{
  for (guint i = 0; i < concern->readers->len; i++) {
    const PlConcernReader *reader = &g_array_index (concern->readers, PlConcernReader, i);
    if (reader->step < MAX (concern->n_told, 1) && reaches (receipts, reader->id))
      return TRUE;
  }
  return pl_concern_first_seen (concern) != 0;
}

/* When a reader last said something; -1: nobody has. */
static gint64
answered (const PlConcern *concern)
{
  gint64 last = -1;

  for (guint i = 0; i < concern->parts->len; i++) {
    const PlConcernPartNote *part = &g_array_index (concern->parts, PlConcernPartNote, i);
    if (!part->by_child)
      last = MAX (last, part->when);
  }
  return last;
}

static gboolean
has_outcome (const PlConcern *concern)
{
  return concern->closed != 0;
}

GVariant *
pl_bus_receipt (const PlBusReceipts *receipts, const PlConcern *concern)
{
  g_autofree char *id = pl_care_id_text (concern->id);
  GVariantBuilder receipt;

  g_variant_builder_init (&receipt, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (&receipt, "id", id);
  pl_bus_add_text (&receipt, "kind", pl_concern_kind_code (concern->kind));
  pl_bus_add_text (&receipt, "state",
                   pl_concern_state_code (concern, was_sent (receipts, concern)));
  pl_bus_add_time (&receipt, "filed", concern->filed);
  add_flag (&receipt, "alerted", is_alerted (receipts, concern));
  add_flag (&receipt, "words-kept", concern->words_kept);
  add_flag (&receipt, "outcome", has_outcome (concern));
  add_path (&receipt, concern, receipts->place);
  add_seen (&receipt, concern);
  g_variant_builder_add (&receipt, "{sv}", "parts", g_variant_new_uint32 (concern->parts->len));
  pl_bus_add_time (&receipt, "answered", answered (concern));
  if (concern->closed != 0)
    pl_bus_add_time (&receipt, "closed", concern->closed);
  add_numbers (&receipt, receipts->call);
  return g_variant_builder_end (&receipt);
}

gboolean
pl_bus_concern_page (const PlCall *call, gsize i, PlConcernPage *page, GError **error)
{
  const char *before;

  g_variant_get_child (call->arguments, i, "&s", &before);
  g_variant_get_child (call->arguments, i + 1, "u", &page->limit);
  page->limit = CLAMP (page->limit, 1, PL_CONCERNS_A_PAGE);
  page->goes_on = *before != '\0';
  if (!page->goes_on || pl_care_id_parse (before, page->before))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                       NC_ ("said", "there is no such concern"));
  return FALSE;
}

gboolean
pl_bus_concern_is_on (PlConcernPage *page, const PlConcern *concern)
{
  if (page->goes_on) {
    page->goes_on = memcmp (page->before, concern->id, PL_CARE_ID_SIZE) != 0;
    return FALSE;
  }
  if (page->limit == 0)
    return FALSE;
  page->limit--;
  return TRUE;
}

guint8 *
pl_bus_words (const PlCall *call, gint32 handle, gsize *length, GError **error)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (call->invocation);
  GUnixFDList *list = g_dbus_message_get_unix_fd_list (message);
  int fd = list != NULL && handle >= 0 && handle < g_unix_fd_list_get_length (list)
               ? g_unix_fd_list_get (list, handle, NULL)
               : -1;

  if (fd < 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "the words are wanted in a sealed memfd"));
    return NULL;
  }
  guint8 *words = pl_words_file_read (fd, length, error);
  close (fd);
  return words;
}

/* The i-th of these lists may be given. */
static gboolean
read_list (GVariant *value, const char *key, char ***list, GError **error)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY)) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s: a list of texts is wanted"),
                 key);
    return FALSE;
  }
  g_strfreev (*list);
  *list = g_variant_dup_strv (value, NULL);
  return TRUE;
}

static gboolean
read_text (GVariant *value, const char *key, const char **text, GError **error)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s: a text is wanted"), key);
    return FALSE;
  }
  *text = g_variant_get_string (value, NULL);
  return TRUE;
}

static gboolean
read_option (PlBusWishes *wishes, const char *key, GVariant *value, GError **error)
{
  if (g_str_equal (key, "choice"))
    return read_text (value, key, &wishes->choice, error);
  if (g_str_equal (key, "trusted"))
    return read_text (value, key, &wishes->trusted, error);
  if (g_str_equal (key, "not"))
    return read_list (value, key, &wishes->not_accounts, error);
  if (g_str_equal (key, "not-names"))
    return read_list (value, key, &wishes->not_typed, error);
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" is not an option"), key);
  return FALSE;
}

gboolean
pl_bus_read_wishes (GVariant *options, PlBusWishes *wishes, PlFiling *filing, GError **error)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, options);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    /* Texts are the options': they live on when this reference goes. */
    g_autoptr (GVariant) owned = value;
    if (!read_option (wishes, key, owned, error))
      return FALSE;
  }
  filing->choice = wishes->trusted != NULL ? PL_CHOICE_TRUSTED : PL_CHOICE_STAFF;
  if (wishes->choice != NULL && !pl_reader_choice_parse (wishes->choice, &filing->choice)) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" cannot be chosen"),
                 wishes->choice);
    return FALSE;
  }
  filing->trusted = wishes->trusted;
  filing->not_accounts = (const char *const *)wishes->not_accounts;
  filing->not_typed = (const char *const *)wishes->not_typed;
  return TRUE;
}

void
pl_bus_wishes_clear (PlBusWishes *wishes)
{
  g_clear_pointer (&wishes->not_accounts, g_strfreev);
  g_clear_pointer (&wishes->not_typed, g_strfreev);
}
