/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/child.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/flags.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"

#define PROFILES ".Profiles"

/* One child of ListChildren. */
typedef struct {
  const char *account, *level;
  gboolean online;
  gint64 until, left;
  const char **reasons;
} Row;

static void
print_row (const Row *row, GVariant *flags)
{
  g_autofree char *prompts = pl_ctl_flags_of (flags, row->account);
  g_autofree char *until = pl_ctl_time_text (row->until);
  g_autofree char *left = row->left >= 0
                              ? g_strdup_printf ("%" G_GINT64_FORMAT " min", row->left / 60)
                              : g_strdup ("-");
  g_autofree char *reasons = g_strjoinv (", ", (char **)row->reasons);

  printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", row->account, *row->level != '\0' ? row->level : "-",
          row->online ? "online" : "help-only", until, left, reasons,
          *prompts != '\0' ? prompts : "-");
}

static void
add_row (JsonBuilder *json, const Row *row, GVariant *flags)
{
  json_builder_begin_object (json);
  pl_ctl_add_text (json, "account", row->account);
  pl_ctl_add_text (json, "level", row->level);
  pl_ctl_add_text (json, "state", row->online ? "online" : "help-only");
  pl_ctl_add_number (json, "until", row->until);
  pl_ctl_add_number (json, "left_s", row->left);
  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  for (const char **reason = row->reasons; *reason != NULL; reason++)
    json_builder_add_string_value (json, *reason);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "flags");
  pl_ctl_add_flags (json, flags, row->account);
  json_builder_end_object (json);
}

gboolean
pl_ctl_child_list (int argc, char **argv, GError **error)
{
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
                                   { NULL } };
  g_autoptr (GVariantIter) rows = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  Row row;

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (".Staff", "ListChildren", NULL, "(a(ssbxxas))", error);
  g_autoptr (GVariant) flags = reply != NULL ? pl_ctl_flags (error) : NULL;
  if (flags == NULL)
    return FALSE;
  json_builder_begin_array (json);
  g_variant_get (reply, "(a(ssbxxas))", &rows);
  while (g_variant_iter_next (rows, "(&s&sbxx^a&s)", &row.account, &row.level, &row.online,
                              &row.until, &row.left, &row.reasons)) {
    if (as_json)
      add_row (json, &row, flags);
    else
      print_row (&row, flags);
    g_free (row.reasons);
  }
  json_builder_end_array (json);
  if (as_json)
    pl_ctl_print_json (json);
  return TRUE;
}

/* The text of a profile as the agent has it, and its version. Transfer full. */
static char *
get_profile (const char *child, gint64 *version, GError **error)
{
  char *text = NULL;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (PROFILES, "Get", g_variant_new ("(s)", child), "(xs)", error);

  if (reply != NULL)
    g_variant_get (reply, "(xs)", version, &text);
  return text;
}

gboolean
pl_ctl_child_show (int argc, char **argv, GError **error)
{
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
                                   { NULL } };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  gint64 version;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one CHILD", error))
    return FALSE;
  g_autofree char *text = get_profile (argv[1], &version, error);
  if (text == NULL)
    return FALSE;
  if (!as_json) {
    fputs (text, stdout);
    return TRUE;
  }
  json_builder_begin_object (json);
  pl_ctl_add_text (json, "account", argv[1]);
  pl_ctl_add_number (json, "version", version);
  pl_ctl_add_text (json, "profile", text);
  json_builder_end_object (json);
  pl_ctl_print_json (json);
  return TRUE;
}

static void
print_version (GVariant *version)
{
  g_autofree char *id = pl_ctl_field (version, "id");
  g_autofree char *made = pl_ctl_time_field (version, "made");
  g_autofree char *by = pl_ctl_field (version, "made-by");
  g_autofree char *ground = pl_ctl_field (version, "ground");
  g_autofree char *reason = pl_ctl_field (version, "reason");

  printf ("%s\t%s\t%s\t%s\t%s\n", id, made, by, ground, reason);
}

gboolean
pl_ctl_child_history (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  gint64 before = 0;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { "before", 0, 0, G_OPTION_ARG_INT64, &before, NULL, NULL },
                                   { NULL } };

  return pl_ctl_options (&argc, &argv, entries, 1, "one CHILD", error) &&
         pl_ctl_list (PROFILES, "ListVersions", g_variant_new ("(sx)", argv[1], before), json,
                      print_version, error);
}
