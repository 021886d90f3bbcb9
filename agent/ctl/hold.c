/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/hold.h"

#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/result.h"

#define DECISIONS ".Decisions"

gboolean
pl_ctl_hold_add (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { NULL },
  };
  gint64 id;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one CHILD", error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted: what is open");
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (DECISIONS, "Hold", g_variant_new ("(ss)", argv[1], reason), "(x)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &id);
  if (!pl_ctl_result_number ("hold", id))
    printf ("hold %" G_GINT64_FORMAT "\n", id);
  return TRUE;
}

gboolean
pl_ctl_hold_end (int argc, char **argv, GError **error)
{
  const GOptionEntry none[] = { { NULL } };
  gint64 id;

  if (!pl_ctl_options (&argc, &argv, none, 1, "the ID of a hold", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error))
    return FALSE;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (DECISIONS, "EndHold", g_variant_new ("(x)", id), "()", error);
  return reply != NULL;
}

static void
print_hold (GVariant *hold)
{
  g_autofree char *id = pl_ctl_field (hold, "id");
  g_autofree char *made = pl_ctl_time_field (hold, "made");
  g_autofree char *child = pl_ctl_field (hold, "child");
  g_autofree char *by = pl_ctl_field (hold, "made-by");
  g_autofree char *reason = pl_ctl_field (hold, "reason");
  g_autofree char *ended = pl_ctl_field (hold, "ended-by");

  printf ("%s\t%s\t%s\t%s\t%s%s%s\n", id, made, child, by, reason,
          *ended != '\0' ? " / ended by " : "", ended);
}

gboolean
pl_ctl_hold_list (int argc, char **argv, GError **error)
{
  g_auto (PlCtlPage) page = { 0 };
  gboolean all = FALSE;
  const GOptionEntry more = { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL };

  return pl_ctl_page (&page, argc, argv, &more, error) &&
         pl_ctl_list (DECISIONS, "ListHolds",
                      g_variant_new ("(sbxu)", pl_ctl_page_child (&page), !all, page.before,
                                     (guint)page.limit),
                      page.json, print_hold, error);
}
