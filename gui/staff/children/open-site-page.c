/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/open-site-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"

struct _PlOpenSitePage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  char *account, *site;
  gint64 opened; /* what can be taken back; 0: nothing */
  PlHeading *heading;
  GtkCheckButton *today, *week, *good, *home;
  GtkLabel *problem, *saved;
  GtkEditable *reason;
  GtkWidget *save, *undo;
};

G_DEFINE_FINAL_TYPE (PlOpenSitePage, pl_open_site_page, PL_TYPE_SUBPAGE)

/* The midnight that ends the day so many days ahead, in the home's zone. */
static gint64
end_of_day (int days)
{
  g_autoptr (GDateTime) now = pl_app_time (pl_app_now ());
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days + 1);
  g_autoptr (GDateTime) end =
      g_date_time_new (pl_app_zone (), g_date_time_get_year (day), g_date_time_get_month (day),
                       g_date_time_get_day_of_month (day), 0, 0, 0);

  return g_date_time_to_unix (end);
}

static void
end (PlOpenSitePage *page, const GError *error, const char *done)
{
  gtk_widget_set_sensitive (page->save, TRUE);
  gtk_widget_set_visible (page->undo, page->opened > 0);
  if (error == NULL)
    pl_subpage_sent (GTK_WIDGET (page));
  pl_label_say (page->saved, error == NULL ? done : "");
  pl_label_say (page->problem,
                error == NULL ? ""
                : pl_client_is_denied_error (error) && page->opened == 0
                    ? C_ ("open site", "Nothing was changed: it needs your own password.")
                    : pl_refusal_words (error));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlOpenSitePage *page = data;
  if (reply != NULL)
    g_variant_get (reply, "(x)", &page->opened);
  end (page, error, C_ ("open site", "It is open from now on."));
}

static void
on_save (PlOpenSitePage *page)
{
  const char *reason = gtk_editable_get_text (page->reason), *scope = "time";
  gint64 until = 0;

  if (*reason == '\0') {
    pl_label_say (page->problem, C_ ("open site", "Say why: the child reads it."));
    gtk_widget_grab_focus (GTK_WIDGET (page->reason));
    return;
  }
  if (gtk_check_button_get_active (page->home))
    scope = "home";
  else if (gtk_check_button_get_active (page->good))
    scope = "child";
  else
    until = end_of_day (gtk_check_button_get_active (page->week) ? 7 : 0);
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_client_call_staff (
      page->client, "Decisions", "OpenSite",
      g_variant_new ("(ssssx)", gtk_check_button_get_active (page->home) ? "" : page->account,
                     page->site, reason, scope, until),
      page->cancellable, on_opened, page);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlOpenSitePage *page = data;
  if (reply != NULL)
    page->opened = 0;
  end (page, error, C_ ("open site", "It is as it was before."));
}

static void
on_undo (PlOpenSitePage *page)
{
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_client_call_staff (
      page->client, "Decisions", "CloseSite",
      /* Translators: why a change was taken back. */
      g_variant_new ("(xs)", page->opened, C_ ("open site", "Taken back: it was not meant so")),
      page->cancellable, on_closed, page);
}

static void
pl_open_site_page_dispose (GObject *object)
{
  PlOpenSitePage *page = PL_OPEN_SITE_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->account, g_free);
  g_clear_pointer (&page->site, g_free);
  G_OBJECT_CLASS (pl_open_site_page_parent_class)->dispose (object);
}

static void
pl_open_site_page_class_init (PlOpenSitePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_open_site_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/open-site-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, today);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, week);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, good);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, home);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, saved);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, save);
  gtk_widget_class_bind_template_child (widget_class, PlOpenSitePage, undo);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
pl_open_site_page_init (PlOpenSitePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_open_site_page_new (PlClient *client, PlRecord *child, const char *site)
{
  const char *name = pl_record_text (child, "name");
  PlOpenSitePage *page = g_object_new (PL_TYPE_OPEN_SITE_PAGE, "title", name, NULL);
  /* Translators: a name of a site. */
  g_autofree char *heading = g_strdup_printf (C_ ("open site", "Open %s"), site);
  /* Translators: %s is the name of a child. */
  g_autofree char *good = g_strdup_printf (C_ ("open site", "For good, for %s"), name);

  page->client = g_object_ref (client);
  page->account = g_strdup (pl_record_text (child, "account"));
  page->site = g_strdup (site);
  pl_heading_set_label (page->heading, heading);
  gtk_check_button_set_label (page->good, good);
  return PL_SUBPAGE (page);
}
