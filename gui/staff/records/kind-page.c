/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/kind-page.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "gui/staff/records/form-page.h"
#include "gui/staff/records/paged-list.h"
#include "gui/staff/records/record-fields.h"
#include "gui/staff/records/record-page.h"
#include "gui/staff/records/record-words.h"

struct _PlKindPage {
  PlSubpage parent;
  PlClient *client;
  const PlRecordKind *kind;
  PlPagedList *list;
};

G_DEFINE_FINAL_TYPE (PlKindPage, pl_kind_page, PL_TYPE_SUBPAGE)

static GVariant *
arguments (gint64 before, gpointer data)
{
  const PlRecordKind *kind = data;

  return g_variant_new ("(ssbxu)", kind->id, "", FALSE, before, PL_PAGED_LIST_ROWS);
}

/* Whom it is about, since when, whether it is open; and what its first fields say. */
static void
words (PlRecord *record, char **title, char **subtitle, gpointer data)
{
  const PlRecordKind *kind = data;
  g_autofree char *made = pl_words_short_moment (pl_record_number (record, "made"));
  const char *subject = pl_record_person (record, "subject");
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < MIN (kind->n_fields, 3); i++) {
    g_autofree char *value = pl_record_field_words (record, &kind->fields[i]);
    if (value != NULL)
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "",
                              pl_record_say (kind->fields[i].title), value);
  }
  g_string_append_printf (text, "\n%s", made);
  if (pl_record_kind_closes (kind))
    g_string_append_printf (text, ", %s",
                            pl_record_number (record, "closed") > 0 ? C_ ("record", "closed")
                                                                    : C_ ("record", "open"));
  *title = g_strdup (*subject != '\0' ? subject : pl_record_say (kind->title));
  *subtitle = g_strdup (text->str);
}

static void
on_activated (PlKindPage *page, PlRecord *record)
{
  pl_subpage_open (GTK_WIDGET (page), pl_record_page_new (page->client, page->kind, record));
}

static void
on_add (PlKindPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_form_page_new (page->client, page->kind));
}

/* What was written meanwhile shows when the page does. */
static void
pl_kind_page_map (GtkWidget *widget)
{
  PlKindPage *page = PL_KIND_PAGE (widget);
  const PlPagedRows rows = { .interface = "Records",
                             .method = "List",
                             .key = "id",
                             .arguments = arguments,
                             .words = words,
                             .data = (gpointer)page->kind,
                             .nothing = C_ ("record", "Nothing of this kind is on record") };

  GTK_WIDGET_CLASS (pl_kind_page_parent_class)->map (widget);
  pl_paged_list_show (page->list, page->client, &rows);
}

static void
pl_kind_page_dispose (GObject *object)
{
  g_clear_object (&PL_KIND_PAGE (object)->client);
  G_OBJECT_CLASS (pl_kind_page_parent_class)->dispose (object);
}

static void
pl_kind_page_class_init (PlKindPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_kind_page_dispose;
  GTK_WIDGET_CLASS (class)->map = pl_kind_page_map;
}

static void
pl_kind_page_init (PlKindPage *page)
{
}

PlSubpage *
pl_kind_page_new (PlClient *client, const PlRecordKind *kind)
{
  PlKindPage *page = g_object_new (PL_TYPE_KIND_PAGE, "title", pl_record_say (kind->title), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *add = gtk_button_new_with_label (C_ ("record", "Write one down"));
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", 720, "child", add, "margin-top",
                                   12, "margin-start", 12, "margin-end", 12, NULL);

  page->client = g_object_ref (client);
  page->kind = kind;
  page->list = pl_paged_list_new (pl_record_say (kind->title));
  gtk_widget_add_css_class (add, "ask");
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->list, "activated", G_CALLBACK (on_activated), page,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), clamp);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->list));
  adw_bin_set_child (ADW_BIN (page), box);
  return PL_SUBPAGE (page);
}
