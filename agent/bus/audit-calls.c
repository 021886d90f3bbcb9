/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Audit: what was recorded of staff's acts (R5). */
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/records/audit-verify.h"
#include "policy/error.h"

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
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_ARGUMENT, "a head has 64 hexadecimal digits");
  else
    pl_audit_verify (call->agent->store, *head != '\0' ? hash : NULL, &report, &error);
  if (error != NULL)
    pl_call_fail (call, error);
  else
    pl_call_return (
        call, g_variant_new ("(@astt)", findings_of (&report), report.entries, report.erased));
}

static void
add_entry (const PlAuditEntry *entry, gpointer data)
{
  GVariantBuilder *entries = data;

  g_variant_builder_open (entries, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (entries, "{sv}", "serial", g_variant_new_uint64 (entry->serial));
  pl_bus_add_time (entries, "time", entry->wall_ms / 1000);
  g_variant_builder_add (entries, "{sv}", "uid", g_variant_new_uint32 (entry->actor_uid));
  pl_bus_add_text (entries, "actor", entry->actor);
  pl_bus_add_text (entries, "kind", entry->kind);
  if (entry->subject != NULL)
    pl_bus_add_text (entries, "child", entry->subject);
  if (entry->payload != NULL)
    pl_bus_add_text (entries, "text", entry->payload);
  if (entry->hash != NULL) {
    g_autofree char *hash = pl_audit_hex (entry->hash);
    pl_bus_add_text (entries, "hash", hash);
  }
  g_variant_builder_close (entries);
}

void
pl_answer_list_audit (PlCall *call)
{
  PlAuditFilter filter;
  GVariantBuilder entries;
  GError *error = NULL;

  g_variant_get (call->arguments, "(tu&s&s)", &filter.before, &filter.limit, &filter.subject,
                 &filter.kind);
  filter.subject = *filter.subject != '\0' ? filter.subject : NULL;
  filter.kind = *filter.kind != '\0' ? filter.kind : NULL;
  g_variant_builder_init (&entries, G_VARIANT_TYPE ("aa{sv}"));
  if (pl_audit_list (call->agent->store, &filter, add_entry, &entries, &error)) {
    pl_call_return (call, g_variant_new ("(aa{sv})", &entries));
    return;
  }
  g_variant_builder_clear (&entries);
  pl_call_fail (call, error);
}
