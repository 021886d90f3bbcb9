/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-who.h"

#include <glib/gi18n.h>

#include "gui/app/record.h"
#include "gui/app/settings.h"
#include "gui/child/receipt-words.h"
#include "gui/child/tell-parts.h"
#include "gui/widgets/list-box.h"
#include "gui/widgets/number-list.h"

/* People on a screen: the home has few, and a list of all would hide them. */
#define PEOPLE_MAX 12

struct _PlTellWho {
  AdwBin parent;
  PlClient *client;
  PlTellDraft *draft; /* not owned; NULL while nothing is shown */
  GCancellable *cancellable;
  PlTellParts *parts;
  PlHeading *heading;
  GtkListBox *choices;
  AdwExpanderRow *not_row;
  GPtrArray *not_rows; /* of GtkWidget, the expander's */
  GtkCheckButton *first;
  GtkLabel *chosen, *later, *problem, *send_words;
  PlNumberList *numbers;
  GtkWidget *not_list, *sending, *next, *send;
};

enum {
  SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlTellWho, pl_tell_who, ADW_TYPE_BIN)

static void
on_preview (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (reply == NULL)
    return;
  PlTellWho *who = data;
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) receipt = pl_record_new (fields);
  g_autofree char *later = pl_receipt_later (receipt, pl_client_get_today (who->client));
  gtk_label_set_label (who->later, later != NULL ? later : "");
  gtk_widget_set_visible (GTK_WIDGET (who->later), later != NULL);
}

static void
preview (PlTellWho *who)
{
  pl_client_call (who->client, "PreviewConcern",
                  g_variant_new ("(s@a{sv})", pl_concern_kind_code (who->draft->kind),
                                 pl_tell_draft_options (who->draft)),
                  who->cancellable, on_preview, who);
}

/* Choices. */

/* To whom it goes, on the page that sends it. */
static void
show_chosen (PlTellWho *who, GtkCheckButton *check)
{
  g_autofree char *words = g_strdup_printf (
      C_ ("tell", "It goes to: %s"), (const char *)g_object_get_data (G_OBJECT (check), "title"));

  gtk_label_set_label (who->chosen, words);
}

static void
on_choice (GtkCheckButton *check, PlTellWho *who)
{
  if (who->draft == NULL || !gtk_check_button_get_active (check))
    return;
  pl_tell_draft_set (&who->draft->choice, g_object_get_data (G_OBJECT (check), "choice"));
  pl_tell_draft_set (&who->draft->trusted, g_object_get_data (G_OBJECT (check), "trusted"));
  show_chosen (who, check);
  preview (who);
}

/* A prefix comes before those that are there. */
static void
add_picture (AdwActionRow *row, const char *picture)
{
  GtkWidget *image = gtk_image_new_from_icon_name (picture);

  gtk_widget_add_css_class (image, "picture");
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (image, pl_settings_easy_read (pl_settings_get ()));
  adw_action_row_add_prefix (row, image);
}

/* subtitle: nullable. trusted: a reader's id, or "". picture: an icon's name, for easy read. */
static void
add_choice (PlTellWho *who,
            const char *title,
            const char *subtitle,
            const char *choice,
            const char *trusted,
            const char *picture)
{
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle,
                    "title-lines", 0, "subtitle-lines", 0, NULL);
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data_full (G_OBJECT (check), "title", g_strdup (title), g_free);
  g_object_set_data_full (G_OBJECT (check), "choice", g_strdup (choice), g_free);
  g_object_set_data_full (G_OBJECT (check), "trusted", g_strdup (trusted), g_free);
  if (who->first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), who->first);
  else
    who->first = GTK_CHECK_BUTTON (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_strcmp0 (who->draft->choice, choice) == 0 &&
                                   g_str_equal (who->draft->trusted, trusted));
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_choice), who, 0);
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
    show_chosen (who, GTK_CHECK_BUTTON (check));
  add_picture (row, picture);
  adw_action_row_add_prefix (row, check);
  adw_action_row_set_activatable_widget (row, check);
  gtk_list_box_append (who->choices, GTK_WIDGET (row));
}

/* The names of all readers of a role; NULL where there is none. */
static char *
names_of_role (GVariant *readers, const char *role)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < g_variant_n_children (readers); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (readers, i);
    const char *of = "", *name = "";

    g_variant_lookup (row, "role", "&s", &of);
    if (g_str_equal (of, role) && g_variant_lookup (row, "name", "&s", &name))
      g_ptr_array_add (names, g_strdup (name));
  }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (C_ ("between the parts of a list", ", "), (char **)names->pdata);
}

static void
add_trusted (PlTellWho *who, GVariant *readers)
{
  for (gsize i = 0, n = 0; i < g_variant_n_children (readers) && n < PEOPLE_MAX; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (readers, i);
    const char *role = "", *id = "", *name = "";

    g_variant_lookup (row, "role", "&s", &role);
    if (!g_str_equal (role, "staff") || !g_variant_lookup (row, "id", "&s", &id) ||
        !g_variant_lookup (row, "name", "&s", &name))
      continue;
    add_choice (who, name, C_ ("tell", "Only this person, and who comes next"), "trusted", id,
                "porchlight-person-symbolic");
    n++;
  }
}

static void
add_role (
    PlTellWho *who, GVariant *readers, const char *role, const char *format, const char *picture)
{
  g_autofree char *names = names_of_role (readers, role);

  if (names == NULL)
    return;
  g_autofree char *title = g_strdup_printf ("%s, %s", names, format);
  add_choice (who, title, NULL, role, "", picture);
}

/* What is sensible beforehand: staff on shift; about a member of staff, never one of them (C5). */
static void
choose_beforehand (PlTellWho *who)
{
  gboolean about_staff = who->draft->kind == PL_CONCERN_STAFF_MEMBER;

  if (about_staff && (g_strcmp0 (who->draft->choice, "staff") == 0 ||
                      g_strcmp0 (who->draft->choice, "trusted") == 0))
    g_clear_pointer (&who->draft->choice, g_free);
  if (who->draft->choice == NULL)
    pl_tell_draft_set (&who->draft->choice, about_staff ? "manager" : "staff");
}

static void
show_choices (PlTellWho *who, GVariant *readers)
{
  pl_list_box_clear (who->choices);
  who->first = NULL;
  choose_beforehand (who);
  if (who->draft->kind != PL_CONCERN_STAFF_MEMBER) {
    add_choice (who, C_ ("tell", "Any staff on shift"), NULL, "staff", "",
                "porchlight-children-symbolic");
    add_trusted (who, readers);
  }
  add_role (who, readers, "manager", C_ ("role", "the manager"), "porchlight-home-symbolic");
  add_role (who, readers, "lead", C_ ("role", "the person who looks after online safety"),
            "porchlight-safety-symbolic");
  pl_tell_parts_want (who->parts, GTK_WIDGET (who->choices), who->first != NULL);
}

/* "Not this person". */

static void
on_not (GtkCheckButton *check, PlTellWho *who)
{
  const char *account = g_object_get_data (G_OBJECT (check), "account");
  guint place;

  if (who->draft == NULL)
    return;
  if (gtk_check_button_get_active (check))
    g_ptr_array_add (who->draft->not_accounts, g_strdup (account));
  else if (g_ptr_array_find_with_equal_func (who->draft->not_accounts, account, g_str_equal,
                                             &place))
    g_ptr_array_remove_index (who->draft->not_accounts, place);
  preview (who);
}

static void
add_not (PlTellWho *who, const char *account, const char *name)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name,
                                    "title-lines", 0, NULL);
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data_full (G_OBJECT (check), "account", g_strdup (account), g_free);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (check),
      g_ptr_array_find_with_equal_func (who->draft->not_accounts, account, g_str_equal, NULL));
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_not), who, 0);
  add_picture (row, "porchlight-not-symbolic");
  adw_action_row_add_prefix (row, check);
  adw_action_row_set_activatable_widget (row, check);
  adw_expander_row_add_row (who->not_row, GTK_WIDGET (row));
  g_ptr_array_add (who->not_rows, row);
}

static void
on_not_name (GtkEditable *entry, PlTellWho *who)
{
  if (who->draft != NULL)
    pl_tell_draft_set (&who->draft->not_name, gtk_editable_get_text (entry));
}

static void
add_not_name (PlTellWho *who)
{
  const char *title = C_ ("tell", "Somebody else: write the name");
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "text", who->draft->not_name, NULL);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", title, "wrap", TRUE, "xalign", 0.0, NULL);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                 4, "margin-start", 12, "margin-end", 12, "margin-top", 8,
                                 "margin-bottom", 12, NULL);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "focusable", FALSE,
                                 "child", box, NULL);

  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_widget_add_css_class (entry, "field");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_not_name), who, 0);
  adw_expander_row_add_row (who->not_row, row);
  g_ptr_array_add (who->not_rows, row);
}

static void
show_not (PlTellWho *who, GVariant *people)
{
  const char *account, *name;
  GVariantIter rows;

  for (guint i = 0; i < who->not_rows->len; i++)
    adw_expander_row_remove (who->not_row, who->not_rows->pdata[i]);
  g_ptr_array_set_size (who->not_rows, 0);
  g_variant_iter_init (&rows, people);
  while (g_variant_iter_next (&rows, "(&s&s)", &account, &name))
    add_not (who, account, name);
  add_not_name (who);
}

static void
on_readers (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTellWho *who = data;
  if (reply == NULL) {
    pl_tell_who_failed (who, error);
    return;
  }
  g_autoptr (GVariant) readers = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) people = g_variant_get_child_value (reply, 1);
  show_choices (who, readers);
  show_not (who, people);
  preview (who);
}

/* Pages. */

static void
show_button (PlTellWho *who)
{
  gboolean last = pl_tell_parts_is_last (who->parts);

  gtk_widget_set_visible (who->next, !last);
  gtk_widget_set_visible (who->send, last);
}

static void
on_next (PlTellWho *who)
{
  pl_tell_parts_next (who->parts);
  show_button (who);
  gtk_widget_grab_focus (GTK_WIDGET (who->heading));
}

gboolean
pl_tell_who_back (PlTellWho *who)
{
  gboolean back = pl_tell_parts_back (who->parts);

  show_button (who);
  return back;
}

void
pl_tell_who_show_last (PlTellWho *who)
{
  pl_tell_parts_show_last (who->parts);
  show_button (who);
}

/* What was pressed says what becomes of it: an agent may be slow to answer, or not there at all. */
static void
show_saving (PlTellWho *who, gboolean saving)
{
  const char *words = saving ? C_ ("tell", "Saving …") : C_ ("tell", "Send");

  gtk_widget_set_sensitive (who->send, !saving);
  gtk_label_set_label (who->send_words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (who->send), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

void
pl_tell_who_show (PlTellWho *who, PlClient *client, PlTellDraft *draft)
{
  g_set_object (&who->client, client);
  who->draft = draft;
  g_cancellable_cancel (who->cancellable);
  g_clear_object (&who->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (who->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (who->numbers), FALSE);
  show_saving (who, FALSE);
  pl_tell_parts_show_first (who->parts);
  show_button (who);
  if (draft == NULL)
    return;
  who->cancellable = g_cancellable_new ();
  pl_client_call (client, "ListReaders", NULL, who->cancellable, on_readers, who);
}

void
pl_tell_who_sending (PlTellWho *who)
{
  show_saving (who, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (who->problem), FALSE);
}

void
pl_tell_who_failed (PlTellWho *who, const GError *error)
{
  show_saving (who, FALSE);
  gtk_label_set_label (
      who->problem,
      C_ ("tell", "It is not saved: this computer is not ready to take it. Your words stay "
                  "here while you are logged in. Tell an adult now, or ring one of these. "
                  "Then try again."));
  gtk_widget_set_visible (GTK_WIDGET (who->problem), TRUE);
  pl_number_list_show (who->numbers, pl_client_get_today (who->client));
  gtk_widget_set_visible (GTK_WIDGET (who->numbers), TRUE);
}

static void
on_send (PlTellWho *who)
{
  g_signal_emit (who, signals[SEND], 0);
}

static void
pl_tell_who_dispose (GObject *object)
{
  PlTellWho *who = PL_TELL_WHO (object);

  who->draft = NULL;
  g_cancellable_cancel (who->cancellable);
  g_clear_object (&who->cancellable);
  g_clear_object (&who->client);
  g_clear_pointer (&who->not_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (pl_tell_who_parent_class)->dispose (object);
}

static void
pl_tell_who_finalize (GObject *object)
{
  pl_tell_parts_free (PL_TELL_WHO (object)->parts);
  G_OBJECT_CLASS (pl_tell_who_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, heading);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, choices);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, not_list);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, not_row);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, sending);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, chosen);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, later);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, problem);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, numbers);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, next);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, send);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, send_words);
}

static void
pl_tell_who_class_init (PlTellWhoClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_tell_who_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_tell_who_finalize;
  g_type_ensure (PL_TYPE_HEADING);
  g_type_ensure (PL_TYPE_NUMBER_LIST);
  signals[SEND] = g_signal_new ("send", PL_TYPE_TELL_WHO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-who.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
pl_tell_who_init (PlTellWho *who)
{
  gboolean easy = pl_settings_easy_read (pl_settings_get ());

  gtk_widget_init_template (GTK_WIDGET (who));
  who->not_rows = g_ptr_array_new ();
  who->parts = pl_tell_parts_new (who->heading);
  pl_tell_parts_add (who->parts, GTK_WIDGET (who->choices), C_ ("tell", "Who should see it?"));
  pl_tell_parts_add (who->parts, who->not_list,
                     C_ ("tell", "Should somebody not see it? You can skip this."));
  pl_tell_parts_add (who->parts, who->sending, C_ ("tell", "Send it now?"));
  gtk_widget_set_visible (GTK_WIDGET (who->chosen), easy);
  adw_expander_row_set_expanded (who->not_row, easy);
}
