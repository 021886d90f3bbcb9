/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/home-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/subpage.h"
#include "gui/staff/accounts/codes-page.h"
#include "gui/staff/accounts/new-child-page.h"
#include "gui/staff/home/file-text-page.h"
#include "gui/staff/home/home-file-page.h"
#include "gui/staff/home/levels-page.h"
#include "gui/staff/home/lists-page.h"
#include "gui/staff/home/lost-device-page.h"
#include "gui/staff/home/routes-page.h"
#include "gui/staff/home/setup.h"
#include "gui/staff/home/versions-page.h"
#include "gui/staff/row.h"
#include "gui/staff/today/filter-page.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/list-box.h"
#include "policy/people/home.h"

struct _PlHomeView {
  AdwBin parent;
  PlClient *client;
  PlSetup *setup;
  PlAgentView *agent_view;
  GtkWidget *steps_box;
  GtkListBox *steps, *rows, *people;
  gboolean checking;
};

G_DEFINE_FINAL_TYPE (PlHomeView, pl_home_view, ADW_TYPE_BIN)

static guint unfinished;

static const char *const step_titles[PL_SETUP_STEPS] = {
  [PL_SETUP_NAME] = NC_ ("setup", "Name the home"),
  [PL_SETUP_PEOPLE] = NC_ ("setup", "Who works here"),
  [PL_SETUP_CHILD] = NC_ ("setup", "The first child"),
  [PL_SETUP_READERS] = NC_ ("setup", "Two readers"),
  [PL_SETUP_ROUTE] = NC_ ("setup", "A test message, answered"),
  [PL_SETUP_FILTER] = NC_ ("setup", "Test the filter"),
};

static void
open_page (PlHomeView *view, PlSubpage *page)
{
  pl_subpage_open (GTK_WIDGET (view), page);
}

static void
on_step (AdwActionRow *row, PlHomeView *view)
{
  switch ((PlSetupStep)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "step"))) {
    case PL_SETUP_NAME:
      open_page (view, pl_home_file_page_new (view->client, PL_HOME_ABOUT));
      break;
    case PL_SETUP_PEOPLE:
      gtk_widget_child_focus (GTK_WIDGET (view->people), GTK_DIR_TAB_FORWARD);
      break;
    case PL_SETUP_CHILD:
      open_page (view, pl_new_child_page_new (view->client));
      break;
    case PL_SETUP_READERS:
      gtk_widget_activate_action (GTK_WIDGET (view), "staff.go", "s", "concerns");
      break;
    case PL_SETUP_ROUTE:
      open_page (view, pl_routes_page_new (view->client));
      break;
    case PL_SETUP_FILTER:
      open_page (view, pl_filter_page_new (view->client));
      break;
  }
}

static void
on_matter (AdwActionRow *row, PlHomeView *view)
{
  open_page (view,
             pl_home_file_page_new (view->client, (PlHomeMatter)GPOINTER_TO_INT (g_object_get_data (
                                                      G_OBJECT (row), "matter"))));
}

static void
on_rules_text (AdwActionRow *row, PlHomeView *view)
{
  open_page (view, pl_file_text_page_new (view->client, "rules.conf"));
}

static void
on_levels (AdwActionRow *row, PlHomeView *view)
{
  open_page (view, pl_levels_page_new (view->client));
}

static void
on_lists (AdwActionRow *row, PlHomeView *view)
{
  open_page (view, pl_lists_page_new (view->client));
}

static void
on_routes (AdwActionRow *row, PlHomeView *view)
{
  open_page (view, pl_routes_page_new (view->client));
}

static void
on_readers (AdwActionRow *row, PlHomeView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "staff.go", "s", "concerns");
}

static void
on_codes (AdwActionRow *row, PlHomeView *view)
{
  open_page (view, pl_codes_page_new (view->client));
}

static void
on_lost_device (AdwActionRow *row, PlHomeView *view)
{
  open_page (view, pl_lost_device_page_new (view->client));
}

static void
on_versions (AdwActionRow *row, PlHomeView *view)
{
  open_page (view, pl_versions_page_new (view->client, "home.conf"));
}

static void
on_rules_versions (AdwActionRow *row, PlHomeView *view)
{
  open_page (view, pl_versions_page_new (view->client, "rules.conf"));
}

static void
show_steps (PlHomeView *view)
{
  pl_list_box_clear (view->steps);
  gtk_widget_set_visible (view->steps_box, !pl_setup_is_finished (view->setup));
  for (PlSetupStep step = 0; step < PL_SETUP_STEPS; step++) {
    gboolean done = pl_setup_is_done (view->setup, step);
    g_autofree char *words = pl_setup_words (view->setup, step);
    AdwActionRow *row = pl_staff_row_new (done ? C_ ("setup", "done") : C_ ("setup", "to do"),
                                          done ? "open-now" : "soon-now",
                                          g_dpgettext2 (NULL, "setup", step_titles[step]), words);
    g_object_set_data (G_OBJECT (row), "step", GINT_TO_POINTER ((int)step));
    pl_staff_row_lead (row, G_CALLBACK (on_step), view);
    gtk_list_box_append (view->steps, GTK_WIDGET (row));
  }
}

static void
add_leading (PlHomeView *view, const char *title, const char *words, GCallback activated)
{
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, words);

  pl_staff_row_lead (row, activated, view);
  gtk_list_box_append (view->rows, GTK_WIDGET (row));
}

static void
add_matter (PlHomeView *view, PlHomeMatter matter)
{
  g_autofree char *words = pl_home_matter_summary (pl_setup_get_file (view->setup), matter);
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, pl_home_matter_title (matter), words);

  g_object_set_data (G_OBJECT (row), "matter", GINT_TO_POINTER ((int)matter));
  pl_staff_row_lead (row, G_CALLBACK (on_matter), view);
  gtk_list_box_append (view->rows, GTK_WIDGET (row));
}

static void
show_rows (PlHomeView *view)
{
  pl_list_box_clear (view->rows);
  add_matter (view, PL_HOME_ABOUT);
  add_matter (view, PL_HOME_MAXIMUM);
  add_matter (view, PL_HOME_HELP);
  add_matter (view, PL_HOME_RULES);
  add_matter (view, PL_HOME_KEPT);
  add_leading (view, C_ ("home", "The rules, as a text"),
               C_ ("home", "What children read and sign"), G_CALLBACK (on_rules_text));
  add_leading (view, C_ ("level", "Levels"),
               C_ ("home", "What is open at each, in the home’s own words"),
               G_CALLBACK (on_levels));
  add_leading (view, C_ ("home", "Lists of sites"),
               C_ ("home", "Where they come from, how old they are, and updates"),
               G_CALLBACK (on_lists));
  add_leading (view, C_ ("home", "Readers and keys"), C_ ("home", "Under Concerns"),
               G_CALLBACK (on_readers));
  add_leading (view, C_ ("home", "Ways to readers"), C_ ("home", "Send a test message"),
               G_CALLBACK (on_routes));
  add_leading (view, C_ ("home", "One-time codes"),
               C_ ("home", "To give time at a child’s own screen"), G_CALLBACK (on_codes));
  add_leading (view, C_ ("home", "A lost or stolen computer"),
               C_ ("home", "What to do, in which order, and by when"), G_CALLBACK (on_lost_device));
  add_leading (view, C_ ("home", "Versions of the home’s file"),
               C_ ("home", "Who changed what, and why; put one back"), G_CALLBACK (on_versions));
  add_leading (view, C_ ("home", "Versions of the rules"),
               C_ ("home", "Who changed what, and why; put one back"),
               G_CALLBACK (on_rules_versions));
}

static void
add_group (PlHomeView *view, const char *title, const char *group)
{
  g_autofree char *members = pl_setup_members (group);
  /* Translators: people with their accounts, and the system's group that they are in. */
  g_autofree char *words =
      g_strdup_printf (C_ ("home", "%1$s (group %2$s)"),
                       *members != '\0' ? members : C_ ("home", "nobody yet"), group);
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, words);

  gtk_list_box_append (view->people, GTK_WIDGET (row));
}

static void
show_people (PlHomeView *view)
{
  const char *text = pl_setup_get_file (view->setup);
  g_autoptr (PlHome) home = pl_home_parse ("home.conf", text, strlen (text), NULL);

  pl_list_box_clear (view->people);
  if (home == NULL)
    return;
  add_group (view, C_ ("home", "Staff"), home->staff_group);
  add_group (view, C_ ("home", "Managers"), home->managers_group);
  add_group (view, C_ ("home", "Safeguarding leads"), home->leads_group);
}

static void
on_setup (PlHomeView *view)
{
  const GError *error = pl_setup_get_error (view->setup);
  gboolean checking = view->checking;
  int step = pl_list_box_focused (view->steps), row = pl_list_box_focused (view->rows);

  view->checking = FALSE;
  if (error != NULL || pl_setup_get_file (view->setup) == NULL) {
    if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      pl_agent_view_show_error (view->agent_view, error);
    return;
  }
  show_steps (view);
  show_rows (view);
  show_people (view);
  pl_list_box_focus (view->steps, step);
  pl_list_box_focus (view->rows, row);
  pl_agent_view_show_content (view->agent_view);
  if (checking && !pl_setup_is_finished (view->setup) && pl_setup_is_manager (view->setup))
    g_signal_emit (view, unfinished, 0);
}

static void
ask (PlHomeView *view)
{
  if (view->setup != NULL && gtk_widget_get_mapped (GTK_WIDGET (view)))
    pl_setup_ask (view->setup);
}

static void
pl_home_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_home_view_parent_class)->map (widget);
  ask (PL_HOME_VIEW (widget));
}

/* Whoever comes back to the window sees what others have done meanwhile. */
static void
pl_home_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_home_view_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (ask),
                           widget, G_CONNECT_SWAPPED);
}

static void
pl_home_view_dispose (GObject *object)
{
  PlHomeView *view = PL_HOME_VIEW (object);

  g_clear_object (&view->setup);
  g_clear_object (&view->client);
  G_OBJECT_CLASS (pl_home_view_parent_class)->dispose (object);
}

static void
pl_home_view_class_init (PlHomeViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_home_view_dispose;
  widget_class->map = pl_home_view_map;
  widget_class->root = pl_home_view_root;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  unfinished = g_signal_new ("unfinished", PL_TYPE_HOME_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/home-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PlHomeView, agent_view);
  gtk_widget_class_bind_template_child (widget_class, PlHomeView, steps_box);
  gtk_widget_class_bind_template_child (widget_class, PlHomeView, steps);
  gtk_widget_class_bind_template_child (widget_class, PlHomeView, rows);
  gtk_widget_class_bind_template_child (widget_class, PlHomeView, people);
}

static void
pl_home_view_init (PlHomeView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
}

void
pl_home_view_set_client (PlHomeView *view, PlClient *client)
{
  g_set_object (&view->client, client);
  view->setup = pl_setup_new (client);
  pl_agent_view_await (view->agent_view, client, G_CALLBACK (ask), view);
  g_signal_connect_object (view->setup, "changed", G_CALLBACK (on_setup), view, G_CONNECT_SWAPPED);
}

void
pl_home_view_check (PlHomeView *view)
{
  view->checking = TRUE;
  pl_setup_ask (view->setup);
}
