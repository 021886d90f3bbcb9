/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/self-test.h"

#include "agent/ctl/agent-client.h"
#include "agent/ctl/print-json.h"
#include "policy/error.h"

typedef struct {
  const char *child;
  gboolean json;
} Wanted;

static gboolean
read_options (int argc, char **argv, Wanted *wanted, GError **error)
{
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--json"))
      wanted->json = TRUE;
    else if (g_str_equal (argv[i], "--child") && i + 1 < argc && *argv[i + 1] != '\0')
      wanted->child = argv[++i];
    else {
      g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "\"%s\" is not an option of self-test",
                   argv[i]);
      return FALSE;
    }
  return TRUE;
}

static void
print_json (GVariant *rows)
{
  static const char *const members[] = { "layer", "child", "verdict", "sentence" };
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    json_builder_begin_object (json);
    for (gsize k = 0; k < G_N_ELEMENTS (members); k++) {
      g_autoptr (GVariant) cell = g_variant_get_child_value (row, k);
      json_builder_set_member_name (json, members[k]);
      json_builder_add_string_value (json, g_variant_get_string (cell, NULL));
    }
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  pl_ctl_print_json (json);
}

static void
print_text (GVariant *rows)
{
  const char *layer, *child, *verdict, *sentence;
  const char *before = "";
  GVariantIter iter;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&s&s&s&s)", &layer, &child, &verdict, &sentence)) {
    if (!g_str_equal (child, before))
      g_print ("\n%s\n", child);
    before = child;
    g_print ("%-9s %-12s %s\n", g_str_equal (verdict, "not-sure") ? "not sure" : verdict, layer,
             sentence);
  }
}

static guint
count_failed (GVariant *rows)
{
  const char *verdict;
  GVariantIter iter;
  guint failed = 0;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(ss&ss)", NULL, NULL, &verdict, NULL))
    failed += g_str_equal (verdict, "failed");
  return failed;
}

gboolean
pl_ctl_self_test (int argc, char **argv, GError **error)
{
  Wanted wanted = { .child = "" };

  if (!read_options (argc, argv, &wanted, error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      ".Staff", "SelfTest", g_variant_new ("(s)", wanted.child), "(a(ssss))", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  if (wanted.json)
    print_json (rows);
  else
    print_text (rows);
  guint failed = count_failed (rows);
  if (failed == 0)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_FAILED,
               failed == 1 ? "%u check failed" : "%u checks failed", failed);
  return FALSE;
}
