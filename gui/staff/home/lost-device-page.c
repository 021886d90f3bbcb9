/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/lost-device-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/record.h"
#include "gui/app/time-words.h"
#include "gui/staff/act-page.h"
#include "gui/staff/records/form-page.h"
#include "gui/staff/records/record-page.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/list-words.h"
#include "policy/care/record-kind.h"
#include "policy/care/text-max.h"

#define KIND     "lost-device"
#define OPEN_MAX 10

struct _PlLostDevicePage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkBox *sheet, *lost; /* lost: the open records, one below the other */
  GString *children, *readers;
};

G_DEFINE_FINAL_TYPE (PlLostDevicePage, pl_lost_device_page, PL_TYPE_SUBPAGE)

/* How a step is done here, where Porchlight does something about it. */
static const struct {
  const char *step, *words;
  const char *place; /* of the window; nullable */
} ways[] = {
  { "keys-revoked",
    NC_ ("lost device",
         "Take back the keys of who read on it: under Concerns, Readers and keys. Nothing "
         "more is sealed to them, and what they could read another reader gives to their "
         "new key."),
    "concerns" },
  { "accounts-changed",
    NC_ ("lost device",
         "Each child’s page has a new password under Account. Staff change their own."),
    "children" },
};

/* The steps. */

static GVariant *
step_and_note (PlRecord *subject, const char *note)
{
  return g_variant_new ("(xss)", pl_record_number (subject, "id"), pl_record_text (subject, "step"),
                        note);
}

static const PlActKind step_is_done = {
  .context = "lost device",
  .heading = NC_ ("lost device", "A step is done"),
  .facts = { NC_ ("lost device",
                  "It stands on record with your name and the time\nWho reads the record "
                  "later, an inspector too, sees what was done and when.") },
  .why = NC_ ("lost device", "What was done, with whom, and how"),
  .words_max = PL_NOTE_TEXT_MAX,
  .button = NC_ ("lost device", "It is done"),
  .interface = "Records",
  .method = "DoStep",
  .arguments = step_and_note,
};

static void
on_step (GtkButton *button, PlLostDevicePage *page)
{
  const PlRecordStep *step = g_object_get_data (G_OBJECT (button), "step");
  PlRecord *record = g_object_get_data (G_OBJECT (button), "record");
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "id", "x", pl_record_number (record, "id"));
  g_variant_dict_insert (&fields, "step", "s", step->code);
  g_variant_dict_insert (&fields, "name", "s", step->title);
  g_autoptr (PlRecord) subject = pl_record_new (g_variant_dict_end (&fields));
  pl_subpage_open (GTK_WIDGET (page), pl_act_page_new (page->client, &step_is_done, subject));
}

static void
on_way (AdwActionRow *row, PlLostDevicePage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "staff.go", "s",
                              (const char *)g_object_get_data (G_OBJECT (row), "place"));
}

static void
add_way (PlLostDevicePage *page, GtkListBox *list, const char *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    if (!g_str_equal (ways[i].step, step))
      continue;
    AdwActionRow *row = pl_staff_row_new (NULL, NULL, C_ ("lost device", "How"),
                                          g_dpgettext2 (NULL, "lost device", ways[i].words));
    g_object_set_data (G_OBJECT (row), "place", (gpointer)ways[i].place);
    pl_staff_row_lead (row, G_CALLBACK (on_way), page);
    gtk_list_box_append (list, GTK_WIDGET (row));
  }
}

static void
add_step (PlLostDevicePage *page,
          GtkListBox *list,
          PlRecord *record,
          const PlRecordStep *step,
          gint64 due,
          gint64 done)
{
  g_autofree char *when = pl_words_short_moment (done >= 0 ? done : due);
  /* Translators: a time by which something is to be done. */
  g_autofree char *by = g_strdup_printf (C_ ("lost device", "by %s"), when);
  gboolean late = done < 0 && due < pl_app_now ();
  AdwActionRow *row = pl_staff_row_new (done >= 0 ? C_ ("lost device", "done")
                                        : late    ? C_ ("lost device", "overdue")
                                                  : C_ ("lost device", "to do"),
                                        done >= 0 ? "open-now"
                                        : late    ? "bad-now"
                                                  : "soon-now",
                                        step->title, done >= 0 ? when : by);

  gtk_list_box_append (list, GTK_WIDGET (row));
  if (done >= 0)
    return;
  GtkWidget *button = pl_staff_row_add_button (row, C_ ("lost device", "Done"));
  g_object_set_data_full (G_OBJECT (button), "record", g_object_ref (record), g_object_unref);
  g_object_set_data (G_OBJECT (button), "step", (gpointer)step);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_step), page, 0);
  add_way (page, list, step->code);
}

static void
add_steps (PlLostDevicePage *page, GtkListBox *list, PlRecord *record)
{
  const PlRecordKind *kind = pl_record_kind (KIND);
  g_autoptr (GVariant) steps = pl_record_value (record, "steps", G_VARIANT_TYPE ("a(sxx)"));
  GVariantIter iter;
  const char *code;
  gint64 due, done;

  if (steps == NULL)
    return;
  g_variant_iter_init (&iter, steps);
  while (g_variant_iter_next (&iter, "(&sxx)", &code, &due, &done)) {
    int i = pl_record_step (kind, code);
    if (i >= 0)
      add_step (page, list, record, &kind->steps[i], due, done);
  }
}

static void
on_record (AdwActionRow *row, PlLostDevicePage *page)
{
  pl_subpage_open (GTK_WIDGET (page),
                   pl_record_page_new (page->client, pl_record_kind (KIND),
                                       g_object_get_data (G_OBJECT (row), "record")));
}

static void
add_lost (PlLostDevicePage *page, PlRecord *record)
{
  const char *device = pl_record_text (record, "device");
  pl_sheet_add_title (page->lost, device);
  GtkListBox *list = pl_sheet_add_list (page->lost, device);
  AdwActionRow *row = pl_staff_row_new (
      NULL, NULL, C_ ("lost device", "What is written down"),
      C_ ("lost device", "With notes, what was put right, and to close it when it is over"));

  add_steps (page, list, record);
  g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (record), g_object_unref);
  pl_staff_row_lead (row, G_CALLBACK (on_record), page);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
on_records (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  GtkWidget *child;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLostDevicePage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (page->lost))) != NULL)
    gtk_box_remove (page->lost, child);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) record = pl_record_new (fields);
    add_lost (page, record);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->lost), g_variant_n_children (rows) > 0);
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
}

/* What it held. */

/* The names of rows ("aa{sv}") of which key has that value; key NULL: of all. */
static void
take_names (GString *names, GVariant *rows, const char *key, const char *value)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  for (gsize i = 0; rows != NULL && i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) row = pl_record_new (fields);
    if (key == NULL || g_str_equal (pl_record_text (row, key), value))
      g_strv_builder_add (builder, pl_record_text (row, "name"));
  }
  g_autofree char *list = pl_list_words_end (builder);
  g_string_assign (names, list);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) today = pl_record_new (fields);
  g_autoptr (GVariant) children = pl_record_value (today, "children", G_VARIANT_TYPE ("aa{sv}"));
  take_names (PL_LOST_DEVICE_PAGE (data)->children, children, NULL, NULL);
}

static void
on_readers (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  take_names (PL_LOST_DEVICE_PAGE (data)->readers, rows, "state", "active");
}

/* Of each computer of the home. Transfer full. */
static char *
held_words (PlLostDevicePage *page)
{
  const char *nobody = C_ ("lost device", "nobody");

  return g_strdup_printf (
      /* Translators: names of children, and of people who read concerns. */
      C_ ("lost device",
          "Children: %1$s. Of each: name, date of birth, what was agreed, time used, blocked "
          "sites, requests, reviews and restrictions.\nKeys that open concerns, each "
          "closed by a passphrase: %2$s.\nConcerns: sealed, but not when and whose."),
      page->children->len > 0 ? page->children->str : nobody,
      page->readers->len > 0 ? page->readers->str : nobody);
}

static void
on_write (PlLostDevicePage *page)
{
  g_autofree char *held = held_words (page);
  PlSubpage *form = pl_form_page_new (page->client, pl_record_kind (KIND));

  pl_form_page_propose (PL_FORM_PAGE (form), "held", held);
  pl_subpage_open (GTK_WIDGET (page), form);
}

static void
read_all (PlLostDevicePage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
  pl_client_call_staff (page->client, "Readers", "List", NULL, page->cancellable, on_readers, page);
  pl_client_call_staff (page->client, "Records", "List",
                        g_variant_new ("(ssbxu)", KIND, "", TRUE, (gint64)0, OPEN_MAX),
                        page->cancellable, on_records, page);
}

static void
pl_lost_device_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_lost_device_page_parent_class)->map (widget);
  read_all (PL_LOST_DEVICE_PAGE (widget));
}

static void
fill (PlLostDevicePage *page)
{
  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("lost device", "Lost device"),
                              C_ ("lost device", "A lost or stolen computer"));
  page->lost = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_box_append (page->sheet, GTK_WIDGET (page->lost));
  gtk_widget_set_visible (GTK_WIDGET (page->lost), FALSE);
  pl_sheet_add_title (page->sheet, C_ ("lost device", "If one is missing"));
  pl_sheet_add_text (
      page->sheet, NULL,
      C_ ("lost device",
          "What children told is sealed: it opens with a reader’s passphrase only. Names, "
          "times and records are not, unless the disk was encrypted."));
  pl_sheet_add_text (page->sheet, NULL,
                     C_ ("lost device",
                         "Write it down as soon as it is missed. Then the steps stand "
                         "here in their order, each with the time by which it is to be "
                         "done: the law gives 72 hours."));
  pl_sheet_add_button (page->sheet, C_ ("lost device", "Write down a lost device"), "ask",
                       G_CALLBACK (on_write), page);
}

static void
pl_lost_device_page_dispose (GObject *object)
{
  PlLostDevicePage *page = PL_LOST_DEVICE_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_lost_device_page_parent_class)->dispose (object);
}

static void
pl_lost_device_page_finalize (GObject *object)
{
  g_string_free (PL_LOST_DEVICE_PAGE (object)->children, TRUE);
  g_string_free (PL_LOST_DEVICE_PAGE (object)->readers, TRUE);
  G_OBJECT_CLASS (pl_lost_device_page_parent_class)->finalize (object);
}

static void
pl_lost_device_page_class_init (PlLostDevicePageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_lost_device_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_lost_device_page_finalize;
  GTK_WIDGET_CLASS (class)->map = pl_lost_device_page_map;
}

static void
pl_lost_device_page_init (PlLostDevicePage *page)
{
  page->cancellable = g_cancellable_new ();
  page->children = g_string_new (NULL);
  page->readers = g_string_new (NULL);
  fill (page);
}

PlSubpage *
pl_lost_device_page_new (PlClient *client)
{
  PlLostDevicePage *page = g_object_new (PL_TYPE_LOST_DEVICE_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_all), page);
  return PL_SUBPAGE (page);
}
