/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long what is kept (R7): porchlightctl retention. */
#include "agent/ctl/retention.h"

#include <stdio.h>

#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"

static char *
kept_for (GVariant *kind)
{
  gint64 days;

  if (!g_variant_lookup (kind, "days", "x", &days) || days == 0)
    return g_strdup ("-");
  return g_strdup_printf ("%" G_GINT64_FORMAT " days", days);
}

static void
print_kind (GVariant *kind)
{
  g_autofree char *id = pl_ctl_field (kind, "kind");
  g_autofree char *kept = kept_for (kind);
  g_autofree char *from = pl_ctl_field (kind, "from");
  g_autofree char *going = pl_ctl_field (kind, "going");
  g_autofree char *held = pl_ctl_field (kind, "held");
  g_autofree char *next = pl_ctl_field (kind, "next");
  g_autofree char *title = pl_ctl_field (kind, "title");

  printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", id, kept, from, *going != '\0' ? going : "-",
          *held != '\0' ? held : "-", *next != '\0' ? next : "-", title);
}

gboolean
pl_ctl_retention_show (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };

  return pl_ctl_options (&argc, &argv, entries, 0, "", error) &&
         pl_ctl_list (".Records", "ListKept", NULL, json, print_kind, error);
}
