/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/readers-page.h"

#include <glib/gi18n.h>
#include <sodium.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/english.h"
#include "gui/app/initial.h"
#include "gui/app/question.h"
#include "gui/app/record.h"
#include "gui/staff/act-page.h"
#include "gui/staff/concerns/concern-words.h"
#include "gui/staff/concerns/give-all-page.h"
#include "gui/staff/concerns/key-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "policy/care/text-max.h"

struct _PlReadersPage {
  PlSubpage parent;
  PlClient *client;
  PlReaderLock *lock;
  GListStore *readers; /* of PlRecord */
  GVariant *tests;     /* sealed ones that wait, "aay"; nullable */
  GCancellable *cancellable;
  GtkLabel *missing, *problem;
  GtkListBox *list;
  GtkWidget *change, *make, *replace, *answer;
  gboolean senior; /* a manager or a lead: confirms keys, and takes others' back */
};

G_DEFINE_FINAL_TYPE (PlReadersPage, pl_readers_page, PL_TYPE_SUBPAGE)

static void read_readers (PlReadersPage *page);

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlReadersPage *page = data;
  if (reply == NULL)
    pl_label_say (page->problem, pl_refusal_words (error));
  read_readers (page);
}

static void
call (PlReadersPage *page, const char *interface, const char *method, GVariant *arguments)
{
  pl_label_say (page->problem, "");
  pl_client_call_staff (page->client, interface, method, arguments, page->cancellable, on_done,
                        page);
}

static void
on_confirm (GtkButton *button, PlReadersPage *page)
{
  call (page, "Readers", "Confirm",
        g_variant_new ("(s)", g_object_get_data (G_OBJECT (button), "reader")));
}

static GVariant *
id_and_reason (PlRecord *reader, const char *reason)
{
  return g_variant_new ("(ss)", pl_record_text (reader, "id"), reason);
}

static const PlActKind take_back = {
  .context = "account",
  .heading = NC_ ("account", "Take this key back"),
  .facts = { NC_ ("account",
                  "Nothing more is sealed to it\nFrom now on what children tell goes to the "
                  "others."),
             NC_ ("account",
                  "It opens nothing here any more\nWhat was sealed to others stays with them: "
                  "another reader can give it to somebody with a new key."),
             NC_ ("account",
                  "The last manager cannot go\nSo that somebody reads it, another one makes a "
                  "key first.") },
  .why = NC_ ("account", "Why? It goes on record"),
  .words_max = PL_REVOKE_TEXT_MAX,
  .button = NC_ ("account", "Take it back"),
  .destructive = TRUE,
  .interface = "Readers",
  .method = "Revoke",
  .arguments = id_and_reason,
  .done = NC_ ("account", "It is taken back, and on record."),
};

static PlRecord *
reader_of (PlReadersPage *page, GtkButton *button)
{
  const char *id = g_object_get_data (G_OBJECT (button), "reader");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (page->readers)); i++) {
    g_autoptr (PlRecord) one = g_list_model_get_item (G_LIST_MODEL (page->readers), i);
    if (g_str_equal (pl_record_text (one, "id"), id))
      return g_steal_pointer (&one);
  }
  return NULL;
}

static void
on_revoke (GtkButton *button, PlReadersPage *page)
{
  g_autoptr (PlRecord) reader = reader_of (page, button);

  if (reader != NULL)
    pl_subpage_open (GTK_WIDGET (page), pl_act_page_new (page->client, &take_back, reader));
}

static void
on_give (GtkButton *button, PlReadersPage *page)
{
  g_autoptr (PlRecord) reader = reader_of (page, button);

  if (reader != NULL && pl_reader_lock_is_open (page->lock))
    pl_subpage_open (GTK_WIDGET (page), pl_give_all_page_new (page->client, page->lock, reader));
}

static void
add_button (
    PlReadersPage *page, AdwActionRow *row, PlRecord *reader, const char *label, GCallback act)
{
  GtkWidget *button = pl_staff_row_add_button (row, label);
  /* Translators: what a button does, and to whose key: "Confirm: Lee". */
  g_autofree char *name =
      g_strdup_printf (C_ ("readers", "%1$s: %2$s"), label, pl_record_text (reader, "name"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "reader", g_strdup (pl_record_text (reader, "id")),
                          g_free);
  g_signal_connect_object (button, "clicked", act, page, 0);
}

static const char *
state_words (const char *state)
{
  if (g_str_equal (state, "active"))
    return C_ ("readers", "reads");
  if (g_str_equal (state, "waiting"))
    return C_ ("readers", "waits until a second person has confirmed it");
  return C_ ("readers", "taken back");
}

static GtkWidget *
reader_row (gpointer item, gpointer data)
{
  PlReadersPage *page = data;
  const char *state = pl_record_text (item, "state");
  /* Translators: a role ("the manager"), and how the key stands. */
  g_autofree char *words =
      g_strdup_printf (C_ ("readers", "%1$s; %2$s"),
                       pl_concern_role (pl_record_text (item, "role")), state_words (state));
  g_autofree char *subtitle = pl_capital (words);
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                    pl_record_text (item, "name"), "subtitle", subtitle, "subtitle-lines", 0, NULL);

  gboolean own = g_str_equal (pl_record_text (item, "account"), g_get_user_name ());
  if (g_str_equal (state, "waiting") && page->senior)
    add_button (page, row, item, C_ ("readers", "Confirm"), G_CALLBACK (on_confirm));
  if (g_str_equal (state, "active") && !own && pl_reader_lock_is_open (page->lock))
    add_button (page, row, item, C_ ("readers", "Give all"), G_CALLBACK (on_give));
  if (!g_str_equal (state, "revoked") && (own || page->senior))
    add_button (page, row, item, C_ ("readers", "Take back"), G_CALLBACK (on_revoke));
  return GTK_WIDGET (row);
}

static gboolean
has_own_key (PlReadersPage *page)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (page->readers)); i++) {
    g_autoptr (PlRecord) one = g_list_model_get_item (G_LIST_MODEL (page->readers), i);
    if (g_str_equal (pl_record_text (one, "account"), g_get_user_name ()) &&
        g_str_equal (pl_record_text (one, "state"), "active"))
      return TRUE;
  }
  return FALSE;
}

static void
show_own (PlReadersPage *page)
{
  gboolean has = has_own_key (page), open = pl_reader_lock_is_open (page->lock);

  gtk_widget_set_visible (page->change, has && open);
  gtk_widget_set_visible (page->make, !has);
  gtk_widget_set_visible (page->replace, has && !open);
  gtk_widget_set_visible (page->answer,
                          open && page->tests != NULL && g_variant_n_children (page->tests) > 0);
}

static void
on_tests (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlReadersPage *page = data;
  g_clear_pointer (&page->tests, g_variant_unref);
  page->tests = g_variant_get_child_value (reply, 0);
  show_own (page);
}

static void
on_readers (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  const char *missing;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlReadersPage *page = data;
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_variant_get_child (reply, 1, "&s", &missing);
  pl_records_fill (page->readers, rows);
  g_autofree char *said = pl_screen_said (missing);
  g_autofree char *words = pl_capital (said);
  pl_label_say (page->missing, words);
  show_own (page);
  pl_client_call_staff (page->client, "Routes", "ListTests", NULL, page->cancellable, on_tests,
                        page);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  const char *role = "";

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlReadersPage *page = data;
  if (reply != NULL) {
    g_autoptr (GVariant) today = g_variant_get_child_value (reply, 0);
    g_variant_lookup (today, "role", "&s", &role);
    page->senior = g_str_equal (role, "manager") || g_str_equal (role, "lead");
  }
  pl_client_call_staff (page->client, "Readers", "List", NULL, page->cancellable, on_readers, page);
}

static void
read_readers (PlReadersPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
}

/* Opens a test that was sealed to this reader, and signs that it came; NULL where it is another's. */
static GBytes *
answer_to (PlReadersPage *page, GVariant *test)
{
  const PlReaderKey *key = pl_reader_lock_get_key (page->lock);
  const PlReaderSecret *secret = pl_reader_lock_get_secret (page->lock);
  gsize length, text_length;
  const guint8 *bytes = g_variant_get_fixed_array (test, &length, 1);
  PlSealed sealed;
  guint8 *text;

  if (key == NULL || !pl_sealed_read (bytes, length, &sealed, NULL) ||
      (text = pl_sealed_open (&sealed, key, secret, &text_length, NULL)) == NULL)
    return NULL;
  sodium_free (text);
  return pl_signed_new (PL_SIGNED_TEST_SEEN, sealed.head.subject, key, secret, pl_app_now (), NULL,
                        0, NULL, 0, NULL);
}

static void
on_answer (PlReadersPage *page)
{
  for (gsize i = 0; page->tests != NULL && i < g_variant_n_children (page->tests); i++) {
    g_autoptr (GVariant) test = g_variant_get_child_value (page->tests, i);
    g_autoptr (GBytes) answer = answer_to (page, test);
    if (answer != NULL)
      call (page, "Routes", "Answer",
            g_variant_new ("(@ay)",
                           g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, answer, TRUE)));
  }
}

static void
on_change (PlReadersPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_key_page_new (page->client, page->lock));
}

static void
on_make (PlReadersPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_key_page_new (page->client, NULL));
}

static void
on_replace (PlReadersPage *page)
{
  AdwMessageDialog *question = pl_question_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), C_ ("readers", "Make a new key?"),
      C_ ("readers", "The old one is taken back, and opens nothing here any more. Another reader "
                     "then gives you the concerns that you could read."),
      C_ ("readers", "Keep it"), C_ ("readers", "Make a new key"));

  g_signal_connect_object (question, "response::" PL_QUESTION_YES, G_CALLBACK (on_make), page,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}

static void
pl_readers_page_dispose (GObject *object)
{
  PlReadersPage *page = PL_READERS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->lock);
  g_clear_object (&page->readers);
  g_clear_pointer (&page->tests, g_variant_unref);
  G_OBJECT_CLASS (pl_readers_page_parent_class)->dispose (object);
}

static void
pl_readers_page_class_init (PlReadersPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_readers_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/readers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlReadersPage, missing);
  gtk_widget_class_bind_template_child (widget_class, PlReadersPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlReadersPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlReadersPage, change);
  gtk_widget_class_bind_template_child (widget_class, PlReadersPage, make);
  gtk_widget_class_bind_template_child (widget_class, PlReadersPage, replace);
  gtk_widget_class_bind_template_child (widget_class, PlReadersPage, answer);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
  gtk_widget_class_bind_template_callback (widget_class, on_make);
  gtk_widget_class_bind_template_callback (widget_class, on_replace);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
}

static void
pl_readers_page_init (PlReadersPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->readers = g_list_store_new (PL_TYPE_RECORD);
  gtk_list_box_bind_model (page->list, G_LIST_MODEL (page->readers), reader_row, page, NULL);
}

PlSubpage *
pl_readers_page_new (PlClient *client, PlReaderLock *lock)
{
  PlReadersPage *page = g_object_new (PL_TYPE_READERS_PAGE, NULL);

  page->client = g_object_ref (client);
  page->lock = g_object_ref (lock);
  g_signal_connect (page, "map", G_CALLBACK (read_readers), NULL);
  g_signal_connect_object (lock, "changed", G_CALLBACK (read_readers), page, G_CONNECT_SWAPPED);
  show_own (page);
  return PL_SUBPAGE (page);
}
