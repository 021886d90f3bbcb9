/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/audit-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/initial.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/list-box.h"

struct _PlAuditPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlAgentView *view;
  PlHeading *heading;
  GtkLabel *words, *head;
  GtkListBox *findings;
  GtkEditable *before;
};

G_DEFINE_FINAL_TYPE (PlAuditPage, pl_audit_page, PL_TYPE_SUBPAGE)

static void
on_head (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  const char *hash;

  if (reply == NULL)
    return;
  g_variant_get (reply, "(t&s)", NULL, &hash);
  gtk_label_set_label (PL_AUDIT_PAGE (data)->head, hash);
}

static void
show_findings (PlAuditPage *page, GVariant *findings)
{
  for (gsize i = 0; i < g_variant_n_children (findings); i++) {
    const char *finding;
    g_variant_get_child (findings, i, "&s", &finding);
    g_autofree char *said = pl_screen_said (finding);
    g_autofree char *title = pl_capital (said);
    gtk_list_box_append (page->findings, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE,
                                                       "title", title, "title-lines", 0, NULL));
  }
  gtk_widget_set_visible (GTK_WIDGET (page->findings), g_variant_n_children (findings) > 0);
}

/* How many entries there are, and of how many the words were erased when their time was over (R7). Transfer full. */
static char *
count_words (guint64 entries, guint64 erased)
{
  g_autofree char *all =
      g_strdup_printf (g_dngettext (NULL, "%lu entry was looked at.", "%lu entries were looked at.",
                                    (gulong)entries),
                       (gulong)entries);

  if (erased == 0)
    return g_steal_pointer (&all);
  g_autofree char *gone = g_strdup_printf (
      g_dngettext (NULL, "The words of %lu were erased when its time was over, as the rules say.",
                   "The words of %lu were erased when their time was over, as the rules say.",
                   (gulong)erased),
      (gulong)erased);
  return g_strdup_printf ("%s %s", all, gone);
}

static void
show (PlAuditPage *page, GVariant *reply)
{
  g_autoptr (GVariant) findings = NULL;
  guint64 entries, erased;

  g_variant_get (reply, "(@astt)", &findings, &entries, &erased);
  gboolean whole = g_variant_n_children (findings) == 0;
  g_autofree char *count = count_words (entries, erased);
  g_autofree char *advice = g_strdup_printf (
      "%s %s", count,
      C_ ("audit", "Tell the manager and the responsible individual now, change nothing on this "
                   "computer, and keep a copy "
                   "of its disk: this is a matter for the police and the inspector."));
  pl_heading_set_label (page->heading, whole ? C_ ("audit", "The record is whole")
                                             : C_ ("audit", "The record was touched"));
  gtk_label_set_label (page->words, whole ? count : advice);
  show_findings (page, findings);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlAuditPage *page = data;
  if (pl_client_is_away_error (error)) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  pl_agent_view_show_content (page->view);
  if (reply != NULL) {
    show (page, reply);
    return;
  }
  pl_heading_set_label (page->heading, C_ ("audit", "It could not be looked at"));
  gtk_label_set_label (page->words, pl_refusal_words (error));
}

static void
look (PlAuditPage *page)
{
  g_autofree char *before = g_strstrip (g_strdup (gtk_editable_get_text (page->before)));

  pl_list_box_clear (page->findings);
  pl_heading_set_label (page->heading, C_ ("audit", "Looking …"));
  pl_client_call_staff (page->client, "Audit", "Verify", g_variant_new ("(s)", before),
                        page->cancellable, on_verified, page);
}

static void
read_record (PlAuditPage *page)
{
  pl_client_call_staff (page->client, "Audit", "GetHead", NULL, page->cancellable, on_head, page);
  look (page);
}

static void
pl_audit_page_dispose (GObject *object)
{
  PlAuditPage *page = PL_AUDIT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_audit_page_parent_class)->dispose (object);
}

static void
pl_audit_page_class_init (PlAuditPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_audit_page_dispose;
  PL_SUBPAGE_CLASS (class)->asks_only = TRUE;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/audit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAuditPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlAuditPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlAuditPage, words);
  gtk_widget_class_bind_template_child (widget_class, PlAuditPage, findings);
  gtk_widget_class_bind_template_child (widget_class, PlAuditPage, head);
  gtk_widget_class_bind_template_child (widget_class, PlAuditPage, before);
  gtk_widget_class_bind_template_callback (widget_class, look);
}

static void
pl_audit_page_init (PlAuditPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_audit_page_new (PlClient *client)
{
  PlAuditPage *page = g_object_new (PL_TYPE_AUDIT_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_record), page);
  read_record (page);
  return PL_SUBPAGE (page);
}
