/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/status.h"

#include <json-glib/json-glib.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/flags.h"
#include "agent/ctl/print-json.h"
#include "policy/error.h"

typedef struct {
  char *version;
  gboolean filtering;
  char **problems; /* NULL, as flags: not for this caller to know */
  GVariant *flags;
} Status;

static gboolean
ask (Status *status, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent ("", "GetStatus", NULL, "(sb)", error);
  g_autoptr (GVariant) problems = NULL;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(sb)", &status->version, &status->filtering);
  problems = pl_ctl_call_agent (".Staff", "GetProblems", NULL, "(as)", NULL);
  if (problems != NULL)
    g_variant_get (problems, "(^as)", &status->problems);
  status->flags = pl_ctl_flags (NULL);
  return TRUE;
}

static void
print_json (const Status *status)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "version");
  json_builder_add_string_value (json, status->version);
  json_builder_set_member_name (json, "filtering");
  json_builder_add_boolean_value (json, status->filtering);
  if (status->problems != NULL) {
    json_builder_set_member_name (json, "problems");
    json_builder_begin_array (json);
    for (char **problem = status->problems; *problem != NULL; problem++)
      json_builder_add_string_value (json, *problem);
    json_builder_end_array (json);
  }
  if (status->flags != NULL) {
    json_builder_set_member_name (json, "flags");
    pl_ctl_add_flags (json, status->flags, NULL);
  }
  json_builder_end_object (json);
  pl_ctl_print_json (json);
}

static void
print_flags (GVariant *flags)
{
  GVariantIter rows;
  const char *account, *code;
  gint64 day;

  g_variant_iter_init (&rows, flags);
  while (g_variant_iter_next (&rows, "(&s&sx&s)", &account, &code, &day, NULL)) {
    g_autofree char *words = pl_ctl_flag_words (code, day);
    g_print ("To look at: %s %s\n", account, words);
  }
}

static void
print_text (const Status *status)
{
  g_print ("Porchlight %s\n", status->version);
  g_print ("%s\n", status->filtering ? "The filter is on."
                                     : "The filter is not ready: children have help sites only.");
  for (char **problem = status->problems; problem != NULL && *problem != NULL; problem++)
    g_print ("To look at: %s\n", *problem);
  if (status->flags != NULL)
    print_flags (status->flags);
}

gboolean
pl_ctl_status (int argc, char **argv, GError **error)
{
  gboolean json = argc == 2 && g_str_equal (argv[1], "--json");
  Status status = { 0 };

  if (argc > 1 && !json) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "\"%s\" is not an option of status", argv[1]);
    return FALSE;
  }
  if (!ask (&status, error))
    return FALSE;
  if (json)
    print_json (&status);
  else
    print_text (&status);
  g_free (status.version);
  g_strfreev (status.problems);
  g_clear_pointer (&status.flags, g_variant_unref);
  return TRUE;
}
