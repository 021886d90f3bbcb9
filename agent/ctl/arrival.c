/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Children who arrive and leave (L8). */
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/child.h"
#include "agent/ctl/options.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"
#include "policy/time/calendar.h"

#define PROFILES ".Profiles"

/* An emergency placement is reviewed soon (L3), unless somebody says when. */
#define REVIEW_DAYS 3

/* A profile's text of keys and values (nullable) in turn, up to NULL. */
static char *
profile_of (const char *const *pairs, GError **error)
{
  char *text = g_strdup ("[Child]\n");

  for (; text != NULL && pairs[0] != NULL; pairs += 2) {
    if (pairs[1] == NULL)
      continue;
    g_autofree char *before = text;
    text = pl_key_edit ("profile", before, "Child", pairs[0], pairs[1], error);
  }
  return text;
}

gboolean
pl_ctl_child_add (int argc, char **argv, GError **error)
{
  g_autofree char *born = NULL, *name = NULL, *level = NULL, *reason = NULL, *next = NULL;
  const GOptionEntry entries[] = {
    { "born", 0, 0, G_OPTION_ARG_STRING, &born, NULL, NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { "level", 0, 0, G_OPTION_ARG_STRING, &level, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { "next", 0, 0, G_OPTION_ARG_STRING, &next, NULL, NULL },
    { NULL },
  };
  gint64 review, version;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one ACCOUNT", error))
    return FALSE;
  if (born == NULL || reason == NULL)
    return pl_ctl_wrong (error, "--born and --reason are wanted");
  review = pl_clock_wall_ms () / 1000 + REVIEW_DAYS * PL_SECONDS_A_DAY;
  if (next != NULL && !pl_ctl_day ("--next", next, &review, error))
    return FALSE;
  const char *const pairs[] = { "Name", name, "Born", born, "Level", level, NULL };
  g_autofree char *text = profile_of (pairs, error);
  if (text == NULL)
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      PROFILES, "Add", g_variant_new ("(sssx)", argv[1], text, reason, review), "(x)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &version);
  g_autofree char *due = pl_ctl_time_text (review);
  printf ("profile %" G_GINT64_FORMAT ": a review is due by %s\n", version, due);
  return TRUE;
}

static gboolean export(const char *path, const char *text, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &reason))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_IO,
               "%s; the profile stays on record: porchlightctl child history --json",
               reason->message);
  return FALSE;
}

gboolean
pl_ctl_child_remove (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL, *path = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    { NULL },
  };
  const char *text;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one CHILD", error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted");
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (PROFILES, "Remove", g_variant_new ("(ss)", argv[1], reason), "(s)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(&s)", &text);
  return path == NULL || export(path, text, error);
}
