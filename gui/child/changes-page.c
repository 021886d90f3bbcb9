/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/changes-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/child/day-words.h"
#include "gui/child/request-words.h"
#include "gui/child/restriction-words.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/change-list.h"
#include "gui/widgets/heading.h"

#define CHANGES 20

struct _PlChangesPage {
  PlSubpage parent;
  GCancellable *cancellable;
  PlAgentView *view;
  GtkBox *changes;
  GtkWidget *none;
  GVariant *restrictions; /* nullable: rows of ListRestrictions that are not shown yet */
  gsize shown;            /* of these */
};

G_DEFINE_FINAL_TYPE (PlChangesPage, pl_changes_page, PL_TYPE_SUBPAGE)

static void
pl_changes_page_dispose (GObject *object)
{
  PlChangesPage *page = PL_CHANGES_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_pointer (&page->restrictions, g_variant_unref);
  G_OBJECT_CLASS (pl_changes_page_parent_class)->dispose (object);
}

static void
pl_changes_page_class_init (PlChangesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_changes_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlChangesPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlChangesPage, changes);
  gtk_widget_class_bind_template_child (widget_class, PlChangesPage, none);
}

static void
pl_changes_page_init (PlChangesPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

static void
add_label (PlChangesPage *page, const char *words, const char *class, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "xalign", 0.0,
                                   "accessible-role", role, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_box_append (page->changes, label);
}

/* Who and why; what a hand changed in the file has neither. */
static char *
ground_words (PlRecord *change)
{
  const char *why = pl_record_text (change, "why");
  g_autofree char *by = pl_request_by (change);

  if (*why == '\0')
    return g_strdup (C_ ("changes", "Staff can tell you why."));
  if (g_str_equal (pl_record_text (change, "ground"), "reviewed"))
    /* Translators: who wrote it down, and why it was decided. */
    return g_strdup_printf (C_ ("changes", "Decided at your review. %1$s: %2$s"), by, why);
  /* Translators: who did it, and why. */
  return g_strdup_printf (C_ ("changes", "%1$s: %2$s"), by, why);
}

static void
add_change (PlChangesPage *page, GVariant *fields, const PlToday *today)
{
  g_autoptr (PlRecord) change = pl_record_new (fields);
  g_autoptr (GVariant) what = pl_record_value (change, "what", G_VARIANT_TYPE ("aa{sv}"));
  g_autofree char *when = pl_words_moment (today, pl_record_number (change, "made"));
  g_autofree char *ground = ground_words (change);
  PlChangeList *list = pl_change_list_new ();

  if (what != NULL)
    pl_change_list_show (list, what);
  add_label (page, when, "third", GTK_ACCESSIBLE_ROLE_HEADING);
  add_label (page, ground, "quieter", GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_box_append (page->changes, GTK_WIDGET (list));
}

/* What was taken away for a time, until when, and why (R1). */
static void
add_restriction (PlChangesPage *page, PlRecord *restriction, const PlToday *today)
{
  g_autofree char *when = pl_words_moment (today, pl_record_number (restriction, "made"));
  g_autofree char *title = pl_restriction_title (restriction, today);
  g_autofree char *until = pl_restriction_until (restriction, today);
  g_autofree char *why = pl_restriction_why (restriction);

  add_label (page, when, "third", GTK_ACCESSIBLE_ROLE_HEADING);
  add_label (page, title, "second", GTK_ACCESSIBLE_ROLE_LABEL);
  add_label (page, until, "quieter", GTK_ACCESSIBLE_ROLE_LABEL);
  add_label (page, why, "quieter", GTK_ACCESSIBLE_ROLE_LABEL);
  if (pl_restriction_holds (restriction, today))
    add_label (page,
               C_ ("restriction", "Help, Rules and Tell staff still work. If this does not feel "
                                  "fair, say so: to staff, at your review, or to somebody on the "
                                  "Help page."),
               "quieter", GTK_ACCESSIBLE_ROLE_LABEL);
}

/* Those that were placed after a moment, newest first. */
static void
add_restrictions (PlChangesPage *page, gint64 after, const PlToday *today)
{
  for (; page->shown < g_variant_n_children (page->restrictions); page->shown++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (page->restrictions, page->shown);
    g_autoptr (PlRecord) restriction = pl_record_new (fields);
    if (pl_record_number (restriction, "made") <= after)
      return;
    add_restriction (page, restriction, today);
  }
}

static gint64
made_of (GVariant *fields)
{
  gint64 made = 0;

  g_variant_lookup (fields, "made", "x", &made);
  return made;
}

static void
on_changes (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlChangesPage *page = data;
  const PlToday *today = pl_client_get_today (PL_CLIENT (source));
  if (reply == NULL || today == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gsize n = g_variant_n_children (rows);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    add_restrictions (page, made_of (fields), today);
    add_change (page, fields, today);
  }
  add_restrictions (page, G_MININT64, today);
  gtk_widget_set_visible (page->none, n == 0 && page->shown == 0);
  pl_agent_view_show_content (page->view);
}

static void
on_restrictions (GObject *source, GAsyncResult *result, gpointer data)
{
  PlClient *client = PL_CLIENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (client, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlChangesPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_clear_pointer (&page->restrictions, g_variant_unref);
  page->restrictions = g_variant_get_child_value (reply, 0);
  pl_client_call (client, "ListChanges", g_variant_new ("(xu)", (gint64)0, CHANGES),
                  page->cancellable, on_changes, page);
}

static void
read_restrictions (PlChangesPage *page, PlClient *client)
{
  pl_client_call (client, "ListRestrictions", g_variant_new ("(xu)", (gint64)0, CHANGES),
                  page->cancellable, on_restrictions, page);
}

PlSubpage *
pl_changes_page_new (PlClient *client)
{
  PlChangesPage *page = g_object_new (PL_TYPE_CHANGES_PAGE, NULL);

  pl_agent_view_await (page->view, client, G_CALLBACK (read_restrictions), page);
  read_restrictions (page, client);
  return PL_SUBPAGE (page);
}
