/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/versions-page.h"

#include <glib/gi18n.h>

#include "gui/app/clock.h"
#include "gui/app/record.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

#define HOME  "home.conf"
#define RULES "rules.conf"

struct _PlVersionsPage {
  PlSubpage parent;
  PlClient *client;
  PlAgentView *view;
  GCancellable *cancellable;
  char *file;
  PlHeading *heading;
  GtkLabel *problem, *consulted_label;
  GtkEditable *reason, *consulted;
  GtkWidget *reason_box, *consulted_box;
  GtkListBox *list;
  gint64 newest;
  gboolean away; /* in that one the home's own was taken away */
};

G_DEFINE_FINAL_TYPE (PlVersionsPage, pl_versions_page, PL_TYPE_SUBPAGE)

static void read_versions (PlVersionsPage *page);

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlVersionsPage *page = data;
  if (reply != NULL)
    gtk_editable_set_text (page->reason, "");
  else
    pl_label_say (page->problem, pl_refusal_words (error));
  read_versions (page);
}

static void
on_put_back (GtkButton *button, PlVersionsPage *page)
{
  const char *text = g_object_get_data (G_OBJECT (button), "text");

  pl_label_say (page->problem, "");
  if (*gtk_editable_get_text (page->reason) == '\0') {
    pl_label_say (page->problem, C_ ("home", "Say why: it is on record."));
    gtk_widget_grab_focus (GTK_WIDGET (page->reason));
    return;
  }
  pl_client_call_staff (page->client, "Home", "Set",
                        g_variant_new ("(sxsss)", page->file, page->newest, text,
                                       gtk_editable_get_text (page->reason),
                                       gtk_editable_get_text (page->consulted)),
                        page->cancellable, on_set, page);
}

static char *
when_made (PlRecord *version)
{
  g_autoptr (GDateTime) made = pl_app_time (pl_record_number (version, "made"));

  /* Translators: day and time of a change. */
  return g_date_time_format (made, C_ ("home", "%-e %B %Y, %H:%M"));
}

static char *
why_made (PlRecord *version)
{
  const char *consulted = pl_record_text (version, "consulted");

  if (*pl_record_text (version, "text") == '\0' && *pl_record_text (version, "reason") == '\0')
    return g_strdup (C_ ("home", "Taken away with an editor"));
  if (g_str_equal (pl_record_text (version, "ground"), "found"))
    return g_strdup (C_ ("home", "As it was found: at first, or changed with an editor"));
  if (*consulted == '\0')
    return g_strdup (pl_record_text (version, "reason"));
  /* Translators: a reason, and whom the manager asked. */
  return g_strdup_printf (C_ ("home", "%1$s (consulted: %2$s)"), pl_record_text (version, "reason"),
                          consulted);
}

static gboolean
is_level (PlVersionsPage *page)
{
  return !g_str_equal (page->file, HOME) && !g_str_equal (page->file, RULES);
}

static void
add_button (PlVersionsPage *page, AdwActionRow *row, const char *words, const char *text)
{
  GtkWidget *button = pl_staff_row_add_button (row, words);

  g_object_set_data_full (G_OBJECT (button), "text", g_strdup (text), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_put_back), page, 0);
}

static void
add_version (PlVersionsPage *page, PlRecord *version, gboolean in_force)
{
  g_autofree char *when = when_made (version);
  g_autofree char *why = why_made (version);
  g_autofree char *title = g_strdup_printf ("%s, %s", when, pl_record_text (version, "made-by"));
  AdwActionRow *row =
      pl_staff_row_new (in_force ? C_ ("home", "in force") : NULL, "open-now", title, why);

  if (!in_force)
    add_button (page, row, C_ ("home", "Put back"), pl_record_text (version, "text"));
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

/* The home can do without rules and levels of its own. */
static void
add_without (PlVersionsPage *page)
{
  AdwActionRow *row = pl_staff_row_new (
      NULL, NULL, C_ ("home", "Without a file of the home’s own"),
      is_level (page) ? C_ ("home", "What Porchlight brings takes its place. A level that it does "
                                    "not bring is gone then; not while a child is on it.")
                      : C_ ("home", "What Porchlight brings takes its place."));

  add_button (page, row, C_ ("home", "Take it away"), "");
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
show_versions (PlVersionsPage *page, GVariant *rows)
{
  gsize n = g_variant_n_children (rows);

  pl_list_box_clear (page->list);
  page->newest = 0;
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) version = pl_record_new (fields);
    if (i == 0) {
      page->newest = pl_record_number (version, "id");
      page->away = *pl_record_text (version, "text") == '\0';
    }
    add_version (page, version, i == 0);
  }
  gboolean own = n > 0 && !g_str_equal (page->file, HOME) && !page->away;
  if (own)
    add_without (page);
  gtk_widget_set_visible (page->reason_box, n > 1 || own);
  gtk_widget_set_visible (page->consulted_box, (n > 1 || own) && !g_str_equal (page->file, RULES));
  if (n == 0)
    gtk_list_box_append (page->list, GTK_WIDGET (pl_staff_row_new (
                                         NULL, NULL, C_ ("home", "It is as Porchlight brings it"),
                                         C_ ("home", "Nobody has changed it yet."))));
}

static void
on_versions (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlVersionsPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show_versions (page, rows);
  pl_agent_view_show_content (page->view);
}

static void
read_versions (PlVersionsPage *page)
{
  pl_client_call_staff (page->client, "Home", "ListVersions",
                        g_variant_new ("(sx)", page->file, (gint64)0), page->cancellable,
                        on_versions, page);
}

static void
pl_versions_page_dispose (GObject *object)
{
  PlVersionsPage *page = PL_VERSIONS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->file, g_free);
  G_OBJECT_CLASS (pl_versions_page_parent_class)->dispose (object);
}

static void
pl_versions_page_class_init (PlVersionsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_versions_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/versions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, reason_box);
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, consulted);
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, consulted_box);
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, consulted_label);
  gtk_widget_class_bind_template_child (widget_class, PlVersionsPage, list);
}

static void
pl_versions_page_init (PlVersionsPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

static void
ask_who (PlVersionsPage *page, const char *words)
{
  gtk_label_set_label (page->consulted_label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->consulted), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

PlSubpage *
pl_versions_page_new (PlClient *client, const char *file)
{
  PlVersionsPage *page = g_object_new (PL_TYPE_VERSIONS_PAGE, NULL);

  page->client = g_object_ref (client);
  page->file = g_strdup (file);
  pl_heading_set_label (page->heading,
                        g_str_equal (file, HOME)    ? C_ ("home", "Versions of the home’s file")
                        : g_str_equal (file, RULES) ? C_ ("home", "Versions of the rules")
                                                    : C_ ("home", "Versions of the level"));
  if (is_level (page))
    ask_who (page, C_ ("home", "Whom did you consult? The head of risk, by name"));
  pl_agent_view_await (page->view, client, G_CALLBACK (read_versions), page);
  read_versions (page);
  return PL_SUBPAGE (page);
}
