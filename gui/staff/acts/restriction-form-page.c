/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/restriction-form-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/acts/restriction-fields.h"
#include "gui/staff/records/record-fields.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/heading.h"
#include "policy/error.h"
#include "policy/time/calendar.h"

struct _PlRestrictionFormPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child; /* NULL: every child, an emergency stop */
  const PlRecordKind *kind;
  GCancellable *cancellable;
  PlRecordForm *form;
  PlHeading *heading;
  GtkBox *fields;
  GtkLabel *hint, *problem;
};

G_DEFINE_FINAL_TYPE (PlRestrictionFormPage, pl_restriction_form_page, PL_TYPE_SUBPAGE)

static void
complain (PlRestrictionFormPage *page, const char *message)
{
  g_autofree char *words = pl_record_form_problem (page->kind, message);

  gtk_label_set_label (page->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (page->problem), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (page), TRUE);
}

static void
on_restricted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRestrictionFormPage *page = data;
  if (reply != NULL)
    pl_subpage_close (GTK_WIDGET (page));
  else
    complain (page, pl_refusal_words (error));
}

/* Minutes are typed as a text, and travel as a number. Floating; NULL and an error. */
static GVariant *
with_minutes (GVariant *typed, GError **error)
{
  g_autoptr (GVariant) taken = g_variant_ref_sink (typed);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (taken);
  const char *restricted = "", *minutes = "";
  guint64 number = 0;

  g_variant_dict_lookup (&dict, "kind", "&s", &restricted);
  gboolean given = g_variant_dict_lookup (&dict, "minutes", "&s", &minutes);
  if ((given || g_str_equal (restricted, "day-minutes")) &&
      !g_ascii_string_to_unsigned (minutes, 10, 0, PL_MINUTES_A_DAY, &number, NULL)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         C_ ("restriction", "How many minutes a day? A number from 0 to 1440."));
    return NULL;
  }
  if (given)
    g_variant_dict_insert (&dict, "minutes", "u", (guint)number);
  return g_variant_dict_end (&dict);
}

static void
on_send (PlRestrictionFormPage *page)
{
  g_autoptr (GError) error = NULL;
  GVariant *typed = pl_record_form_read (page->form, &error);
  GVariant *restriction = typed != NULL ? with_minutes (typed, &error) : NULL;

  if (restriction == NULL) {
    complain (page, pl_refusal_words (error));
    return;
  }
  gtk_widget_set_visible (GTK_WIDGET (page->problem), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (page), FALSE);
  GVariant *arguments =
      page->child != NULL
          ? g_variant_new ("(s@a{sv})", pl_record_text (page->child, "account"), restriction)
          : g_variant_new ("(@a{sv})", restriction);
  pl_client_call_staff (page->client, "Decisions",
                        page->child != NULL ? "Restrict" : "EmergencyStop", arguments,
                        page->cancellable, on_restricted, page);
}

static void
pl_restriction_form_page_dispose (GObject *object)
{
  PlRestrictionFormPage *page = PL_RESTRICTION_FORM_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  g_clear_pointer (&page->form, pl_record_form_free);
  G_OBJECT_CLASS (pl_restriction_form_page_parent_class)->dispose (object);
}

static void
pl_restriction_form_page_class_init (PlRestrictionFormPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_restriction_form_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/porchlight/Porchlight/restriction-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionFormPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionFormPage, fields);
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionFormPage, hint);
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionFormPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
pl_restriction_form_page_init (PlRestrictionFormPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

static PlRestrictionFormPage *
form_new (PlClient *client, const PlRecordKind *of, const char *heading)
{
  PlRestrictionFormPage *page = g_object_new (PL_TYPE_RESTRICTION_FORM_PAGE, NULL);

  page->client = g_object_ref (client);
  page->kind = of;
  page->form = pl_record_form_new (page->fields, of, PL_RECORD_FORM_NEW, NULL);
  pl_heading_set_label (page->heading, heading);
  return page;
}

PlSubpage *
pl_restriction_form_page_new (PlClient *client, PlRecord *child)
{
  /* Translators: a child's name. */
  g_autofree char *heading =
      g_strdup_printf (C_ ("restriction", "A restriction of %s"), pl_record_text (child, "name"));
  PlRestrictionFormPage *page = form_new (client, &pl_restriction_kind, heading);

  page->child = g_object_ref (child);
  return PL_SUBPAGE (page);
}

PlSubpage *
pl_restriction_form_page_new_stop (PlClient *client)
{
  PlRestrictionFormPage *page = form_new (client, &pl_emergency_stop_kind,
                                          C_ ("restriction", "Stop the internet for every child"));

  gtk_label_set_label (page->hint,
                       C_ ("restriction",
                           "In an emergency only, and for 24 hours at most. The internet closes at "
                           "once for every child; Help, Rules and Tell staff stay open. It is "
                           "recorded as a restriction of each child, with its duties, and each "
                           "child reads it."));
  return PL_SUBPAGE (page);
}
