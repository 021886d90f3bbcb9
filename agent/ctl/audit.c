/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/audit.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"
#include "agent/records/audit-verify.h"
#include "policy/error.h"

#define AUDIT ".Audit"

typedef struct {
  char **findings;
  guint64 entries, erased;
} Result;

static gboolean
ask_agent (const char *head, Result *result, GError **error)
{
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (AUDIT, "Verify", g_variant_new ("(s)", head), "(astt)", error);

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(^astt)", &result->findings, &result->entries, &result->erased);
  return TRUE;
}

static gboolean
look_at_file (const char *path, const char *head, Result *result, GError **error)
{
  g_auto (PlAuditReport) report = { NULL };
  guint8 hash[PL_AUDIT_HASH_SIZE];
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  if (*head != '\0' && !pl_audit_hex_parse (head, hash))
    return pl_ctl_wrong (error, "--head \"%s\": a head has 64 hexadecimal digits", head);
  if (!pl_audit_verify_file (path, *head != '\0' ? hash : NULL, &report, error))
    return FALSE;
  for (guint i = 0; i < report.findings->len; i++)
    g_ptr_array_add (texts, g_strdup (((PlAuditFinding *)report.findings->pdata[i])->text));
  g_ptr_array_add (texts, NULL);
  result->findings = (char **)g_ptr_array_steal (texts, NULL);
  result->entries = report.entries;
  result->erased = report.erased;
  return TRUE;
}

static void
print_json (const Result *result)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "entries");
  json_builder_add_int_value (json, (gint64)result->entries);
  json_builder_set_member_name (json, "erased");
  json_builder_add_int_value (json, (gint64)result->erased);
  json_builder_set_member_name (json, "findings");
  json_builder_begin_array (json);
  for (char **finding = result->findings; *finding != NULL; finding++)
    json_builder_add_string_value (json, *finding);
  json_builder_end_array (json);
  json_builder_end_object (json);
  pl_ctl_print_json (json);
}

static void
print_text (const Result *result)
{
  for (char **finding = result->findings; *finding != NULL; finding++)
    printf ("%s\n", *finding);
  if (*result->findings == NULL)
    printf ("%" G_GUINT64_FORMAT
            " entries, none altered, removed, put in or moved; the text of %" G_GUINT64_FORMAT
            " was erased when its time was over\n",
            result->entries, result->erased);
}

gboolean
pl_ctl_audit_verify (int argc, char **argv, GError **error)
{
  g_autofree char *head = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "head", 0, 0, G_OPTION_ARG_STRING, &head, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  Result result = { NULL };

  if (!pl_ctl_options (&argc, &argv, entries, -1, "", error))
    return FALSE;
  if (argc > 2)
    return pl_ctl_wrong (error, "\"%s\" is not expected", argv[2]);
  const char *wanted = head != NULL ? head : "";
  if (!(argc == 2 ? look_at_file (argv[1], wanted, &result, error)
                  : ask_agent (wanted, &result, error)))
    return FALSE;
  if (json)
    print_json (&result);
  else
    print_text (&result);
  gboolean whole = *result.findings == NULL;
  g_strfreev (result.findings);
  if (!whole)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "the record was tampered with");
  return whole;
}

gboolean
pl_ctl_audit_head (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { NULL } };
  const char *hash;
  guint64 serial;

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (AUDIT, "GetHead", NULL, "(ts)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(t&s)", &serial, &hash);
  /* A hash is digits: nothing in it to escape. */
  printf (json ? "{\"serial\":%" G_GUINT64_FORMAT ",\"hash\":\"%s\"}\n"
               : "%" G_GUINT64_FORMAT " %s\n",
          serial, hash);
  return TRUE;
}

static void
print_entry (GVariant *entry)
{
  g_autofree char *serial = pl_ctl_field (entry, "serial");
  g_autofree char *time = pl_ctl_time_field (entry, "time");
  g_autofree char *actor = pl_ctl_field (entry, "actor");
  g_autofree char *kind = pl_ctl_field (entry, "kind");
  g_autofree char *child = pl_ctl_field (entry, "child");
  g_autofree char *text = pl_ctl_field (entry, "text");

  printf ("%s\t%s\t%s\t%s\t%s\t%s\n", serial, time, actor, kind, *child != '\0' ? child : "-",
          text);
}

gboolean
pl_ctl_log (int argc, char **argv, GError **error)
{
  g_auto (PlCtlPage) page = { 0 };
  g_autofree char *kind = NULL;
  const GOptionEntry more = { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, NULL, NULL };

  return pl_ctl_page (&page, argc, argv, &more, error) &&
         pl_ctl_list (AUDIT, "List",
                      g_variant_new ("(tuss)", (guint64)page.before, (guint)page.limit,
                                     pl_ctl_page_child (&page), kind != NULL ? kind : ""),
                      page.json, print_entry, error);
}
