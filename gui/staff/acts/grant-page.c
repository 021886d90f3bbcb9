/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/grant-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/ready-words.h"
#include "gui/app/settings.h"
#include "gui/app/time-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/list-box.h"

#define GRANTS_MAX 20

struct _PlGrantPage {
  PlSubpage parent;
  PlClient *client;
  PlAgentView *view;
  PlRecord *child;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkEditable *reason, *until;
  GtkBox *minutes;
  GtkWidget *give;
  GtkBox *until_time;
  gint64 now; /* the agent's, when the page was opened; 0 before it has said */
  GtkCheckButton *beyond;
  GtkLabel *said;
  GtkWidget *given;
  GtkListBox *grants;
};

G_DEFINE_FINAL_TYPE (PlGrantPage, pl_grant_page, PL_TYPE_SUBPAGE)

static const guint offers[] = { 15, 30, 60 };

static void
say (PlGrantPage *page, const char *words, gboolean problem)
{
  gtk_label_set_label (page->said, words);
  (problem ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (GTK_WIDGET (page->said),
                                                                      "complaint");
  gtk_widget_set_visible (GTK_WIDGET (page->said), TRUE);
}

/* What holds. */

static void
add_grant (PlGrantPage *page, PlRecord *grant)
{
  gint64 minutes = pl_record_number (grant, "minutes");
  const char *by = pl_record_person (grant, "made-by"), *reason = pl_record_text (grant, "reason");
  g_autofree char *until = pl_words_short_moment (pl_record_number (grant, "until"));
  g_autofree char *more = pl_words_duration (minutes * 60);
  /* Translators: "30 minutes", and when they end. */
  g_autofree char *title =
      minutes > 0 ? g_strdup_printf (C_ ("grant", "%1$s, until %2$s"), more, until)
                  : g_strdup_printf (C_ ("grant", "All that is open, until %s"), until);
  /* Translators: who gave it, and why. */
  g_autofree char *subtitle =
      g_strdup_printf (C_ ("grant", "by %1$s: %2$s"), by, pl_ready_words (reason));

  gtk_list_box_append (page->grants, GTK_WIDGET (pl_staff_row_new (NULL, NULL, title, subtitle)));
}

static void
on_grants (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlGrantPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  pl_agent_view_show_content (page->view);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gboolean some = g_variant_n_children (rows) > 0;
  pl_list_box_clear (page->grants);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) grant = pl_record_new (fields);
    add_grant (page, grant);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->grants), some);
  gtk_widget_set_visible (page->given, some);
}

static void
read_grants (PlGrantPage *page)
{
  pl_client_call_staff (page->client, "Decisions", "ListGrants",
                        g_variant_new ("(sbxu)", pl_record_text (page->child, "account"), TRUE,
                                       (gint64)0, GRANTS_MAX),
                        page->cancellable, on_grants, page);
}

/* Giving. */

static void
on_granted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlGrantPage *page = data;
  gtk_widget_set_sensitive (GTK_WIDGET (page->minutes), TRUE);
  gtk_widget_set_sensitive (page->give, TRUE);
  if (reply == NULL) {
    say (page, pl_refusal_words (error), TRUE);
    return;
  }
  gtk_editable_set_text (page->reason, "");
  gtk_editable_set_text (page->until, "");
  pl_subpage_sent (GTK_WIDGET (page));
  say (page, C_ ("grant", "Given. It holds from now on, and the child is told."), FALSE);
  read_grants (page);
}

/* minutes, or 0 and an end. */
static void
grant (PlGrantPage *page, guint minutes, gint64 until)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (page->reason)));

  gtk_widget_set_sensitive (GTK_WIDGET (page->minutes), FALSE);
  gtk_widget_set_sensitive (page->give, FALSE);
  pl_client_call_staff (page->client, "Decisions", "Grant",
                        g_variant_new ("(suxsbx)", pl_record_text (page->child, "account"), minutes,
                                       until, *reason != '\0' ? reason : pl_ready_more_time,
                                       gtk_check_button_get_active (page->beyond), (gint64)0),
                        page->cancellable, on_granted, page);
}

static void
on_minutes (GtkButton *button, gpointer data)
{
  grant (data, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "minutes")), 0);
}

/* When the clock shows "20:30" next; 0: it is no time. */
static gint64
next_time (const char *text, gint64 after)
{
  g_autoptr (GDateTime) now = pl_app_time (after);
  g_autofree char *clock = g_strstrip (g_strdup (text));
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%dT");
  g_autofree char *iso =
      g_strconcat (day, strlen (clock) == strlen ("9:30") ? "0" : "", clock, ":00", NULL);
  g_autoptr (GDateTime) today = g_date_time_new_from_iso8601 (iso, pl_app_zone ());

  if (today == NULL)
    return 0;
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (today, 1);
  gint64 first = g_date_time_to_unix (today);
  return first > after ? first : g_date_time_to_unix (tomorrow);
}

static void
on_give (PlGrantPage *page)
{
  gint64 until = page->now > 0 ? next_time (gtk_editable_get_text (page->until), page->now) : 0;

  if (until > 0) {
    grant (page, 0, until);
    return;
  }
  say (page, C_ ("grant", "Write a time like 20:30."), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (page->until));
}

/* What time it is, and who may go past the maximum: a manager. */
static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  g_autoptr (GVariant) fields = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  const char *role = "";

  if (fields == NULL)
    return;
  PlGrantPage *page = data;
  g_variant_lookup (fields, "now", "x", &page->now);
  if (g_variant_lookup (fields, "role", "&s", &role))
    gtk_widget_set_visible (GTK_WIDGET (page->beyond), g_str_equal (role, "manager"));
}

static void
read_page (PlGrantPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
  read_grants (page);
}

static void
pl_grant_page_dispose (GObject *object)
{
  PlGrantPage *page = PL_GRANT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  G_OBJECT_CLASS (pl_grant_page_parent_class)->dispose (object);
}

static void
pl_grant_page_class_init (PlGrantPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_grant_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/grant-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, minutes);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, until);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, give);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, until_time);
  gtk_widget_class_bind_template_callback (widget_class, on_give);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, beyond);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, said);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, given);
  gtk_widget_class_bind_template_child (widget_class, PlGrantPage, grants);
}

static void
pl_grant_page_init (PlGrantPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  pl_settings_stack (pl_settings_get (), page->minutes);
  pl_settings_stack (pl_settings_get (), page->until_time);
  page->cancellable = g_cancellable_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++) {
    g_autofree char *label = pl_words_duration ((gint64)offers[i] * 60);
    GtkWidget *button = gtk_button_new_with_label (label);
    gtk_widget_add_css_class (button, "large");
    g_object_set_data (G_OBJECT (button), "minutes", GUINT_TO_POINTER (offers[i]));
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_minutes), page, 0);
    gtk_box_append (page->minutes, button);
  }
}

PlSubpage *
pl_grant_page_new (PlClient *client, PlRecord *child)
{
  PlGrantPage *page = g_object_new (PL_TYPE_GRANT_PAGE, NULL);
  /* Translators: a child's name. */
  g_autofree char *heading =
      g_strdup_printf (C_ ("grant", "More time for %s"), pl_record_text (child, "name"));

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  pl_heading_set_label (page->heading, heading);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_page), page);
  read_page (page);
  return PL_SUBPAGE (page);
}
