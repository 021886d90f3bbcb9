/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/site-why.h"

#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"

static void
print_finding (GVariant *child, const char *when, GVariant *finding)
{
  static const char *const keys[] = { "verdict", "cause", "category", "rule", "reason" };
  g_autofree char *account = pl_ctl_field (child, "account");

  printf ("%s\t%s", account, when);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *text = pl_ctl_field (finding, keys[i]);
    printf ("\t%s", *text != '\0' ? text : "-");
  }
  printf ("\n");
}

static void
print_child (GVariant *child)
{
  g_autoptr (GVariant) now = g_variant_lookup_value (child, "now", G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) hours = g_variant_lookup_value (child, "hours", G_VARIANT_TYPE_VARDICT);

  print_finding (child, "now", now);
  if (!g_variant_equal (now, hours))
    print_finding (child, "in hours", hours);
}

static void
print_source (GVariant *source)
{
  g_autofree char *title = pl_ctl_field (source, "title");
  g_autofree char *fetched = pl_ctl_time_field (source, "fetched");

  printf ("list\t%s\t%s\n", title, fetched);
}

gboolean
pl_ctl_site_why (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "a SITE", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      ".Sites", "Explain", g_variant_new ("(s)", argv[1]), "(saa{sv}aa{sv})", error);
  if (reply == NULL)
    return FALSE;
  if (json) {
    pl_ctl_print_records (reply);
    return TRUE;
  }
  g_autoptr (GVariant) children = g_variant_get_child_value (reply, 1);
  g_autoptr (GVariant) lists = g_variant_get_child_value (reply, 2);
  pl_ctl_print_list (children, FALSE, print_child);
  pl_ctl_print_list (lists, FALSE, print_source);
  return TRUE;
}

/* For whom: one child, for good or until a time, or the home. */
typedef struct {
  char *child, *until_text, *reason;
  gboolean home;
  gint64 until;
} Whom;

static void
whom_clear (Whom *whom)
{
  g_free (whom->child);
  g_free (whom->until_text);
  g_free (whom->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Whom, whom_clear)

static gboolean
check_whom (Whom *whom, GError **error)
{
  if (whom->reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted: the child reads it");
  if ((whom->child != NULL) == whom->home)
    return pl_ctl_wrong (error, "--child CHILD or --home is wanted");
  if (whom->home && whom->until_text != NULL)
    return pl_ctl_wrong (error, "for the home a site is opened for good");
  return whom->until_text == NULL || pl_ctl_time ("--until", whom->until_text, &whom->until, error);
}

gboolean
pl_ctl_site_open (int argc, char **argv, GError **error)
{
  g_auto (Whom) whom = { 0 };
  gint64 id;
  const GOptionEntry entries[] = {
    { "child", 0, 0, G_OPTION_ARG_STRING, &whom.child, NULL, NULL },
    { "until", 0, 0, G_OPTION_ARG_STRING, &whom.until_text, NULL, NULL },
    { "home", 0, 0, G_OPTION_ARG_NONE, &whom.home, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &whom.reason, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "a SITE", error) || !check_whom (&whom, error))
    return FALSE;
  const char *scope = whom.home ? "home" : whom.until > 0 ? "time" : "child";
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (".Decisions", "OpenSite",
                         g_variant_new ("(ssssx)", whom.home ? "" : whom.child, argv[1],
                                        whom.reason, scope, whom.until),
                         "(x)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &id);
  printf ("site %" G_GINT64_FORMAT "\n", id);
  return TRUE;
}

gboolean
pl_ctl_site_close (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  gint64 id;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a site that was opened", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted");
  g_autoptr (GVariant) reply = pl_ctl_call_agent (".Decisions", "CloseSite",
                                                  g_variant_new ("(xs)", id, reason), "()", error);
  return reply != NULL;
}
