/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/month.h"

#include <stdio.h>

#include "agent/ctl/options.h"
#include "agent/ctl/output-file.h"
#include "agent/ctl/own-key.h"
#include "agent/ctl/row-pages.h"
#include "policy/export/month.h"
#include "policy/paper/month-paper.h"
#include "policy/time/timetable.h"

static void
print_count (JsonObject *part, const char *what, JsonNode *node, gpointer data)
{
  JsonArray *counts = json_node_get_array (node);

  printf ("%s\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n", (const char *)data, what,
          json_array_get_int_element (counts, 0), json_array_get_int_element (counts, 1));
}

static void
print_part (JsonObject *parts, const char *part, JsonNode *node, gpointer data)
{
  json_object_foreach_member (json_node_get_object (node), print_count, (gpointer)part);
}

static void
print_json (JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (root, object);
  g_autofree char *text = json_to_string (root, FALSE);
  puts (text);
}

static gboolean
write_pdf (JsonObject *object, const char *path, GError **error)
{
  g_autoptr (GBytes) pdf = pl_month_paper (object, error);

  return pdf != NULL && pl_ctl_write_file (path, pdf, error);
}

/* Before anybody types a passphrase. */
static gboolean
is_month (const char *text, GError **error)
{
  g_autofree char *first = g_strconcat (text, "-01", NULL);
  guint32 day;

  return pl_date_parse (first, &day) ||
         pl_ctl_wrong (error, "MONTH \"%s\" is not a month: YYYY-MM", text);
}

gboolean
pl_ctl_month (int argc, char **argv, GError **error)
{
  g_autofree char *output = NULL;
  gboolean json = FALSE, concerns = FALSE;
  int fd = -1;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { "concerns", 0, 0, G_OPTION_ARG_NONE, &concerns, NULL, NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
    { NULL },
  };
  g_auto (PlCtlOwnKey) own = { 0 };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one MONTH", error) ||
      !is_month (argv[1], error) || (concerns && !pl_ctl_own_key (&own, NULL, fd, error)))
    return FALSE;
  const PlExportKey key = { &own.key, own.secret };
  g_autoptr (JsonObject) month =
      pl_export_month (&pl_ctl_agent, argv[1], concerns ? &key : NULL, error);
  if (month == NULL)
    return FALSE;
  if (json)
    print_json (month);
  else if (output == NULL)
    json_object_foreach_member (json_object_get_object_member (month, "parts"), print_part, NULL);
  if (concerns && !json && output == NULL)
    fprintf (stderr, "Of concerns only those are counted that %s may read; there may be others.\n",
             own.key.name);
  return output == NULL || write_pdf (month, output, error);
}
