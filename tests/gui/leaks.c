/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opens and closes every page, Tell staff and the three views again and again, on the real agent, under LeakSanitizer:
 * nothing is lost, and what is held does not grow either. usage: leaks ROUNDS [--keep], which keeps something each
 * round that is not lost, to show that it is seen.
 */
#include <stdlib.h>
#include <string.h>

#include "gui/app/application.h"
#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/window.h"
#include "gui/child/ask-site-page.h"
#include "gui/child/ask-time-page.h"
#include "gui/child/answer-page.h"
#include "gui/child/blocked-page.h"
#include "gui/child/changes-page.h"
#include "gui/child/comment-page.h"
#include "gui/child/concern-page.h"
#include "gui/child/concerns-page.h"
#include "gui/child/lesson-page.h"
#include "gui/child/pin-page.h"
#include "gui/child/report-page.h"
#include "gui/child/review-page.h"
#include "gui/child/seen-page.h"
#include "gui/child/tell-view.h"
#include "gui/child/week-page.h"

/* Of the sanitizer's run time, whose header comes with another compiler. */
int __lsan_do_recoverable_leak_check (void);
int __sanitizer_install_malloc_and_free_hooks (void (*allocated) (const volatile void *, size_t),
                                               void (*freed) (const volatile void *));
size_t __sanitizer_get_allocated_size (const volatile void *);

/* Rounds before what GTK keeps for later is all there. */
#define WARM 10
/* Bytes a round: less than any object, string or signal of ours that stays behind in every round. */
#define GROWTH_MAX 64
#define KEPT       256
#define QUIET_MS 25

/* As the agent would list a request, or a concern. */
static PlRecord *
new_sample (void)
{
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "id", "s", "0123456789abcdef0123456789abcdef");
  g_variant_dict_insert (&fields, "kind", "s", "site");
  g_variant_dict_insert (&fields, "site", "s", "example.org");
  g_variant_dict_insert (&fields, "state", "s", "seen");
  g_variant_dict_insert (&fields, "filed", "x", (gint64)1000000000);
  return pl_record_new (g_variant_dict_end (&fields));
}

static PlRecord *sample;

static PlSubpage *
open_nth (guint n, PlClient *client)
{
  switch (n) {
    case 0:
      return pl_ask_site_page_new (client, "example.org");
    case 1:
      return pl_ask_time_page_new (client);
    case 2:
      return pl_blocked_page_new (client);
    case 3:
      return pl_comment_page_new (client, 1);
    case 4:
      return pl_concerns_page_new (client);
    case 5:
      return pl_lesson_page_new (0);
    case 6:
      return pl_pin_page_new (client);
    case 7:
      return pl_report_page_new (client);
    case 8:
      return pl_review_page_new (client);
    case 9:
      return pl_seen_page_new (client);
    case 10:
      return pl_week_page_new (client);
    case 11:
      return pl_changes_page_new (client);
    case 12:
      return pl_answer_page_new (sample);
    case 13:
      return pl_concern_page_new (client, sample, TRUE);
    default:
      return NULL;
  }
}

/* Bytes that are allocated now; counted, since what the allocator says of itself goes by pages. */
static gsize held_now;

static void
on_allocated (const volatile void *memory, size_t size)
{
  g_atomic_pointer_add (&held_now, (gssize)size);
}

static void
on_freed (const volatile void *memory)
{
  if (memory != NULL)
    g_atomic_pointer_add (&held_now, -(gssize)__sanitizer_get_allocated_size (memory));
}

static gboolean
on_quiet (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Frames are drawn and the agent's answers come. */
static void
turn (void)
{
  gboolean quiet = FALSE;

  g_timeout_add (QUIET_MS, on_quiet, &quiet);
  while (!quiet)
    g_main_context_iteration (NULL, TRUE);
}

/* The first of a type at or under a widget; NULL: there is none. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
look_at_views (PlWindow *window)
{
  static const char *const names[] = { "rules", "help", "today" };
  AdwViewStack *views = ADW_VIEW_STACK (find (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    adw_view_stack_set_visible_child_name (views, names[i]);
    turn ();
  }
}

/* All of its steps, in a window of its own. */
static void
look_at_tell (PlClient *client)
{
  static const char *const names[] = { "danger", "what", "words", "who", "receipt" };
  GtkWidget *tell = g_object_new (PL_TYPE_TELL_VIEW, NULL);
  GtkWidget *window = gtk_window_new ();

  pl_tell_view_set_client (PL_TELL_VIEW (tell), client);
  gtk_window_set_child (GTK_WINDOW (window), tell);
  gtk_window_present (GTK_WINDOW (window));
  pl_tell_view_resume (PL_TELL_VIEW (tell));
  turn ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    gtk_stack_set_visible_child_name (GTK_STACK (find (tell, GTK_TYPE_STACK)), names[i]);
    turn ();
  }
  gtk_window_destroy (GTK_WINDOW (window));
  turn ();
}

static gsize
go_round (PlWindow *window, PlClient *client)
{
  PlSubpage *page;

  look_at_views (window);
  look_at_tell (client);

  for (guint n = 0; (page = open_nth (n, client)) != NULL; n++) {
    pl_window_open_page (window, page);
    turn ();
    pl_window_close_page (window);
    turn ();
  }
  return (gsize)g_atomic_pointer_get (&held_now);
}

/* What a forgotten row costs: reachable, so that only the growth tells. */
static void
keep_something (void)
{
  static GPtrArray *kept;

  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, g_malloc (KEPT));
}

/* The least that two rounds of either half have held: so much of it does not go again. */
static gsize
least (const gsize *held, int n)
{
  gsize found = held[0];

  for (int i = 1; i < n; i++)
    found = MIN (found, held[i]);
  return found;
}

int
main (int argc, char **argv)
{
  int rounds = argc > 1 ? atoi (argv[1]) : 50;
  gboolean keeps = argc > 2;
  g_autofree gsize *held = g_new0 (gsize, rounds);

  __sanitizer_install_malloc_and_free_hooks (on_allocated, on_freed);
  g_autoptr (PlApplication) application = pl_application_new ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  PlClient *client = pl_client_new ();
  PlWindow *window = pl_window_new (GTK_APPLICATION (application), client);
  gtk_window_present (GTK_WINDOW (window));
  while (pl_client_get_state (client) != PL_CLIENT_CHILD)
    g_main_context_iteration (NULL, TRUE);
  sample = new_sample ();
  for (int i = 0; i < rounds; i++) {
    held[i] = go_round (window, client);
    if (keeps)
      keep_something ();
  }
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (client);
  g_object_unref (sample);
  turn ();
  int part = (rounds - WARM) / 2;
  gssize grown = (gssize)least (held + rounds - part, part) - (gssize)least (held + WARM, part);
  gssize growth = grown / (rounds - part - WARM);
  g_print ("held: %" G_GSIZE_FORMAT " bytes, growth: %" G_GSSIZE_FORMAT " a round\n",
           held[rounds - 1], growth);
  if (getenv ("PL_LEAKS_ALL") != NULL)
    for (int i = 0; i < rounds; i++)
      g_print ("%d %" G_GSIZE_FORMAT "\n", i, held[i]);
  return __lsan_do_recoverable_leak_check () != 0 || growth > GROWTH_MAX ? EXIT_FAILURE
                                                                         : EXIT_SUCCESS;
}
