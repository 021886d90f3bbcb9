/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Audit: what was recorded of staff's acts (R5). */
#include "agent/bus/calls.h"

#include "agent/bus/check-record.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/audit-verify.h"
#include "policy/error.h"
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

void
pl_answer_get_head (PlCall *call)
{
  PlAuditHead head;
  GError *error = NULL;

  if (!pl_audit_head (call->agent->store, PL_AUDIT_PUBLIC, &head, &error)) {
    pl_call_fail (call, error);
    return;
  }
  g_autofree char *hash = pl_audit_hex (head.hash);
  pl_call_return (call, g_variant_new ("(ts)", head.serial, hash));
}

static GVariant *
findings_of (const PlAuditReport *report)
{
  GVariantBuilder findings;

  g_variant_builder_init (&findings, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < report->findings->len; i++)
    g_variant_builder_add (&findings, "s", ((PlAuditFinding *)report->findings->pdata[i])->text);
  return g_variant_builder_end (&findings);
}

void
pl_answer_verify (PlCall *call)
{
  g_auto (PlAuditReport) report = { NULL };
  guint8 hash[PL_AUDIT_HASH_SIZE];
  const char *head;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &head);
  if (*head != '\0' && !pl_audit_hex_parse (head, hash))
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "a head has 64 hexadecimal digits"));
  else
    pl_audit_verify (call->agent->store, *head != '\0' ? hash : NULL, &report, &error);
  if (error != NULL)
    pl_call_fail (call, error);
  else
    pl_call_return (
        call, g_variant_new ("(@astt)", findings_of (&report), report.entries, report.erased));
}

typedef struct {
  PlCall *call;
  GVariantBuilder entries;
} Listing;

/* Most entries name nobody: reading each takes longer than finding that out. */
static gboolean
may_have_account (const char *payload)
{
  return strstr (payload, "\"account\":") != NULL || strstr (payload, "\"by\":") != NULL ||
         strstr (payload, "\"of\":") != NULL || strstr (payload, "\"details\":") != NULL;
}

static const char *
text_of (JsonObject *said, const char *key)
{
  return json_object_get_string_member_with_default (said, key, NULL);
}

/* The accounts that stand in what an entry says. */
static void
add_names (PlCall *call, GVariantBuilder *entries, JsonObject *said, gint64 at_ms)
{
  static const char *const keys[] = { "account", "by", "of" };
  g_autoptr (GPtrArray) accounts = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *account = text_of (said, keys[i]);
    if (account != NULL)
      g_ptr_array_add (accounts, (gpointer)account);
  }
  if (accounts->len > 0)
    pl_bus_add_names (call, entries, accounts, at_ms);
}

/* Of a filter check accounts stand within its details. */
static void
add_details (PlCall *call, GVariantBuilder *entries, JsonObject *said, gint64 at_ms)
{
  const char *details = text_of (said, "details");

  if (details == NULL || g_strcmp0 (text_of (said, "kind"), "check") != 0)
    return;
  g_autofree char *named = pl_bus_check_details (call, details, at_ms);
  pl_bus_add_text (entries, "details-name", named);
}

static void
add_people (PlCall *call, GVariantBuilder *entries, const PlAuditEntry *entry)
{
  g_autoptr (JsonNode) node =
      may_have_account (entry->payload) ? json_from_string (entry->payload, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  add_names (call, entries, json_node_get_object (node), entry->wall_ms);
  add_details (call, entries, json_node_get_object (node), entry->wall_ms);
}

static void
add_entry (const PlAuditEntry *entry, gpointer data)
{
  Listing *listing = data;
  GVariantBuilder *entries = &listing->entries;

  g_variant_builder_open (entries, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (entries, "{sv}", "serial", g_variant_new_uint64 (entry->serial));
  pl_bus_add_time (entries, "time", entry->wall_ms / 1000);
  g_variant_builder_add (entries, "{sv}", "uid", g_variant_new_uint32 (entry->actor_uid));
  pl_bus_add_account (listing->call, entries, "actor", entry->actor, entry->wall_ms);
  pl_bus_add_text (entries, "kind", entry->kind);
  if (entry->subject != NULL)
    pl_bus_add_account (listing->call, entries, "child", entry->subject, entry->wall_ms);
  if (entry->payload != NULL) {
    pl_bus_add_text (entries, "text", entry->payload);
    add_people (listing->call, entries, entry);
  }
  if (entry->hash != NULL) {
    g_autofree char *hash = pl_audit_hex (entry->hash);
    pl_bus_add_text (entries, "hash", hash);
  }
  g_variant_builder_close (entries);
}

static void
answer_list (PlCall *call, const PlAuditFilter *filter)
{
  Listing listing = { .call = call };
  GError *error = NULL;

  g_variant_builder_init (&listing.entries, G_VARIANT_TYPE ("aa{sv}"));
  if (pl_audit_list (call->agent->store, filter, add_entry, &listing, &error)) {
    pl_call_return (call, g_variant_new ("(aa{sv})", &listing.entries));
    return;
  }
  g_variant_builder_clear (&listing.entries);
  pl_call_fail (call, error);
}

/* NULL where nothing was given. */
static const char *
given (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

void
pl_answer_list_audit (PlCall *call)
{
  PlAuditFilter filter = { 0 };
  const char *child, *kind;

  g_variant_get (call->arguments, "(tu&s&s)", &filter.before, &filter.limit, &child, &kind);
  filter.subject = given (child);
  filter.kind = given (kind);
  answer_list (call, &filter);
}

typedef struct {
  PlAuditFilter filter;
  const char *by;
} Wanted;

static const PlBusField fields[] = {
  { "child", 's', G_STRUCT_OFFSET (Wanted, filter.subject) },
  { "kind", 's', G_STRUCT_OFFSET (Wanted, filter.kind) },
  { "by", 's', G_STRUCT_OFFSET (Wanted, by) },
  { "words", 's', G_STRUCT_OFFSET (Wanted, filter.words) },
  { "from", 'x', G_STRUCT_OFFSET (Wanted, filter.from_ms) },
  { "until", 'x', G_STRUCT_OFFSET (Wanted, filter.until_ms) },
};

void
pl_answer_find_audit (PlCall *call)
{
  Wanted wanted = { .by = NULL };
  PlAuditFilter *filter = &wanted.filter;
  g_autoptr (GVariant) dictionary = NULL;
  GError *error = NULL;

  g_variant_get (call->arguments, "(@a{sv}tu)", &dictionary, &filter->before, &filter->limit);
  if (!pl_bus_read_fields (dictionary, fields, G_N_ELEMENTS (fields), &wanted, &error)) {
    pl_call_fail (call, error);
    return;
  }
  filter->subject = given (filter->subject);
  filter->kind = given (filter->kind);
  filter->words = given (filter->words);
  filter->from_ms *= 1000; /* seconds on the bus */
  filter->until_ms *= 1000;
  g_auto (GStrv) actors = given (wanted.by) != NULL ? pl_bus_accounts_of (wanted.by) : NULL;
  filter->actors = (const char *const *)actors;
  answer_list (call, filter);
}
