/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opens and closes every page fifty times, on the real agent, under LeakSanitizer: nothing is lost. How much what is
 * held grows is told, not judged: allocators and GTK's caches breathe. usage: leaks ROUNDS
 */
#include <stdlib.h>
#include <string.h>

#include "gui/app/application.h"
#include "gui/app/client.h"
#include "gui/app/page-stack.h"
#include "gui/app/window.h"
#include "gui/child/ask-site-page.h"
#include "gui/child/ask-time-page.h"
#include "gui/child/blocked-page.h"
#include "gui/child/comment-page.h"
#include "gui/child/concerns-page.h"
#include "gui/child/lesson-page.h"
#include "gui/child/pin-page.h"
#include "gui/child/report-page.h"
#include "gui/child/review-page.h"
#include "gui/child/seen-page.h"
#include "gui/child/week-page.h"

/* Of the sanitizer's run time, whose header comes with another compiler. */
int __lsan_do_recoverable_leak_check (void);

/* Rounds before what GTK keeps for later is all there. */
#define WARM     20
#define QUIET_MS 25

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
    default:
      return NULL;
  }
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

/* Bytes of memory that are this process's own. */
static gsize
held (void)
{
  g_autofree char *status = NULL;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  return (gsize)g_ascii_strtoull (strstr (status, "RssAnon:") + strlen ("RssAnon:"), NULL, 10) *
         1024;
}

/* The first of the window's, the child's. */
static PlPageStack *
stack_in (GtkWidget *widget)
{
  PlPageStack *found = PL_IS_PAGE_STACK (widget) ? PL_PAGE_STACK (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = stack_in (child);
  return found;
}

static gsize
go_round (PlWindow *window, PlClient *client)
{
  PlPageStack *stack = stack_in (GTK_WIDGET (window));
  PlSubpage *page;

  for (guint n = 0; (page = open_nth (n, client)) != NULL; n++) {
    pl_page_stack_open (stack, page);
    turn ();
    pl_page_stack_close (stack);
    turn ();
  }
  return held ();
}

int
main (int argc, char **argv)
{
  int rounds = argc > 1 ? atoi (argv[1]) : 50;
  gsize warm = 0, last = 0;

  g_autoptr (PlApplication) application = pl_application_new ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  PlClient *client = pl_client_new ();
  PlWindow *window = pl_window_new (GTK_APPLICATION (application), client);
  gtk_window_present (GTK_WINDOW (window));
  while (pl_client_get_state (client) != PL_CLIENT_CHILD)
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; i < rounds; i++) {
    last = go_round (window, client);
    if (i == WARM - 1)
      warm = last;
  }
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (client);
  turn ();
  gssize growth = ((gssize)last - (gssize)warm) / (rounds - WARM);
  g_print ("held: %" G_GSIZE_FORMAT " bytes, growth: %" G_GSSIZE_FORMAT " a round\n", last, growth);
  return __lsan_do_recoverable_leak_check () != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
