/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/pass-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/initial.h"
#include "gui/staff/concerns/concern-words.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "policy/care/gift.h"

typedef enum {
  PASS_LINK,
  PASS_GIVE,
  PASS_LEAVE_OUT,
} Pass;

struct _PlPassPage {
  PlSubpage parent;
  Pass pass;
  PlClient *client;
  PlReaderLock *lock; /* NULL for a link */
  PlRecord *concern;
  GVariant *parts;     /* NULL for a link */
  GListStore *options; /* of PlRecord: concerns, or readers */
  GCancellable *cancellable;
  PlHeading *heading;
  GtkLabel *explanation, *problem;
  GtkWidget *account_place;
  GtkEditable *account;
  GtkListBox *choices;
};

G_DEFINE_FINAL_TYPE (PlPassPage, pl_pass_page, PL_TYPE_SUBPAGE)

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlPassPage *page = data;
  gtk_widget_set_sensitive (GTK_WIDGET (page->choices), TRUE);
  if (reply == NULL)
    pl_label_say (page->problem, pl_refusal_words (error));
  else
    pl_subpage_close (GTK_WIDGET (page));
}

static void
call (PlPassPage *page, const char *method, GVariant *arguments)
{
  pl_label_say (page->problem, "");
  gtk_widget_set_sensitive (GTK_WIDGET (page->choices), FALSE);
  pl_client_call_staff (page->client, "Concerns", method, arguments, page->cancellable, on_done,
                        page);
}

/* What the reader's own keys hand to another; floating, NULL with a complaint. */
static GVariant *
keys_for (PlPassPage *page, PlRecord *reader)
{
  const char *text = pl_record_text (reader, "key");
  g_autoptr (GError) error = NULL;
  PlReaderKey to;

  if (!pl_reader_lock_is_open (page->lock) ||
      !pl_reader_key_parse (&to, "key", text, strlen (text), &error)) {
    pl_label_say (page->problem, error != NULL ? pl_refusal_words (error)
                                               : C_ ("concerns", "It is locked again."));
    return NULL;
  }
  return pl_gift_new (page->parts, pl_reader_lock_get_key (page->lock),
                      pl_reader_lock_get_secret (page->lock), &to);
}

/* reader: NULL for nobody in their place. */
static void
leave_out (PlPassPage *page, PlRecord *reader)
{
  const char *id = pl_record_text (page->concern, "id");
  GVariant *keys = reader != NULL ? keys_for (page, reader) : g_variant_new ("a(ayay)", NULL);

  if (keys != NULL)
    call (page, "LeaveOut",
          g_variant_new ("(sss@a(ayay))", id, gtk_editable_get_text (page->account),
                         reader != NULL ? pl_record_text (reader, "id") : "", keys));
}

static void
choose (PlPassPage *page, PlRecord *option)
{
  const char *id = pl_record_text (page->concern, "id");
  GVariant *keys;

  if (page->pass == PASS_LINK)
    call (page, "Link", g_variant_new ("(ss)", id, pl_record_text (option, "id")));
  else if (page->pass == PASS_LEAVE_OUT)
    leave_out (page, *pl_record_text (option, "id") != '\0' ? option : NULL);
  else if ((keys = keys_for (page, option)) != NULL)
    call (page, "Give", g_variant_new ("(ss@a(ayay))", id, pl_record_text (option, "id"), keys));
}

static void
on_choice (PlPassPage *page, GtkListBoxRow *row)
{
  g_autoptr (PlRecord) option =
      g_list_model_get_item (G_LIST_MODEL (page->options), (guint)gtk_list_box_row_get_index (row));

  if (page->pass == PASS_LEAVE_OUT && *gtk_editable_get_text (page->account) == '\0')
    pl_label_say (page->problem, C_ ("concerns", "Please type the account name first."));
  else
    choose (page, option);
}

static GtkWidget *
choice_row (gpointer item, gpointer data)
{
  PlPassPage *page = data;
  g_autofree char *title = NULL, *subtitle = NULL;

  if (page->pass == PASS_LINK) {
    title = g_strdup_printf (C_ ("concerns", "%1$s: %2$s"), pl_record_person (item, "child"),
                             pl_concern_kind_words (item));
    subtitle = pl_concern_state (item);
  } else {
    title = g_strdup (pl_record_text (item, "name"));
    subtitle = pl_capital (*pl_record_text (item, "id") != '\0'
                               ? pl_concern_role (pl_record_text (item, "role"))
                               : "");
  }
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle",
                       subtitle, "activatable", TRUE, NULL);
}

static void
add_nobody (PlPassPage *page)
{
  GVariantBuilder fields;

  g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (
      &fields, "{sv}", "name",
      g_variant_new_string (C_ ("concerns", "Leave out, nobody takes their place")));
  g_autoptr (GVariant) row = g_variant_ref_sink (g_variant_builder_end (&fields));
  g_autoptr (PlRecord) nobody = pl_record_new (row);
  g_list_store_append (page->options, nobody);
}

static void
on_readers (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlPassPage *page = data;
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) reader = pl_record_new (fields);
    if (g_str_equal (pl_record_text (reader, "state"), "active"))
      g_list_store_append (page->options, reader);
  }
}

static void
on_lock (PlPassPage *page)
{
  if (!pl_reader_lock_is_open (page->lock))
    g_list_store_remove_all (page->options);
}

static void
pl_pass_page_dispose (GObject *object)
{
  PlPassPage *page = PL_PASS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  if (page->lock != NULL)
    g_signal_handlers_disconnect_by_data (page->lock, page);
  g_clear_object (&page->lock);
  g_clear_object (&page->client);
  g_clear_object (&page->concern);
  g_clear_object (&page->options);
  g_clear_pointer (&page->parts, g_variant_unref);
  G_OBJECT_CLASS (pl_pass_page_parent_class)->dispose (object);
}

static void
pl_pass_page_class_init (PlPassPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_pass_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/pass-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPassPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlPassPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, PlPassPage, account_place);
  gtk_widget_class_bind_template_child (widget_class, PlPassPage, account);
  gtk_widget_class_bind_template_child (widget_class, PlPassPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlPassPage, choices);
}

static void
pl_pass_page_init (PlPassPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->options = g_list_store_new (PL_TYPE_RECORD);
  gtk_list_box_bind_model (page->choices, G_LIST_MODEL (page->options), choice_row, page, NULL);
  g_signal_connect_object (page->choices, "row-activated", G_CALLBACK (on_choice), page,
                           G_CONNECT_SWAPPED);
}

static PlPassPage *
new_page (Pass pass, PlClient *client, PlRecord *concern, const char *heading, const char *words)
{
  PlPassPage *page = g_object_new (PL_TYPE_PASS_PAGE, NULL);

  page->pass = pass;
  page->client = g_object_ref (client);
  page->concern = g_object_ref (concern);
  pl_heading_set_label (page->heading, heading);
  gtk_label_set_label (page->explanation, words);
  return page;
}

static void
take_lock (PlPassPage *page, PlReaderLock *lock, GVariant *parts)
{
  page->lock = g_object_ref (lock);
  page->parts = g_variant_ref (parts);
  g_signal_connect_swapped (lock, "changed", G_CALLBACK (on_lock), page);
  pl_client_call_staff (page->client, "Readers", "List", NULL, page->cancellable, on_readers, page);
}

PlSubpage *
pl_pass_page_new_link (PlClient *client, PlRecord *concern, GListModel *concerns)
{
  PlPassPage *page =
      new_page (PASS_LINK, client, concern, C_ ("concerns", "Which other concern?"),
                C_ ("concerns", "Each stays a record of its own child, and is closed by itself."));

  for (guint i = 0; i < g_list_model_get_n_items (concerns); i++) {
    g_autoptr (PlRecord) one = g_list_model_get_item (concerns, i);
    if (!g_str_equal (pl_record_text (one, "child"), pl_record_text (concern, "child")))
      g_list_store_append (page->options, one);
  }
  if (g_list_model_get_n_items (G_LIST_MODEL (page->options)) == 0)
    pl_label_say (page->problem, C_ ("concerns", "You read no concern of another child."));
  return PL_SUBPAGE (page);
}

PlSubpage *
pl_pass_page_new_give (PlClient *client, PlReaderLock *lock, PlRecord *concern, GVariant *parts)
{
  PlPassPage *page =
      new_page (PASS_GIVE, client, concern, C_ ("concerns", "Who reads it from now on?"),
                C_ ("concerns", "Somebody with a new key, in the place of a reader whose key was "
                                "taken back. They can then read all of it."));

  take_lock (page, lock, parts);
  return PL_SUBPAGE (page);
}

PlSubpage *
pl_pass_page_new_leave_out (PlClient *client,
                            PlReaderLock *lock,
                            PlRecord *concern,
                            GVariant *parts)
{
  PlPassPage *page =
      new_page (PASS_LEAVE_OUT, client, concern, C_ ("concerns", "Who shall not see it?"),
                C_ ("concerns", "From then on nothing shows them that it exists. Then choose who "
                                "reads it in their place."));

  gtk_widget_set_visible (page->account_place, TRUE);
  add_nobody (page);
  take_lock (page, lock, parts);
  return PL_SUBPAGE (page);
}
