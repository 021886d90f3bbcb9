/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unix accounts of children: when they end, and what became of the last ones (L8). */
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/child.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"
#include "policy/error.h"

#define ACCOUNTS ".Accounts"

/* How often the agent is asked how far it is. */
#define LOOK_US (200 * 1000)

/* As many accounts as a home had in years. */
#define LAST 200

gboolean
pl_ctl_child_stay (int argc, char **argv, GError **error)
{
  gboolean open = FALSE;
  const GOptionEntry entries[] = { { "open", 0, 0, G_OPTION_ARG_NONE, &open, NULL, NULL },
                                   { NULL } };
  gint64 before, until = 0;

  if (!pl_ctl_options (&argc, &argv, entries, -1, "", error))
    return FALSE;
  if (argc != (open ? 2 : 3))
    return pl_ctl_wrong (error, "one CHILD and a DAY, or --open, are wanted");
  if (!open && !pl_ctl_day ("DAY", argv[2], &until, error))
    return FALSE;
  g_autoptr (GVariant) stay =
      pl_ctl_call_agent (ACCOUNTS, "GetStay", g_variant_new ("(s)", argv[1]), "(x)", error);
  if (stay == NULL)
    return FALSE;
  g_variant_get (stay, "(x)", &before);
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      ACCOUNTS, "SetStay", g_variant_new ("(sxx)", argv[1], before, until), "()", error);
  return reply != NULL;
}

/* The record of that id, or the newest of that account. Transfer full; NULL and an error. */
static GVariant *
find (gint64 id, const char *account, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      ACCOUNTS, "List", g_variant_new ("(xu)", id != 0 ? id + 1 : 0, id != 0 ? 1 : LAST),
      "(aa{sv})", error);

  if (reply == NULL)
    return NULL;
  g_autoptr (GVariant) records = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (records); i++) {
    g_autoptr (GVariant) record = g_variant_get_child_value (records, i);
    const char *name = NULL;
    g_variant_lookup (record, "account", "&s", &name);
    if (g_strcmp0 (name, account) == 0)
      return g_steal_pointer (&record);
  }
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "no child had the account \"%s\"", account);
  return NULL;
}

static const char *
phase_words (const char *phase)
{
  static const struct {
    const char *code, *words;
  } phases[] = {
    { "ending-programs", "ending the account's programs" },
    { "removing-files", "removing files" },
    { "looking", "looking whether anything is left" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    if (g_strcmp0 (phases[i].code, phase) == 0)
      return phases[i].words;
  return "waiting";
}

/* On standard error, a line a phase, and again as the files grow. */
static void
tell_progress (GVariant *record, char **told)
{
  const char *phase = NULL;
  gint64 files = 0;

  g_variant_lookup (record, "phase", "&s", &phase);
  g_variant_lookup (record, "files", "x", &files);
  g_autofree char *line =
      g_strdup_printf ("%s (%" G_GINT64_FORMAT " files so far)", phase_words (phase), files);
  if (g_strcmp0 (line, *told) == 0)
    return;
  fprintf (stderr, "%s\n", line);
  g_free (*told);
  *told = g_steal_pointer (&line);
}

static void
print_certificate (GVariant *record)
{
  static const struct {
    const char *key, *words;
  } lines[] = {
    { "account", "Account" },
    { "uid", "Its number on this computer" },
    { "changed", "Wiped on" },
    { "changed-by", "Asked for by" },
    { "reason", "Reason" },
    { "home-files", "Removed from the home folder (files and folders)" },
    { "other-files", "Removed elsewhere on this computer" },
    { "folders-kept", "Folders kept, now the system's, with other people's files in them" },
    { "audit-entry", "Entry of the record" },
    { "audit-hash", "Its hash, the head of the record then" },
  };

  printf ("Certificate of a wiped account\n");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *value = g_str_equal (lines[i].key, "changed")
                                 ? pl_ctl_time_field (record, lines[i].key)
                                 : pl_ctl_field (record, lines[i].key);
    printf ("%s: %s\n", lines[i].words, value);
  }
  printf (
      "Afterwards nothing of this account was found on this computer's own disks. Removed files\n"
      "are not overwritten. Memory sticks, backups and what was sent elsewhere are not looked "
      "at.\n");
}

/* Follows a wipe to its end. */
static gboolean
follow (gint64 id, const char *account, GError **error)
{
  g_autofree char *told = NULL;

  for (;;) {
    g_autoptr (GVariant) record = find (id, account, error);
    const char *state, *trouble;
    if (record == NULL)
      return FALSE;
    g_variant_lookup (record, "state", "&s", &state);
    g_variant_lookup (record, "trouble", "&s", &trouble);
    if (g_str_equal (state, "wiped")) {
      print_certificate (record);
      return TRUE;
    }
    if (*trouble != '\0') {
      g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "%s is not wiped: %s", account, trouble);
      return FALSE;
    }
    tell_progress (record, &told);
    g_usleep (LOOK_US);
  }
}

gboolean
pl_ctl_child_wipe (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = { { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
                                   { NULL } };
  gint64 id;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one ACCOUNT", error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted");
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (ACCOUNTS, "Wipe", g_variant_new ("(ss)", argv[1], reason), "(x)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &id);
  return follow (id, argv[1], error);
}

static void
print_account (GVariant *record)
{
  g_autofree char *id = pl_ctl_field (record, "id");
  g_autofree char *account = pl_ctl_field (record, "account");
  g_autofree char *state = pl_ctl_field (record, "state");
  g_autofree char *changed = pl_ctl_time_field (record, "changed");
  g_autofree char *by = pl_ctl_field (record, "changed-by");
  g_autofree char *trouble = pl_ctl_field (record, "trouble");

  printf ("%s\t%s\t%s\t%s\t%s\t%s\n", id, account, state, changed, by,
          *trouble != '\0' ? trouble : "-");
}

gboolean
pl_ctl_child_accounts (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  gint64 before = 0;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { "before", 0, 0, G_OPTION_ARG_INT64, &before, NULL, NULL },
                                   { NULL } };

  return pl_ctl_options (&argc, &argv, entries, 0, "", error) &&
         pl_ctl_list (ACCOUNTS, "List", g_variant_new ("(xu)", before, LAST), json, print_account,
                      error);
}

gboolean
pl_ctl_child_certificate (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { NULL } };
  const char *state;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one ACCOUNT", error))
    return FALSE;
  g_autoptr (GVariant) record = find (0, argv[1], error);
  if (record == NULL)
    return FALSE;
  g_variant_lookup (record, "state", "&s", &state);
  if (!g_str_equal (state, "wiped"))
    return pl_ctl_wrong (error, "%s is not wiped: %s", argv[1], state);
  if (json)
    pl_ctl_print_records (record);
  else
    print_certificate (record);
  return TRUE;
}
