/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/agent-view.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/subpage.h"
#include "gui/widgets/status-page.h"

struct _PlAgentView {
  AdwBin parent;
  GtkStack *stack;
  AdwBin *place;
  PlStatusPage *matter;
};

enum {
  PROP_CONTENT = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint again; /* with a client */

G_DEFINE_FINAL_TYPE (PlAgentView, pl_agent_view, ADW_TYPE_BIN)

static void
pl_agent_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  adw_bin_set_child (PL_AGENT_VIEW (object)->place, g_value_get_object (value));
}

static void
pl_agent_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, adw_bin_get_child (PL_AGENT_VIEW (object)->place));
}

static void
pl_agent_view_class_init (PlAgentViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = pl_agent_view_set_property;
  object_class->get_property = pl_agent_view_get_property;
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  again = g_signal_new ("again", PL_TYPE_AGENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                        G_TYPE_NONE, 1, PL_TYPE_CLIENT);
  g_type_ensure (PL_TYPE_STATUS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/agent-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAgentView, stack);
  gtk_widget_class_bind_template_child (widget_class, PlAgentView, place);
  gtk_widget_class_bind_template_child (widget_class, PlAgentView, matter);
}

static void
pl_agent_view_init (PlAgentView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
}

static void
show_loading (PlAgentView *view)
{
  gtk_stack_set_visible_child_name (view->stack, "loading");
}

static void
on_client (PlAgentView *view, GParamSpec *spec, PlClient *client)
{
  PlClientState state = pl_client_get_state (client);

  if ((state == PL_CLIENT_CHILD || state == PL_CLIENT_STAFF) &&
      g_strcmp0 (gtk_stack_get_visible_child_name (view->stack), "matter") == 0)
    g_signal_emit (view, again, 0, client);
}

void
pl_agent_view_await (PlAgentView *view, PlClient *client, GCallback read, gpointer page)
{
  g_signal_connect_object (client, "notify::state", G_CALLBACK (on_client), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "again", read, page, G_CONNECT_SWAPPED);
  show_loading (view);
}

/* The page that was opened before there was anything to see on it, where nobody is elsewhere by now; or NULL. */
static GtkWidget *
awaiting_page (PlAgentView *view)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (view), PL_TYPE_SUBPAGE);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  gboolean awaits = page != NULL && root != NULL && gtk_widget_get_mapped (page) &&
                    gtk_root_get_focus (root) == NULL;

  return awaits ? page : NULL;
}

void
pl_agent_view_show_content (PlAgentView *view)
{
  gtk_stack_set_visible_child_name (view->stack, "content");
  GtkWidget *page = awaiting_page (view);
  if (page != NULL)
    pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
show_matter (PlAgentView *view, const char *title, const char *words)
{
  pl_status_page_set_title (view->matter, title);
  pl_status_page_set_description (view->matter, words);
  gtk_stack_set_visible_child_name (view->stack, "matter");
  if (awaiting_page (view) != NULL)
    pl_status_page_focus_title (view->matter);
}

/* The person at the screen does not change while the app runs. */
static gboolean for_staff;

void
pl_agent_view_speak_to_staff (void)
{
  for_staff = TRUE;
}

static void
show_away (PlAgentView *view)
{
  if (for_staff) {
    show_matter (view, C_ ("agent", "Porchlight is not answering"),
                 C_ ("agent", "Until it answers, children have help sites only. If it takes long, "
                              "start the computer anew."));
    return;
  }
  show_matter (view, C_ ("agent", "Porchlight is not answering"),
               C_ ("agent", "Help sites stay open. Everything else comes back when it answers. "
                            "If it takes long, tell an adult here."));
}

static void
show_trouble (PlAgentView *view)
{
  show_matter (view, C_ ("agent", "Something is wrong on this computer"),
               C_ ("agent", "It is not your fault. Help sites are open. Ask staff to look at it."));
}

/* Whoever can do something about it reads what the agent said. */
static void
show_why (PlAgentView *view, const GError *error)
{
  g_autofree char *said = pl_screen_said_by_itself (error->message);
  const char *words = pl_client_is_unproven_error (error)
                          ? C_ ("refusal", "Nothing was changed: it needs your own password, and "
                                           "some things only a manager may do.")
                          : said;
  g_autofree char *markup = g_markup_escape_text (words, -1);

  show_matter (view, C_ ("today", "This cannot be read now"), markup);
}

void
pl_agent_view_show_error (PlAgentView *view, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (pl_client_is_away_error (error))
    show_away (view);
  else if (for_staff)
    show_why (view, error);
  else
    show_trouble (view);
}

void
pl_agent_view_show_state (PlAgentView *view, PlClientState state)
{
  switch (state) {
    case PL_CLIENT_LOADING:
      show_loading (view);
      break;
    case PL_CLIENT_CHILD:
      pl_agent_view_show_content (view);
      break;
    case PL_CLIENT_AWAY:
      show_away (view);
      break;
    case PL_CLIENT_STAFF:
    case PL_CLIENT_TROUBLE:
      show_trouble (view);
      break;
  }
}
