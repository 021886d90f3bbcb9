/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/use.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"

#define STAFF ".Staff"
#define WEEK  7

/* CHILD [--days N] [--json] */
static gboolean
read_options (int *argc, char ***argv, int *days, gboolean *json, GError **error)
{
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, days, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, json, NULL, NULL },
    { NULL },
  };

  *days = WEEK;
  *json = FALSE;
  if (!pl_ctl_options (argc, argv, entries, 1, "one CHILD", error))
    return FALSE;
  return *days >= 1 || pl_ctl_wrong (error, "--days is a number from 1 on");
}

static void
print_usage (GVariant *rows)
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    const char *date;
    gint64 seconds;
    g_variant_get_child (rows, i, "(&sx)", &date, &seconds);
    printf ("%s\t%" G_GINT64_FORMAT " min\n", date, seconds / 60);
  }
}

static void
print_usage_json (GVariant *rows)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    const char *date;
    gint64 seconds;
    g_variant_get_child (rows, i, "(&sx)", &date, &seconds);
    json_builder_begin_object (json);
    json_builder_set_member_name (json, "date");
    json_builder_add_string_value (json, date);
    json_builder_set_member_name (json, "seconds");
    json_builder_add_int_value (json, seconds);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  pl_ctl_print_json (json);
}

gboolean
pl_ctl_usage (int argc, char **argv, GError **error)
{
  gboolean json;
  int days;

  if (!read_options (&argc, &argv, &days, &json, error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      STAFF, "ListUsage", g_variant_new ("(su)", argv[1], (guint)days), "(a(sx))", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  if (json)
    print_usage_json (rows);
  else
    print_usage (rows);
  return TRUE;
}

static void
print_blocked (GVariant *record)
{
  g_autofree char *date = pl_ctl_field (record, "date");
  g_autofree char *name = pl_ctl_field (record, "name");
  g_autofree char *category = pl_ctl_field (record, "category");
  g_autofree char *cause = pl_ctl_field (record, "cause");
  g_autofree char *last = pl_ctl_time_field (record, "last");
  g_autofree char *times = pl_ctl_field (record, "times");

  printf ("%s\t%s\t%s\t%s\t%s\n", date, *name != '\0' ? name : "(others)",
          *category != '\0' ? category
          : *cause != '\0'  ? cause
                            : "-",
          times, last);
}

gboolean
pl_ctl_blocked (int argc, char **argv, GError **error)
{
  gboolean json;
  int days;

  return read_options (&argc, &argv, &days, &json, error) &&
         pl_ctl_list (STAFF, "ListBlocked", g_variant_new ("(su)", argv[1], (guint)days), json,
                      print_blocked, error);
}
