/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/acts-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/staff/records/act-detail.h"
#include "gui/staff/records/act-words.h"
#include "gui/staff/records/paged-list.h"
#include "gui/staff/today/today-words.h"
#include "gui/widgets/drop-down.h"

struct _PlActsPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkDropDown *child, *kind; /* kind: "every act" first, then as pl_act_kinds has them */
  GtkDropDown *period;
  GtkEditable *found, *by; /* words, and a person */
  gint64 now;              /* the agent's; 0: not known yet */
  GPtrArray *accounts;     /* as the drop-down has them; "" first */
  PlPagedList *list;
};

G_DEFINE_FINAL_TYPE (PlActsPage, pl_acts_page, PL_TYPE_SUBPAGE)

/* How far back; 0: to the beginning. */
static const struct {
  const char *words;
  guint days;
} periods[] = {
  { NC_ ("log", "Any time"), 0 }, { NC_ ("log", "24 hours"), 1 }, { NC_ ("log", "7 days"), 7 },
  { NC_ ("log", "28 days"), 28 }, { NC_ ("log", "90 days"), 90 },
};

static const char *
child_of (PlActsPage *page)
{
  guint selected = gtk_drop_down_get_selected (page->child);

  return selected < page->accounts->len ? page->accounts->pdata[selected] : "";
}

static const char *
kind_of (PlActsPage *page)
{
  guint selected = gtk_drop_down_get_selected (page->kind);

  return selected > 0 && selected <= pl_act_n_kinds ? pl_act_kinds[selected - 1].code : "";
}

/* From when on; 0: always. */
static gint64
from_of (PlActsPage *page)
{
  guint selected = gtk_drop_down_get_selected (page->period);
  guint days = selected < G_N_ELEMENTS (periods) ? periods[selected].days : 0;

  return days > 0 && page->now > 0 ? page->now - (gint64)days * 24 * 3600 : 0;
}

static void
add_text (GVariantBuilder *filter, const char *key, const char *value)
{
  g_variant_builder_add (filter, "{sv}", key, g_variant_new_string (value));
}

static GVariant *
arguments (gint64 before, gpointer data)
{
  PlActsPage *page = data;
  GVariantBuilder filter;

  g_variant_builder_init (&filter, G_VARIANT_TYPE_VARDICT);
  add_text (&filter, "child", child_of (page));
  add_text (&filter, "kind", kind_of (page));
  add_text (&filter, "by", gtk_editable_get_text (page->by));
  add_text (&filter, "words", gtk_editable_get_text (page->found));
  g_variant_builder_add (&filter, "{sv}", "from", g_variant_new_int64 (from_of (page)));
  return g_variant_new ("(a{sv}tu)", &filter, (guint64)before, PL_PAGED_LIST_ROWS);
}

static void
words (PlRecord *entry, char **title, char **subtitle, gpointer data)
{
  g_autofree char *when = pl_words_short_moment (pl_record_number (entry, "time"));
  const char *kind = pl_act_words (pl_record_text (entry, "kind"));
  g_autofree char *detail = pl_act_detail (entry);
  const char *child = pl_record_person (entry, "child");
  const char *actor = pl_record_person (entry, "actor");

  *title = *child != '\0'
               /* Translators: what was done, and about which child. */
               ? g_strdup_printf (C_ ("log", "%1$s, %2$s"), kind, child)
               : g_strdup (kind);
  /* Translators: when, by whom, and the particulars. */
  *subtitle = *detail != '\0'
                  ? g_strdup_printf (C_ ("log", "%1$s, by %2$s\n%3$s"), when, actor, detail)
                  : g_strdup_printf (C_ ("log", "%1$s, by %2$s"), when, actor);
}

static void
show (PlActsPage *page)
{
  const PlPagedRows rows = { .interface = "Audit",
                             .method = "Find",
                             .key = "serial",
                             .arguments = arguments,
                             .words = words,
                             .data = page,
                             .nothing = C_ ("log", "Nothing like that is on record") };

  pl_paged_list_show (page->list, page->client, &rows);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlActsPage *page = data;
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) today = pl_record_new (fields);
  page->now = pl_record_number (today, "now");
  pl_staff_children_add (today, GTK_STRING_LIST (gtk_drop_down_get_model (page->child)),
                         page->accounts);
}

static void
pl_acts_page_dispose (GObject *object)
{
  PlActsPage *page = PL_ACTS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->accounts, g_ptr_array_unref);
  G_OBJECT_CLASS (pl_acts_page_parent_class)->dispose (object);
}

static void
pl_acts_page_class_init (PlActsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_acts_page_dispose;
  PL_SUBPAGE_CLASS (class)->asks_only = TRUE;
  g_type_ensure (PL_TYPE_PAGED_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/acts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlActsPage, child);
  gtk_widget_class_bind_template_child (widget_class, PlActsPage, kind);
  gtk_widget_class_bind_template_child (widget_class, PlActsPage, period);
  gtk_widget_class_bind_template_child (widget_class, PlActsPage, found);
  gtk_widget_class_bind_template_child (widget_class, PlActsPage, by);
  gtk_widget_class_bind_template_child (widget_class, PlActsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, show);
}

static void
pl_acts_page_init (PlActsPage *page)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) since = gtk_string_list_new (NULL);

  page->cancellable = g_cancellable_new ();
  page->accounts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (page->accounts, g_strdup (""));
  gtk_widget_init_template (GTK_WIDGET (page));
  gtk_string_list_append (names, C_ ("log", "Every child"));
  gtk_string_list_append (kinds, C_ ("log", "Every act"));
  for (gsize i = 0; i < pl_act_n_kinds; i++)
    gtk_string_list_append (kinds, g_dpgettext2 (NULL, "act", pl_act_kinds[i].words));
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    gtk_string_list_append (since, g_dpgettext2 (NULL, "log", periods[i].words));
  gtk_drop_down_set_model (page->period, G_LIST_MODEL (since));
  pl_drop_down_name (page->period, C_ ("log", "How far back"));
  g_autoptr (GtkExpression) text =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  gtk_drop_down_set_expression (page->kind, text);
  gtk_drop_down_set_model (page->child, G_LIST_MODEL (names));
  gtk_drop_down_set_model (page->kind, G_LIST_MODEL (kinds));
  pl_drop_down_name (page->child, C_ ("log", "Of which child"));
  pl_drop_down_name (page->kind, C_ ("log", "Which kind of act"));
}

PlSubpage *
pl_acts_page_new (PlClient *client)
{
  PlActsPage *page = g_object_new (PL_TYPE_ACTS_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_client_call_staff (client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
  show (page);
  g_signal_connect_object (page->child, "notify::selected", G_CALLBACK (show), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->kind, "notify::selected", G_CALLBACK (show), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->period, "notify::selected", G_CALLBACK (show), page,
                           G_CONNECT_SWAPPED);
  return PL_SUBPAGE (page);
}
