/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opens and closes every page, Tell staff and the three views again and again, on the real agent. Built with
 * LeakSanitizer it says whether something is lost; built without, whether what is held grows. Then the last rounds keep
 * something on purpose, so that it is seen each time that growth would be seen. usage: leaks ROUNDS
 */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "gui/app/application.h"
#include "gui/app/client.h"
#include "gui/app/page-stack.h"
#include "gui/app/record.h"
#include "gui/app/window.h"
#include "gui/child/answer-page.h"
#include "gui/child/ask-site-page.h"
#include "gui/child/ask-time-page.h"
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
#include "gui/child/visit-page.h"
#include "gui/child/week-page.h"
#include "tests/gui/turn.h"

/* Of the sanitizer's run time, whose header comes with another compiler; NULL in the program without it. */
int __lsan_do_recoverable_leak_check (void) __attribute__ ((weak));

/* Rounds before what GTK keeps for later is all there. */
#define WARM 10
/* The last rounds, that keep something. */
#define KEEPING 15
/*
 * Bytes a round. GTK's own caches breathe by some 100 KiB and fill up by 1 to 10 KiB a round; the smallest page of ours
 * that stays behind is 190.
 */
#define GROWTH_MAX 32768

#define QUIET_MS 10

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
      return pl_pin_page_new (client, FALSE);
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
    case 14:
      return pl_pin_page_new (client, TRUE);
    default:
      return NULL;
  }
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
    turn (QUIET_MS);
  }
}

/* The stack of its steps: a part of it has stacks as well. */
static GtkStack *
steps_in (GtkWidget *widget)
{
  GtkStack *found = GTK_IS_STACK (widget) ? GTK_STACK (widget) : NULL;

  if (found != NULL && gtk_stack_get_child_by_name (found, "danger") != NULL)
    return found;
  found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = steps_in (child);
  return found;
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
  turn (QUIET_MS);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    gtk_stack_set_visible_child_name (steps_in (tell), names[i]);
    turn (QUIET_MS);
  }
  gtk_window_destroy (GTK_WINDOW (window));
  turn (QUIET_MS);
}

/* A help visit's, in a window of its own. */
static void
look_at_visit (PlClient *client)
{
  PlVisitPage *visit = g_object_new (PL_TYPE_VISIT_PAGE, NULL);
  GtkWidget *window = gtk_window_new ();

  pl_visit_page_set_client (visit, client);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (visit));
  gtk_window_present (GTK_WINDOW (window));
  pl_visit_page_show (visit, pl_client_get_today (client));
  turn (QUIET_MS);
  gtk_window_destroy (GTK_WINDOW (window));
  turn (QUIET_MS);
}

static gsize
go_round (PlWindow *window, PlClient *client)
{
  PlPageStack *stack = PL_PAGE_STACK (find (GTK_WIDGET (window), PL_TYPE_PAGE_STACK));
  PlSubpage *page;

  look_at_views (window);
  look_at_tell (client);
  look_at_visit (client);

  for (guint n = 0; (page = open_nth (n, client)) != NULL; n++) {
    pl_page_stack_open (stack, GTK_WIDGET (page));
    turn (QUIET_MS);
    pl_page_stack_close (stack);
    turn (QUIET_MS);
  }
  return mallinfo2 ().uordblks + mallinfo2 ().hblkhd;
}

/* A page that is forgotten: reachable, so that only the growth tells. */
static void
keep_something (PlClient *client)
{
  static GPtrArray *kept;

  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, g_object_ref_sink (pl_seen_page_new (client)));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gsize one = *(const gsize *)a, other = *(const gsize *)b;

  return (one > other) - (one < other);
}

static gssize
median (const gsize *held, int n)
{
  g_autofree gsize *sorted = g_memdup2 (held, (gsize)n * sizeof *held);

  qsort (sorted, (gsize)n, sizeof *sorted, compare);
  return (gssize)sorted[n / 2];
}

/* Bytes a round, of the second half against the first: caches come and go, and an answer of the agent's may be late. */
static gssize
growth (const gsize *held, int n)
{
  return (median (held + n - n / 2, n / 2) - median (held, n / 2)) / (n - n / 2);
}

/* TRUE if nothing grew before something was kept, and it was seen then. */
static gboolean
judge (const gsize *held, int rounds)
{
  gssize own = growth (held + WARM, rounds - WARM - KEEPING);
  gssize kept = growth (held + rounds - KEEPING, KEEPING);

  g_print ("held: %" G_GSIZE_FORMAT " bytes, growth: %" G_GSSIZE_FORMAT
           " a round, and with a page kept each time %" G_GSSIZE_FORMAT "\n",
           held[rounds - 1], own, kept);
  return own <= GROWTH_MAX && kept > GROWTH_MAX;
}

int
main (int argc, char **argv)
{
  int rounds = argc > 1 ? atoi (argv[1]) : 50;
  g_autofree gsize *held = g_new0 (gsize, rounds);

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
    if (i >= rounds - KEEPING)
      keep_something (client);
  }
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (client);
  g_object_unref (sample);
  turn (QUIET_MS);
  if (getenv ("PL_LEAKS_ALL") != NULL)
    for (int i = 0; i < rounds; i++)
      g_print ("%d %" G_GSIZE_FORMAT "\n", i, held[i]);
  if (__lsan_do_recoverable_leak_check != NULL)
    return __lsan_do_recoverable_leak_check () != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
  return judge (held, rounds) ? EXIT_SUCCESS : EXIT_FAILURE;
}
