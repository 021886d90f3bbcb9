/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/self-test.h"

#include <signal.h>
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/print-json.h"
#include "policy/error.h"

#define LOOK_US (200 * 1000)

typedef struct {
  const char *child;
  gboolean json, progress;
} Wanted;

/* How it goes: asked beside the call that waits for its end. */
typedef struct {
  gboolean progress;
  gint ended;
  char *layer; /* the last that was said */
} Watch;

static volatile sig_atomic_t interrupted;

static void
on_interrupt (int number)
{
  interrupted = 1;
}

static gboolean
read_options (int argc, char **argv, Wanted *wanted, GError **error)
{
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--json"))
      wanted->json = TRUE;
    else if (g_str_equal (argv[i], "--progress"))
      wanted->progress = TRUE;
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
  while (g_variant_iter_next (&iter, "(&s&s&s&s&s)", &layer, &child, &verdict, &sentence, NULL)) {
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
  while (g_variant_iter_next (&iter, "(ss&sss)", NULL, NULL, &verdict, NULL, NULL))
    failed += g_str_equal (verdict, "failed");
  return failed;
}

/* "trying firewall (7 of 33)", a line a layer. */
static void
say_progress (Watch *watch)
{
  const char *layer;
  guint of;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (".Staff", "GetSelfTest", NULL, "(sua(sssss))", NULL);

  if (reply == NULL)
    return;
  g_variant_get (reply, "(&sua(sssss))", &layer, &of, NULL);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 2);
  if (*layer == '\0' || g_strcmp0 (layer, watch->layer) == 0)
    return;
  g_free (watch->layer);
  watch->layer = g_strdup (layer);
  fprintf (stderr, "trying %s (%zu of %u)\n", layer, g_variant_n_children (rows), of);
}

static gpointer
watch_it (gpointer data)
{
  Watch *watch = data;
  gboolean stopping = FALSE;

  while (!g_atomic_int_get (&watch->ended)) {
    if (interrupted && !stopping) {
      g_autoptr (GVariant) reply = pl_ctl_call_agent (".Staff", "StopSelfTest", NULL, "()", NULL);
      stopping = TRUE;
    } else if (watch->progress)
      say_progress (watch);
    g_usleep (LOOK_US);
  }
  return NULL;
}

/* Ctrl and C ends the test itself, too. */
static GVariant *
run_test (const Wanted *wanted, GError **error)
{
  Watch watch = { .progress = wanted->progress };
  g_autoptr (GThread) thread = NULL;

  signal (SIGINT, on_interrupt);
  thread = g_thread_new ("watch", watch_it, &watch);
  GVariant *reply = pl_ctl_call_agent (".Staff", "SelfTest", g_variant_new ("(s)", wanted->child),
                                       "(a(sssss))", error);
  g_atomic_int_set (&watch.ended, TRUE);
  g_thread_join (g_steal_pointer (&thread));
  g_free (watch.layer);
  return reply;
}

gboolean
pl_ctl_self_test (int argc, char **argv, GError **error)
{
  Wanted wanted = { .child = "" };

  if (!read_options (argc, argv, &wanted, error))
    return FALSE;
  g_autoptr (GVariant) reply = run_test (&wanted, error);
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
