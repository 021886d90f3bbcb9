/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/record-list.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"

#define LIST "(aa{sv})"

#define PAGE_LIMIT 50

gboolean
pl_ctl_page (PlCtlPage *page, int argc, char **argv, const GOptionEntry *more, GError **error)
{
  const GOptionEntry entries[] = {
    { "child", 0, 0, G_OPTION_ARG_STRING, &page->child, NULL, NULL },
    { "before", 0, 0, G_OPTION_ARG_INT64, &page->before, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &page->limit, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &page->json, NULL, NULL },
    more != NULL ? *more : (GOptionEntry){ NULL },
    { NULL },
  };

  *page = (PlCtlPage){ .limit = PAGE_LIMIT };
  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  return (page->before >= 0 && page->limit >= 1) ||
         pl_ctl_wrong (error, "--before and --limit are numbers from 1 on");
}

void
pl_ctl_page_clear (PlCtlPage *page)
{
  g_free (page->child);
}

const char *
pl_ctl_page_child (const PlCtlPage *page)
{
  return page->child != NULL ? page->child : "";
}

void
pl_ctl_print_records (GVariant *records)
{
  g_autoptr (JsonNode) root = json_gvariant_serialize (records);
  g_autofree char *text = json_to_string (root, FALSE);

  puts (text);
}

void
pl_ctl_print_list (GVariant *records, gboolean json, void (*print) (GVariant *record))
{
  if (json)
    pl_ctl_print_records (records);
  for (gsize i = 0; !json && i < g_variant_n_children (records); i++) {
    g_autoptr (GVariant) record = g_variant_get_child_value (records, i);
    print (record);
  }
}

gboolean
pl_ctl_list (const char *interface,
             const char *method,
             GVariant *arguments,
             gboolean json,
             void (*print) (GVariant *record),
             GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (interface, method, arguments, LIST, error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) records = g_variant_get_child_value (reply, 0);
  pl_ctl_print_list (records, json, print);
  return TRUE;
}

/* What somebody wrote shall not move the cursor of whoever reads it. */
static char *
one_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar letter = g_utf8_get_char (text);
    g_string_append_unichar (line, g_unichar_iscntrl (letter) ? ' ' : letter);
  }
  return g_string_free (line, FALSE);
}

char *
pl_ctl_field (GVariant *record, const char *key)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (record, key, NULL);

  if (value == NULL)
    return g_strdup ("");
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return one_line (g_variant_get_string (value, NULL));
  return g_variant_print (value, FALSE);
}

char *
pl_ctl_time_field (GVariant *record, const char *key)
{
  gint64 instant = -1;

  g_variant_lookup (record, key, "x", &instant);
  return pl_ctl_time_text (instant);
}
