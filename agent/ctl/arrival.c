/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Children who arrive and leave (L8). */
#include <sodium.h>
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

/* What is said of a child who arrives. Clear with arrival_clear. */
typedef struct {
  char *born, *name, *level, *reason, *next, *until;
  char *text;                /* of the profile */
  gint64 review, until_time; /* instants; until_time: 0 for never */
} Arrival;

static void
arrival_clear (Arrival *arrival)
{
  char *texts[] = { arrival->born, arrival->name,  arrival->level, arrival->reason,
                    arrival->next, arrival->until, arrival->text };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arrival, arrival_clear)

/* until: the option is known. */
static gboolean
read_arrival (Arrival *arrival, gboolean until, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "born", 0, 0, G_OPTION_ARG_STRING, &arrival->born, NULL, NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &arrival->name, NULL, NULL },
    { "level", 0, 0, G_OPTION_ARG_STRING, &arrival->level, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &arrival->reason, NULL, NULL },
    { "next", 0, 0, G_OPTION_ARG_STRING, &arrival->next, NULL, NULL },
    { until ? "until" : NULL, 0, 0, G_OPTION_ARG_STRING, &arrival->until, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (argc, argv, entries, 1, "one ACCOUNT", error))
    return FALSE;
  if (arrival->born == NULL || arrival->reason == NULL)
    return pl_ctl_wrong (error, "--born and --reason are wanted");
  arrival->review = pl_clock_wall_ms () / 1000 + REVIEW_DAYS * PL_SECONDS_A_DAY;
  if ((arrival->next != NULL && !pl_ctl_day ("--next", arrival->next, &arrival->review, error)) ||
      (arrival->until != NULL &&
       !pl_ctl_day ("--until", arrival->until, &arrival->until_time, error)))
    return FALSE;
  const char *const pairs[] = { "Name",  arrival->name,  "Born", arrival->born,
                                "Level", arrival->level, NULL };
  arrival->text = profile_of (pairs, error);
  return arrival->text != NULL;
}

static void
print_arrival (gint64 version, gint64 review)
{
  g_autofree char *due = pl_ctl_time_text (review);

  printf ("profile %" G_GINT64_FORMAT ": a review is due by %s\n", version, due);
}

/* Takes it. */
static void
print_password (char *password)
{
  printf ("first password: %s\n"
          "Tell the child alone, or write it down for them. At the next log-in they choose\n"
          "their own, which nobody else needs to know. It is not shown again.\n",
          password);
  sodium_free (password);
}

gboolean
pl_ctl_child_add (int argc, char **argv, GError **error)
{
  g_auto (Arrival) arrival = { 0 };
  gint64 version;

  if (!read_arrival (&arrival, FALSE, &argc, &argv, error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      PROFILES, "Add",
      g_variant_new ("(sssx)", argv[1], arrival.text, arrival.reason, arrival.review), "(x)",
      error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &version);
  print_arrival (version, arrival.review);
  return TRUE;
}

gboolean
pl_ctl_child_new (int argc, char **argv, GError **error)
{
  g_auto (Arrival) arrival = { 0 };
  char *password;
  gint64 version;

  if (!read_arrival (&arrival, TRUE, &argc, &argv, error))
    return FALSE;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent_for_words (".Accounts", "Make",
                                   g_variant_new ("(sssxx)", argv[1], arrival.text, arrival.reason,
                                                  arrival.review, arrival.until_time),
                                   "(xh)", &password, error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(xh)", &version, NULL);
  print_arrival (version, arrival.review);
  print_password (password);
  return TRUE;
}

gboolean
pl_ctl_child_password (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = { { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
                                   { NULL } };
  char *password;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one CHILD", error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted");
  g_autoptr (GVariant) reply = pl_ctl_call_agent_for_words (".Accounts", "ResetPassword",
                                                            g_variant_new ("(ss)", argv[1], reason),
                                                            "(h)", &password, error);
  if (reply == NULL)
    return FALSE;
  print_password (password);
  return TRUE;
}

gboolean
pl_ctl_child_pin (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = { { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
                                   { NULL } };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one CHILD", error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted");
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      ".Accounts", "ResetPin", g_variant_new ("(ss)", argv[1], reason), "()", error);
  return reply != NULL;
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
