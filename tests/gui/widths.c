/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How narrow and how low each page can be, on the real agent, and what of its words is cut then: one process goes through them
 * in one language after the other, and measures the window with what shows. usage: widths PERCENT (of the size of type); on standard input a line a page:
 *
 *   LANGUAGE <tab> NAME <tab> PLACE [<tab> STEP]...    PLACE: of the window, or "tell"
 *
 * A STEP is what is pressed, in the app's words, several that mean it separated by "|"; "*" is the first row that leads
 * somewhere, and "=TEXT" fills the first field. On standard output a line each:
 *
 *   LANGUAGE <tab> NAME <tab> WIDTH <tab> HEIGHT <tab> what makes it so wide or so high, from the window down, and what is cut,
 *                                                   or far smaller than the window's type
 *
 * and for each page that the agent is asked for, two more: "NAME-away", with what it says where the agent is away, and
 * "NAME-back", as it is again after that; for each that asks for a day, "NAME-calendar"; and of Today one for every so many pixels of a
 * wider window: "NAME-635".
 */
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gui/app/application.h"
#include "gui/app/client.h"
#include "gui/app/page-stack.h"
#include "gui/app/window.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/day-entry.h"
#include "policy/language.h"
#include "tests/gui/turn.h"

#define DPI (96 * 1024)
/* The smallest window that each page has to fit into. */
#define NARROW        360
#define HEIGHT        720
#define WIDE          1360
#define STEP          25
#define LEAST_PERCENT 60 /* of the window's type, that words have */
#define QUIET_MS      12
#define PATIENCE_S    3

/* gettext's: what it found is looked for anew. */
extern int _nl_msg_cat_cntr; /* NOLINT */

static PlApplication *application;
static PlClient *client;
static PlWindow *window;

typedef gboolean (*Test) (GtkWidget *widget, gconstpointer data);

/* The first that shows and passes a test, at or under a widget, those that lie on top first; NULL: there is none. */
static GtkWidget *
find (GtkWidget *widget, Test test, gconstpointer data)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (test (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, test, data);
  return found;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer data)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *)data);
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  return find (widget, is_of_type, &type);
}

static gboolean
leads (GtkWidget *widget, gconstpointer data)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
  return GTK_IS_LIST_VIEW (gtk_widget_get_parent (widget));
}

/* What a label is pressed by. */
static GtkWidget *
pressed_by (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (GTK_IS_BUTTON (widget) || leads (widget, NULL))
      return widget;
  return NULL;
}

static gboolean
is_called (GtkWidget *widget, gconstpointer words)
{
  if (!GTK_IS_LABEL (widget) || pressed_by (widget) == NULL)
    return FALSE;
  return g_strv_contains (words, gtk_label_get_text (GTK_LABEL (widget)));
}

static gboolean
is_loading (void)
{
  return find_type (GTK_WIDGET (window), GTK_TYPE_SPINNER) != NULL;
}

/* The page on top, or the window. */
static GtkWidget *
on_top (void)
{
  GtkWidget *stack = find_type (GTK_WIDGET (window), PL_TYPE_PAGE_STACK);
  GtkWidget *page = stack != NULL ? pl_page_stack_get_page (PL_PAGE_STACK (stack)) : NULL;

  return page != NULL ? page : GTK_WIDGET (window);
}

static GtkWidget *
find_step (const char *step)
{
  g_auto (GStrv) words = g_strsplit (step, "|", -1);

  if (*step == '=')
    return find_type (on_top (), GTK_TYPE_TEXT);
  if (g_str_equal (step, "*"))
    return find (on_top (), leads, NULL);
  GtkWidget *label = find (on_top (), is_called, words);
  return label != NULL ? pressed_by (label) : NULL;
}

static void
press (GtkWidget *widget, const char *step)
{
  if (GTK_IS_TEXT (widget))
    gtk_editable_set_text (GTK_EDITABLE (widget), step + 1);
  else if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else
    gtk_widget_activate (widget);
  turn (QUIET_MS);
}

/* FALSE: it does not come. */
static gboolean
take (const char *step)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  GtkWidget *widget;

  while ((widget = find_step (step)) == NULL && g_get_monotonic_time () < end)
    turn (QUIET_MS);
  if (widget != NULL)
    press (widget, step);
  while (is_loading () && g_get_monotonic_time () < end)
    turn (QUIET_MS);
  return widget != NULL;
}

typedef int (*Size) (GtkWidget *widget);

static void
say_words (GtkWidget *label)
{
  g_autofree char *words = g_strdup (gtk_label_get_text (GTK_LABEL (label)));

  g_print (" %s", g_strdelimit (words, "\n\t", ' '));
}

static int
width_of (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

/* At the width that it has. */
static int
height_of (GtkWidget *widget)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (widget), &height,
                      NULL, NULL, NULL);
  return height;
}

static GtkWidget *
largest_in (GtkWidget *widget, Size size)
{
  GtkWidget *largest = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child) && gtk_widget_get_visible (child) &&
        (largest == NULL || size (child) > size (largest)))
      largest = child;
  return largest;
}

static void
explain (GtkWidget *whole, Size size, int most)
{
  gboolean large = size (whole) > most;

  for (GtkWidget *widget = whole; large && widget != NULL; widget = largest_in (widget, size)) {
    g_print (" %s(%d)", G_OBJECT_TYPE_NAME (widget), size (widget));
    if (GTK_IS_LABEL (widget))
      say_words (widget);
  }
}

/* Nobody scrolls within what scrolls: the inner one keeps what it hides. */
static gboolean
is_hidden (GtkWidget *label)
{
  GtkWidget *inner = gtk_widget_get_ancestor (label, GTK_TYPE_SCROLLED_WINDOW);

  return inner != NULL &&
         gtk_widget_get_ancestor (gtk_widget_get_parent (inner), GTK_TYPE_SCROLLED_WINDOW) != NULL;
}

static gboolean
is_cut (GtkWidget *widget, gconstpointer data)
{
  if (!GTK_IS_LABEL (widget))
    return FALSE;
  return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))) ||
         is_hidden (widget);
}

/* In pixels. */
static int
type_of (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);

  return PANGO_PIXELS (
      pango_font_description_get_size (pango_context_get_font_description (context)));
}

static gboolean
is_small (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) &&
         type_of (widget) * 100 < type_of (GTK_WIDGET (window)) * LEAST_PERCENT;
}

static void
say_first (GtkWidget *whole, const char *what, Test test)
{
  GtkWidget *label = find (whole, test, NULL);

  if (label == NULL)
    return;
  g_print (" %s:", what);
  say_words (label);
}

/* What stands beside a wide window's page goes only once the window is known to be narrow. */
static void
be_small (void)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  GtkWidget *whole = GTK_WIDGET (window);

  while ((width_of (whole) > NARROW || gtk_widget_get_width (whole) > NARROW ||
          gtk_widget_get_height (whole) > HEIGHT) &&
         g_get_monotonic_time () < end) {
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW, HEIGHT);
    turn (QUIET_MS);
  }
}

/* whole: the window, or what hangs over it; width: that it has to fit into. */
static void
say_sizes (const char *language, const char *name, GtkWidget *whole, int width)
{
  g_print ("%s\t%s\t%d\t%d\t", language, name, width_of (whole), height_of (whole));
  explain (whole, width_of, width);
  explain (whole, height_of, HEIGHT);
  say_first (whole, "cut", is_cut);
  say_first (whole, "small", is_small);
  g_print ("\n");
}

static void
say (const char *language, const char *name)
{
  be_small ();
  say_sizes (language, name, GTK_WIDGET (window), NARROW);
}

/* With its frame. */
static void
be_as_wide_as (int width)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  gtk_window_set_default_size (GTK_WINDOW (window), width, HEIGHT);
  while (ABS (gtk_widget_get_width (GTK_WIDGET (window)) - width) >= STEP &&
         g_get_monotonic_time () < end)
    turn (QUIET_MS);
  turn (QUIET_MS);
}

static void
look_wider (const char *language, const char *name)
{
  for (int width = NARROW; width <= WIDE; width += STEP) {
    g_autofree char *wider = g_strdup_printf ("%s-%d", name, width);
    be_as_wide_as (width);
    say_sizes (language, wider, GTK_WIDGET (window), width);
  }
}

/* Of the first day that a page asks for. */
static void
look_at_calendar (const char *language, const char *page)
{
  g_autofree char *name = g_strconcat (page, "-calendar", NULL);
  GtkWidget *entry = find_type (on_top (), PL_TYPE_DAY_ENTRY);

  if (entry == NULL)
    return;
  g_signal_emit_by_name (entry, "icon-release", GTK_ENTRY_ICON_SECONDARY);
  turn (QUIET_MS);
  GtkWidget *calendar = find_type (entry, GTK_TYPE_POPOVER);
  if (calendar == NULL) {
    g_print ("%s\t%s\tno calendar\t\n", language, name);
    return;
  }
  /* Its shadow may fall beside the screen. */
  say_sizes (language, name, gtk_widget_get_parent (gtk_popover_get_child (GTK_POPOVER (calendar))),
             NARROW);
  gtk_popover_popdown (GTK_POPOVER (calendar));
  turn (QUIET_MS);
}

static void
look_away (const char *language, const char *name)
{
  g_autofree char *away = g_strconcat (name, "-away", NULL);
  g_autofree char *back = g_strconcat (name, "-back", NULL);
  GtkWidget *view = find_type (on_top (), PL_TYPE_AGENT_VIEW);

  if (view == NULL)
    return;
  pl_agent_view_show_state (PL_AGENT_VIEW (view), PL_CLIENT_AWAY);
  turn (QUIET_MS);
  say (language, away);
  pl_agent_view_show_content (PL_AGENT_VIEW (view));
  turn (QUIET_MS);
  say (language, back);
}

static gboolean
is_stack_of (GtkWidget *widget, gconstpointer name)
{
  return GTK_IS_STACK (widget) && gtk_stack_get_child_by_name (GTK_STACK (widget), name) != NULL;
}

/* Each of its steps. */
static void
look_at_tell (const char *language)
{
  static const char *const names[] = { "safe", "danger", "what", "words", "who", "receipt" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *name = g_strconcat ("tell-", names[i], NULL);
    GtkWidget *steps = find (GTK_WIDGET (window), is_stack_of, names[i]);
    if (steps == NULL) {
      g_print ("%s\t%s\tno step\t%s\n", language, name, names[i]);
      continue;
    }
    gtk_stack_set_visible_child_name (GTK_STACK (steps), names[i]);
    turn (QUIET_MS);
    say (language, name);
  }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  turn (QUIET_MS);
}

/* FALSE: this window has no such place. */
static gboolean
go_to (const char *place)
{
  GtkWidget *stack = find_type (GTK_WIDGET (window), PL_TYPE_PAGE_STACK);

  if (stack == NULL)
    return FALSE;
  pl_page_stack_close_all (PL_PAGE_STACK (stack));
  turn (QUIET_MS);
  GtkWidget *views = find_type (stack, ADW_TYPE_VIEW_STACK);
  if (views == NULL || adw_view_stack_get_child_by_name (ADW_VIEW_STACK (views), place) == NULL)
    return FALSE;
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), place);
  turn (QUIET_MS);
  return TRUE;
}

/* FALSE: it does not come. */
static gboolean
come_to (const char *place)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  gboolean there;

  while (!(there = go_to (place)) && g_get_monotonic_time () < end)
    turn (QUIET_MS);
  return there;
}

static void
look (char **line)
{
  if (g_str_equal (line[2], "tell")) {
    gtk_widget_activate_action (GTK_WIDGET (window), "win.tell", NULL);
    turn (QUIET_MS);
  } else if (!come_to (line[2])) {
    g_print ("%s\t%s\tno place\t%s\n", line[0], line[1], line[2]);
    return;
  }
  for (char **step = line + 3; *step != NULL; step++)
    if (!take (*step)) {
      g_print ("%s\t%s\tnot there\t%s\n", line[0], line[1], *step);
      return;
    }
  if (g_str_equal (line[1], "tell"))
    look_at_tell (line[0]);
  else {
    say (line[0], line[1]);
    look_at_calendar (line[0], line[1]);
    look_away (line[0], line[1]);
    if (g_str_equal (line[2], "today") && line[3] == NULL)
      look_wider (line[0], line[1]);
  }
}

static void
open_in (const char *language)
{
  const PlLanguage *spoken = pl_language_find (language);
  gboolean mirrored = spoken != NULL && pl_language_is_right_to_left (spoken);

  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  g_clear_object (&client);
  g_setenv ("LANGUAGE", language, TRUE);
  _nl_msg_cat_cntr++;
  gtk_widget_set_default_direction (mirrored ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  client = pl_client_new ();
  window = pl_window_new (GTK_APPLICATION (application), client);
  gtk_window_set_default_size (GTK_WINDOW (window), NARROW, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  do
    turn (QUIET_MS);
  while ((pl_client_get_state (client) != PL_CLIENT_CHILD &&
          pl_client_get_state (client) != PL_CLIENT_STAFF) ||
         is_loading ());
}

int
main (int argc, char **argv)
{
  g_autofree char *language = NULL;
  char *text = NULL;
  size_t room = 0;

  setlocale (LC_ALL, "");
  bindtextdomain ("porchlight", PL_LOCALE_DIR);
  bind_textdomain_codeset ("porchlight", "UTF-8");
  textdomain ("porchlight");
  application = pl_application_new ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", DPI * atoi (argv[1]) / 100, NULL);
  while (getline (&text, &room, stdin) > 0) {
    g_auto (GStrv) line = g_strsplit (g_strchomp (text), "\t", -1);
    if (g_strcmp0 (language, line[0]) != 0) {
      open_in (line[0]);
      g_free (language);
      language = g_strdup (line[0]);
    }
    look (line);
  }
  free (text);
  return EXIT_SUCCESS;
}
