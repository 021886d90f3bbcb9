/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Child: what a child tells, and what becomes of it (C1 to C9). */
#include <sodium.h>

#include <glib/gi18n.h>
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/concern-fields.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/accounts.h"
#include "agent/records/child-account.h"
#include "agent/records/child-key.h"
#include "agent/records/concern-part.h"
#include "policy/error.h"
#include "policy/time/calendar.h"

static const PlChild *
own (const PlCall *call)
{
  return pl_household_child (pl_enforcer_household (call->agent->enforcer), call->caller);
}

static void
about_child (PlFiling *filing, const PlCall *call)
{
  const PlChild *child = own (call);

  filing->child = child->account;
  filing->child_name = child->profile != NULL ? child->profile->name : NULL;
}

static gboolean
read_kind (const char *code, PlFiling *filing, GError **error)
{
  if (pl_concern_kind_parse (code, &filing->kind))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" is no kind of concern"),
               code);
  return FALSE;
}

/* concern: transfer full; NULL with an error. */
static void
return_receipt (PlCall *call, PlConcern *concern, const PlFilingPlace *place, GError *error)
{
  if (concern == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_auto (PlBusReceipts) receipts = { 0 };
  pl_bus_receipts_init (&receipts, call, place);
  pl_call_return (call, g_variant_new ("(@a{sv})", pl_bus_receipt (&receipts, concern)));
  pl_concern_unref (concern);
}

void
pl_answer_list_readers (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  GVariantBuilder readers, people;
  GError *error = NULL;

  if (!pl_bus_place_init (&place, call, &error)) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&readers, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_builder_init (&people, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < place.people->people.n; i++) {
    const PlPerson *person = &place.people->people.people[i];
    if (person->account != NULL)
      g_variant_builder_add (&people, "(ss)", person->account,
                             person->name != NULL ? person->name : person->account);
    for (guint role = 0; person->has_key && role < PL_READER_ROLES; role++) {
      if (!(person->roles & PL_READER_BIT (role)))
        continue;
      g_variant_builder_open (&readers, G_VARIANT_TYPE_VARDICT);
      pl_bus_add_text (&readers, "id", person->id);
      pl_bus_add_text (&readers, "name", person->name);
      pl_bus_add_text (&readers, "role", pl_reader_role_code ((PlReaderRole)role));
      g_variant_builder_close (&readers);
    }
  }
  pl_call_return (call, g_variant_new ("(aa{sv}a(ss))", &readers, &people));
}

void
pl_answer_preview_concern (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlBusWishes) wishes = { 0 };
  g_autoptr (GVariant) options = NULL;
  PlFiling filing = { .client = "" };
  PlConcern *concern = NULL;
  const char *kind;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s@a{sv})", &kind, &options);
  about_child (&filing, call);
  if (read_kind (kind, &filing, &error) && pl_bus_read_wishes (options, &wishes, &filing, &error) &&
      pl_bus_place_init (&place, call, &error))
    concern = pl_concern_plan (call->agent->store, &place, &filing);
  return_receipt (call, concern, &place, error);
}

void
pl_answer_file_concern (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlBusWishes) wishes = { 0 };
  g_autoptr (GVariant) options = NULL;
  PlFiling filing = { 0 };
  PlConcern *concern = NULL;
  guint8 *words = NULL;
  const char *kind;
  gint32 handle;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s@a{sv}h)", &filing.client, &kind, &options, &handle);
  about_child (&filing, call);
  if (read_kind (kind, &filing, &error) && pl_bus_read_wishes (options, &wishes, &filing, &error) &&
      (words = pl_bus_words (call, handle, &filing.length, &error)) != NULL &&
      pl_bus_place_init (&place, call, &error)) {
    filing.words = words;
    concern = pl_concern_file (call->agent->store, &place, &filing, &error);
  }
  sodium_free (words);
  if (concern != NULL)
    pl_concern_watch_look (call->agent->concerns);
  return_receipt (call, concern, &place, error);
}

void
pl_answer_add_to_concern (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  guint8 id[PL_CARE_ID_SIZE];
  PlFiling filing = { 0 };
  PlConcern *concern = NULL;
  guint8 *words = NULL;
  const char *text;
  gint32 handle;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&sh)", &filing.client, &text, &handle);
  about_child (&filing, call);
  if (!pl_care_id_parse (text, id))
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "there is no such concern"));
  else if ((words = pl_bus_words (call, handle, &filing.length, &error)) != NULL &&
           pl_bus_place_init (&place, call, &error)) {
    filing.words = words;
    concern = pl_concern_add_words (call->agent->store, &place, &filing, id, &error);
  }
  sodium_free (words);
  return_receipt (call, concern, &place, error);
}

/*
 * One of the child's own: staff's incidents about them are not among these, nor what another child told who had an
 * account of the same name before it was wiped (at wiped_ms).
 */
static gboolean
is_own (const PlConcern *concern, const PlCall *call, gint64 wiped_ms)
{
  return concern->origin == PL_CONCERN_BY_CHILD &&
         g_str_equal (concern->child, own (call)->account) && concern->filed * 1000 > wiped_ms;
}

static gboolean
find_wiped (const PlCall *call, gint64 *wiped_ms, GError **error)
{
  return pl_child_account_last_wiped (call->agent->store, own (call)->account, wiped_ms, error);
}

/* What tells the child that somebody else may have had their account (C7). */
static GVariant *
about_account (PlCall *call)
{
  const char *account = own (call)->account;
  gint64 day = pl_account_password_day (account);
  GVariantBuilder about;

  g_autofree char *by = NULL;
  gint64 set = -1, reset_ms = 0;
  gboolean pin = pl_child_key_get (call->agent->store, account, NULL, &set, NULL);

  pl_act_last (call->agent->store, "pin-reset", account, &reset_ms, &by, NULL);
  g_autofree char *name = pl_bus_person (call, by, reset_ms);

  g_variant_builder_init (&about, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&about, "{sv}", "pin", g_variant_new_boolean (pin));
  pl_bus_add_time (&about, "pin-set", set);
  pl_bus_add_time (&about, "pin-reset", reset_ms != 0 ? reset_ms / 1000 : -1);
  pl_bus_add_text (&about, "pin-reset-by", name);
  pl_bus_add_time (&about, "password-changed", day > 0 ? day * PL_SECONDS_A_DAY : -1);
  return g_variant_builder_end (&about);
}

void
pl_answer_list_own_concerns (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_autoptr (GPtrArray) concerns = NULL;
  GVariantBuilder rows;
  PlConcernPage page;
  gint64 wiped_ms;
  GError *error = NULL;

  if (!pl_bus_concern_page (call, 0, &page, &error) || !pl_bus_place_init (&place, call, &error) ||
      !find_wiped (call, &wiped_ms, &error) ||
      (concerns = pl_concern_list (call->agent->store, &error)) == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_auto (PlBusReceipts) receipts = { 0 };
  pl_bus_receipts_init (&receipts, call, &place);
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = concerns->len; i > 0; i--)
    if (is_own (concerns->pdata[i - 1], call, wiped_ms) &&
        pl_bus_concern_is_on (&page, concerns->pdata[i - 1]))
      g_variant_builder_add_value (&rows, pl_bus_receipt (&receipts, concerns->pdata[i - 1]));
  pl_call_return (call, g_variant_new ("(aa{sv}@a{sv})", &rows, about_account (call)));
}

/* The part with the child's copy, where it has one. */
static gboolean
add_part (GVariantBuilder *parts,
          const PlCall *call,
          const PlConcernPartNote *note,
          const PlReaderKey *pin,
          GError **error)
{
  g_autoptr (PlConcernPart) part = pl_concern_part_get (call->agent->store, note->number, error);

  if (part == NULL)
    return FALSE;
  g_autoptr (GBytes) copy = pin != NULL ? pl_concern_part_copy (part, pin->id) : NULL;
  g_autoptr (GBytes) bytes = copy != NULL ? g_steal_pointer (&copy) : g_bytes_new (NULL, 0);
  g_variant_builder_open (parts, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (parts, "from", note->by_child ? "you" : pl_reader_role_code (note->role));
  pl_bus_add_time (parts, "at", note->when);
  pl_bus_add_text (parts, "what", pl_sealed_type_code (note->type));
  g_variant_builder_add (parts, "{sv}", "sealed",
                         g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
  g_variant_builder_close (parts);
  return TRUE;
}

static gboolean
add_parts (GVariantBuilder *parts, const PlCall *call, const char *text, GError **error)
{
  g_autoptr (GPtrArray) concerns = pl_concern_list (call->agent->store, error);
  const PlConcern *concern = NULL;
  guint8 id[PL_CARE_ID_SIZE];
  PlReaderKey pin;
  gint64 wiped_ms;

  if (concerns == NULL || !find_wiped (call, &wiped_ms, error))
    return FALSE;
  if (pl_care_id_parse (text, id))
    concern = pl_concern_find (concerns, id);
  if (concern == NULL || !is_own (concern, call, wiped_ms)) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "there is no such concern"));
    return FALSE;
  }
  gboolean has_pin = pl_child_key_get (call->agent->store, concern->child, &pin, NULL, NULL);
  for (guint i = 0; i < concern->parts->len; i++)
    if (!add_part (parts, call, &g_array_index (concern->parts, PlConcernPartNote, i),
                   has_pin ? &pin : NULL, error))
      return FALSE;
  return TRUE;
}

void
pl_answer_get_own_concern (PlCall *call)
{
  g_auto (GVariantBuilder) parts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  const char *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &text);
  if (add_parts (&parts, call, text, &error))
    pl_call_return (call, g_variant_new ("(aa{sv})", &parts));
  else
    pl_call_fail (call, error);
}

void
pl_answer_get_pin_key (PlCall *call)
{
  g_autofree char *text = NULL;
  PlReaderKey key;
  GError *error = NULL;

  if (pl_child_key_get (call->agent->store, own (call)->account, &key, NULL, &error))
    text = pl_reader_key_text (&key, TRUE);
  if (error != NULL)
    pl_call_fail (call, error);
  else
    pl_call_return (call, g_variant_new ("(s)", text != NULL ? text : ""));
}

void
pl_answer_set_pin (PlCall *call)
{
  PlReaderKey key;
  const char *text;
  GError *error = NULL;
  gboolean done = FALSE;

  g_variant_get (call->arguments, "(&s)", &text);
  if (pl_reader_key_parse (&key, "key", text, strlen (text), &error)) {
    if (key.wrapped)
      done = pl_child_key_set (call->agent->store, own (call)->account, &key, &error);
    else
      g_set_error_literal (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                           NC_ ("said", "the key needs its wrapped part"));
  }
  pl_bus_return_done (call, done, error);
}

void
pl_answer_change_pin (PlCall *call)
{
  g_autoptr (GVariant) proof = NULL;
  const char *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s@ay)", &text, &proof);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (proof);
  gboolean done =
      pl_child_key_change (call->agent->store, own (call)->account, text, bytes, &error);
  pl_bus_return_done (call, done, error);
}
