/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/decisions.h"

#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/result.h"

#define DECISIONS ".Decisions"

char *
pl_ctl_request_subject (GVariant *request)
{
  g_autofree char *kind = pl_ctl_field (request, "kind");
  g_autofree char *minutes = pl_ctl_field (request, "minutes");

  if (g_str_equal (kind, "time"))
    return g_strconcat (minutes, " minutes", NULL);
  return g_str_equal (kind, "site") ? pl_ctl_field (request, "site") : g_strdup ("at the review");
}

static void
print_request (GVariant *request)
{
  g_autofree char *id = pl_ctl_field (request, "id");
  g_autofree char *made = pl_ctl_time_field (request, "made");
  g_autofree char *child = pl_ctl_field (request, "child");
  g_autofree char *state = pl_ctl_field (request, "state");
  g_autofree char *subject = pl_ctl_request_subject (request);
  g_autofree char *words = pl_ctl_field (request, "words");
  g_autofree char *reason = pl_ctl_field (request, "reason");

  printf ("%s\t%s\t%s\t%s\t%s\t%s%s%s\n", id, made, child, state, subject, words,
          *reason != '\0' ? " / " : "", reason);
}

gboolean
pl_ctl_request_list (int argc, char **argv, GError **error)
{
  g_auto (PlCtlPage) page = { 0 };
  gboolean all = FALSE;
  const GOptionEntry more = { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL };

  return pl_ctl_page (&page, argc, argv, &more, error) &&
         pl_ctl_list (DECISIONS, "ListRequests",
                      g_variant_new ("(sbxu)", pl_ctl_page_child (&page), !all, page.before,
                                     (guint)page.limit),
                      page.json, print_request, error);
}

static gboolean
decide (const char *id_text,
        gboolean granted,
        const char *reason,
        const char *scope,
        gint64 until,
        GError **error)
{
  gint64 id;

  if (!pl_ctl_number ("ID", id_text, &id, error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted: the child reads it");
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (DECISIONS, "Decide",
                         g_variant_new ("(xbssx)", id, granted, reason, scope, until), "()", error);
  return reply != NULL;
}

gboolean
pl_ctl_request_allow (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL, *scope = NULL, *until_text = NULL;
  gint64 until = 0;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { "for", 0, 0, G_OPTION_ARG_STRING, &scope, NULL, NULL },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until_text, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a request", error))
    return FALSE;
  if ((scope == NULL) == (until_text == NULL))
    return pl_ctl_wrong (error, "--for child, --for home, --for review or --until TIME is wanted");
  if (until_text != NULL && !pl_ctl_time ("--until", until_text, &until, error))
    return FALSE;
  if (g_strcmp0 (scope, "review") == 0)
    return decide (argv[1], TRUE, reason, "", until, error);
  return decide (argv[1], TRUE, reason, scope != NULL ? scope : "time", until, error);
}

gboolean
pl_ctl_deny (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { NULL },
  };

  return pl_ctl_options (&argc, &argv, entries, 1, "the ID of a request", error) &&
         decide (argv[1], FALSE, reason, "", 0, error);
}

gboolean
pl_ctl_grant (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL, *until_text = NULL;
  gint64 request = 0, minutes = 0, until = 0, id, opens;
  gboolean beyond = FALSE;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until_text, NULL, NULL },
    { "beyond-maximum", 0, 0, G_OPTION_ARG_NONE, &beyond, NULL, NULL },
    { "request", 0, 0, G_OPTION_ARG_INT64, &request, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, -1, "", error))
    return FALSE;
  if (argc != (until_text != NULL ? 2 : 3))
    return pl_ctl_wrong (error, "CHILD and MINUTES, or CHILD and --until TIME are wanted");
  if (until_text != NULL ? !pl_ctl_time ("--until", until_text, &until, error)
                         : !pl_ctl_number ("MINUTES", argv[2], &minutes, error))
    return FALSE;
  if (reason == NULL || minutes > G_MAXINT)
    return pl_ctl_wrong (error, reason == NULL ? "--reason is wanted" : "too many minutes");
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      DECISIONS, "Grant",
      g_variant_new ("(suxsbx)", argv[1], (guint)minutes, until, reason, beyond, request), "(xx)",
      error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(xx)", &id, &opens);
  if (pl_ctl_result_number ("grant", id)) {
    pl_ctl_result_number ("until", opens);
    return TRUE;
  }
  g_autofree char *text = pl_ctl_time_text (opens);
  printf ("grant %" G_GINT64_FORMAT ": until %s\n", id, text);
  return TRUE;
}
