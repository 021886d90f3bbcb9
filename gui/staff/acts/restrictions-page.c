/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/restrictions-page.h"

#include <glib/gi18n.h>

#include "gui/staff/acts/restriction-form-page.h"
#include "gui/staff/records/record-fields.h"
#include "gui/staff/row.h"
#include "gui/staff/today/duty-words.h"
#include "gui/staff/today/today-words.h"
#include "gui/widgets/heading.h"

#define RESTRICTIONS_MAX 20

struct _PlRestrictionsPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child;
  PlRecord *today; /* nullable: what Staff.GetToday said */
  GCancellable *cancellable;
  PlHeading *heading;
  GtkLabel *problem;
  GtkWidget *note_place;
  GtkEditable *note;
  GtkBox *restrictions;
};

G_DEFINE_FINAL_TYPE (PlRestrictionsPage, pl_restrictions_page, PL_TYPE_SUBPAGE)

static void read_all (PlRestrictionsPage *page);

static void
complain (PlRestrictionsPage *page, const GError *error)
{
  gtk_label_set_label (page->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (page->problem), error != NULL);
}

/* Acts. */

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRestrictionsPage *page = data;
  complain (page, error);
  if (reply != NULL)
    gtk_editable_set_text (page->note, "");
  read_all (page);
}

/* What a button says of a restriction: a duty is done, it ends, or the family is not told yet (R2). */
typedef enum {
  ACT_DUTY,
  ACT_END,
  ACT_HOLD,
} ActKind;

typedef struct {
  PlRestrictionsPage *page;
  ActKind kind;
  gint64 id;
  char *duty; /* nullable */
} Act;

static void
act_free (gpointer data, GClosure *closure)
{
  g_free (((Act *)data)->duty);
  g_free (data);
}

static void
on_act (GtkButton *button, gpointer data)
{
  const Act *act = data;
  PlRestrictionsPage *page = act->page;
  const char *note = gtk_editable_get_text (page->note), *method = "EndRestriction";
  GVariant *arguments;

  if (act->kind == ACT_DUTY) {
    method = "DoDuty";
    arguments = g_variant_new ("(xss)", act->id, act->duty, note);
  } else if (act->kind == ACT_HOLD) {
    method = "HoldFamily";
    arguments = g_variant_new ("(xxs)", act->id, (gint64)0, note);
  } else
    arguments = g_variant_new ("(xs)", act->id, note);
  pl_client_call_staff (page->client, "Decisions", method, arguments, page->cancellable, on_done,
                        page);
}

static void
add_button (PlRestrictionsPage *page, AdwActionRow *row, const char *words, Act fields)
{
  GtkWidget *button = pl_staff_row_add_button (row, words);
  Act *act = g_new (Act, 1);

  *act = fields;
  act->page = page;
  act->duty = g_strdup (fields.duty);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_act), act, act_free, 0);
}

/* Rows. */

static void
add_duty (PlRestrictionsPage *page,
          GtkListBox *list,
          gint64 id,
          const char *code,
          gint64 due,
          const char *state)
{
  gboolean held = g_str_equal (state, "held");
  gboolean open = held || g_str_equal (state, "open") || g_str_equal (state, "overdue");
  g_autofree char *left = open && !held && due > 0 ? pl_staff_due (page->today, due) : NULL;
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, pl_duty_words (code),
                                        left != NULL ? left : pl_duty_state_words (state));

  if (open && !held && g_str_equal (code, "family-told"))
    add_button (page, row, C_ ("restriction", "Not yet"), (Act){ .kind = ACT_HOLD, .id = id });
  if (open)
    add_button (page, row, C_ ("restriction", "Done"),
                (Act){ .kind = ACT_DUTY, .id = id, .duty = (char *)code });
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
add_duties (PlRestrictionsPage *page, GtkListBox *list, PlRecord *restriction)
{
  g_autoptr (GVariant) duties = pl_record_value (restriction, "duties", G_VARIANT_TYPE ("a(sxs)"));
  GVariantIter iter;
  const char *code, *state;
  gint64 due;

  if (duties == NULL)
    return;
  g_variant_iter_init (&iter, duties);
  while (g_variant_iter_next (&iter, "(&sx&s)", &code, &due, &state))
    add_duty (page, list, pl_record_number (restriction, "id"), code, due, state);
}

static gboolean
holds (PlRestrictionsPage *page, PlRecord *restriction)
{
  return pl_record_number (restriction, "ended") <= 0 &&
         pl_record_number (restriction, "until") > pl_record_number (page->today, "now");
}

static void
add_restriction (PlRestrictionsPage *page, PlRecord *restriction)
{
  gboolean now = holds (page, restriction);
  const char *what = pl_record_text (restriction, "what");
  g_autofree char *until = pl_record_time_text (pl_record_number (restriction, "until"));
  /* Translators: until when, and by whom. */
  g_autofree char *subtitle =
      g_strdup_printf (now ? C_ ("restriction", "until %1$s, decided by %2$s")
                           : C_ ("restriction", "was until %1$s, decided by %2$s"),
                       until, pl_record_text (restriction, "decided-by"));
  GtkListBox *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  AdwActionRow *row =
      pl_staff_row_new (now ? C_ ("restriction", "now") : C_ ("restriction", "over"),
                        now ? "soon-now" : "closed-now", what, subtitle);

  if (now)
    add_button (page, row, C_ ("restriction", "End it"),
                (Act){ .kind = ACT_END, .id = pl_record_number (restriction, "id") });
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  gtk_list_box_append (list, GTK_WIDGET (row));
  add_duties (page, list, restriction);
  gtk_box_append (page->restrictions, GTK_WIDGET (list));
}

static void
show (PlRestrictionsPage *page, GVariant *rows)
{
  gsize n = g_variant_n_children (rows);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (page->restrictions))) != NULL)
    gtk_box_remove (page->restrictions, child);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) restriction = pl_record_new (fields);
    add_restriction (page, restriction);
  }
  gtk_widget_set_visible (page->note_place, n > 0);
  pl_heading_set_label (page->heading, n > 0 ? pl_record_text (page->child, "name")
                                             : C_ ("restriction", "Nothing is restricted"));
}

static void
on_restrictions (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRestrictionsPage *page = data;
  if (reply == NULL) {
    complain (page, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show (page, rows);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRestrictionsPage *page = data;
  if (reply == NULL) {
    complain (page, error);
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_clear_object (&page->today);
  page->today = pl_record_new (fields);
  pl_client_call_staff (
      page->client, "Decisions", "ListRestrictions",
      g_variant_new ("(sxu)", pl_record_text (page->child, "account"), (gint64)0, RESTRICTIONS_MAX),
      page->cancellable, on_restrictions, page);
}

static void
read_all (PlRestrictionsPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
}

static void
on_begin (PlRestrictionsPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_restriction_form_page_new (page->client, page->child));
}

/* What was begun meanwhile shows when the page does. */
static void
pl_restrictions_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_restrictions_page_parent_class)->map (widget);
  read_all (PL_RESTRICTIONS_PAGE (widget));
}

static void
pl_restrictions_page_dispose (GObject *object)
{
  PlRestrictionsPage *page = PL_RESTRICTIONS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  g_clear_object (&page->today);
  G_OBJECT_CLASS (pl_restrictions_page_parent_class)->dispose (object);
}

static void
pl_restrictions_page_class_init (PlRestrictionsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_restrictions_page_dispose;
  widget_class->map = pl_restrictions_page_map;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/restrictions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionsPage, note_place);
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionsPage, note);
  gtk_widget_class_bind_template_child (widget_class, PlRestrictionsPage, restrictions);
  gtk_widget_class_bind_template_callback (widget_class, on_begin);
}

static void
pl_restrictions_page_init (PlRestrictionsPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_restrictions_page_new (PlClient *client, PlRecord *child)
{
  PlRestrictionsPage *page = g_object_new (PL_TYPE_RESTRICTIONS_PAGE, NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  return PL_SUBPAGE (page);
}
