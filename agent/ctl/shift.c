/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/shift.h"

#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"

#define SHIFTS ".Shifts"

gboolean
pl_ctl_shift_begin (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  gint64 id;

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (SHIFTS, "Begin", NULL, "(x)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &id);
  printf ("shift %" G_GINT64_FORMAT "\n", id);
  return TRUE;
}

gboolean
pl_ctl_shift_end (int argc, char **argv, GError **error)
{
  g_autofree char *note = NULL;
  const GOptionEntry entries[] = { { "note", 0, 0, G_OPTION_ARG_STRING, &note, NULL, NULL },
                                   { NULL } };

  if (!pl_ctl_options (&argc, &argv, entries, -1, "", error))
    return FALSE;
  if (argc > 2)
    return pl_ctl_wrong (error, "\"%s\" is not expected", argv[2]);
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      SHIFTS, "End", g_variant_new ("(ss)", argc > 1 ? argv[1] : "", note != NULL ? note : ""),
      "()", error);
  return reply != NULL;
}

static void
print_shift (GVariant *shift)
{
  g_autofree char *id = pl_ctl_field (shift, "id");
  g_autofree char *account = pl_ctl_field (shift, "account");
  g_autofree char *name = pl_ctl_field (shift, "name");
  g_autofree char *began = pl_ctl_time_field (shift, "began");
  g_autofree char *ended = pl_ctl_time_field (shift, "ended");
  g_autofree char *note = pl_ctl_field (shift, "note");

  printf ("%s\t%s\t%s\t%s\t%s\t%s\n", id, account, name, began, ended, note);
}

gboolean
pl_ctl_shift_list (int argc, char **argv, GError **error)
{
  gboolean all = FALSE;
  const GOptionEntry more = { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL };
  g_auto (PlCtlPage) page = { 0 };

  return pl_ctl_page (&page, argc, argv, &more, error) &&
         pl_ctl_list (SHIFTS, "List", g_variant_new ("(bxu)", !all, page.before, (guint)page.limit),
                      page.json, print_shift, error);
}
