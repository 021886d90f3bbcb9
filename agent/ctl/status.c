/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/status.h"

#include <json-glib/json-glib.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/print-json.h"
#include "policy/error.h"

typedef struct {
  char *version;
  gboolean filtering;
  char **problems; /* NULL: not for this caller to know */
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
  json_builder_end_object (json);
  pl_ctl_print_json (json);
}

static void
print_text (const Status *status)
{
  g_print ("Porchlight %s\n", status->version);
  g_print ("%s\n", status->filtering ? "The filter is on."
                                     : "The filter is not ready: children have help sites only.");
  for (char **problem = status->problems; problem != NULL && *problem != NULL; problem++)
    g_print ("To look at: %s\n", *problem);
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
  return TRUE;
}
