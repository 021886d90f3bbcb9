/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/placement-review-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/typed-day.h"
#include "gui/staff/children/change-preview.h"
#include "gui/staff/children/child-words.h"
#include "gui/staff/children/level-words.h"
#include "gui/staff/conflict.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/day-entry.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"

struct _PlPlacementReviewPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlRecord *child;
  PlFileEdit *edit;
  gboolean known; /* edit has the profile */
  PlChangePreview *preview;
  PlHeading *heading;
  GtkEditable *held, *took_part, *child_view, *reason, *next;
  GtkListBox *levels;
  GPtrArray *choices; /* of GtkCheckButton, as ids */
  GtkLabel *change, *problem, *saved;
  GtkWidget *fields, *save;
  GPtrArray *ids; /* of char *: the levels in the order of the row */
  gint64 review;  /* that was recorded; 0: not yet */
  GVariant *
      written; /* nullable: what is to be recorded, once the level is known to be as it was shown */
  PlConflict *conflict;
  char *level; /* of the child, as it was shown last */
  char *mine;  /* nullable: the one that was chosen when it was another */
  gint64 seen; /* the profile's version then */
};

G_DEFINE_FINAL_TYPE (PlPlacementReviewPage, pl_placement_review_page, PL_TYPE_SUBPAGE)

static const char *
level_after (PlPlacementReviewPage *page)
{
  for (guint i = 0; i < page->choices->len; i++)
    if (gtk_check_button_get_active (page->choices->pdata[i]))
      return page->ids->pdata[i];
  return pl_record_text (page->child, "level");
}

/* Before and after. */
static void
on_level (PlPlacementReviewPage *page)
{
  const char *before = page->level, *after = level_after (page);
  /* Translators: names of levels. */
  g_autofree char *words = g_strdup_printf (C_ ("placement review", "Before: %1$s. After: %2$s."),
                                            pl_level_words (before), pl_level_words (after));

  pl_label_say (page->change, g_str_equal (before, after) ? "" : words);
  pl_file_edit_forget (page->edit);
  pl_file_edit_set (page->edit, "Child", "Level", after);
  pl_change_preview_show (page->preview, page->known && pl_file_edit_is_changed (page->edit)
                                             ? pl_file_edit_text (page->edit, NULL)
                                             : NULL);
}

static void
take_profile (PlPlacementReviewPage *page, GVariant *reply)
{
  const char *text;
  gint64 version;

  g_variant_get (reply, "(x&s)", &version, &text);
  pl_file_edit_forget (page->edit);
  pl_file_edit_take (page->edit, version, text);
}

/* What the change is shown against. */
static void
on_first_profile (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlPlacementReviewPage *page = data;
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  take_profile (page, reply);
  page->known = TRUE;
  page->seen = pl_file_edit_version (page->edit);
  g_free (page->level);
  page->level = pl_file_edit_value (page->edit, "Child", "Level");
  on_level (page);
}

/* Noon of the day that is typed; -1: it is none. */
static gint64
day_of (const char *text)
{
  g_autofree char *day = pl_typed_day (text);

  return day != NULL ? pl_typed_day_noon (day) : -1;
}

static void
finish (PlPlacementReviewPage *page)
{
  g_autofree char *words = g_strdup_printf (
      /* Translators: the name of a level. */
      C_ ("placement review",
          "The review is on record. The level is %s from now on, and the child sees it."),
      pl_level_words (level_after (page)));

  pl_label_say (page->saved, words);
  gtk_widget_set_visible (page->fields, FALSE);
  gtk_widget_set_visible (page->save, FALSE);
  pl_label_say (page->change, "");
  pl_change_preview_show (page->preview, NULL);
}

static void
fail (PlPlacementReviewPage *page, const GError *error)
{
  g_autofree char *words =
      page->review > 0
          /* Translators: the agent's reason. */
          ? g_strdup_printf (C_ ("placement review",
                                 "The review is on record, but the level is as it was: %s. "
                                 "Press again to try the level once more."),
                             pl_refusal_part (error))
          : g_strdup (pl_refusal_words (error));

  pl_label_say (page->problem, words);
  gtk_widget_set_sensitive (page->save, TRUE);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    finish (data);
  else
    fail (data, error);
}

/* The level goes into the profile as it is at this moment, whoever changed what else of it. */
static void
on_profile (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlPlacementReviewPage *page = data;
  g_autofree char *text = NULL;
  if (reply != NULL) {
    take_profile (page, reply);
    pl_file_edit_set (page->edit, "Child", "Level", level_after (page));
    if (!pl_file_edit_is_changed (page->edit)) {
      finish (page);
      return;
    }
    text = pl_file_edit_text (page->edit, &error);
  }
  if (text == NULL)
    fail (page, error);
  else
    pl_client_call_staff (page->client, "Profiles", "Set",
                          g_variant_new ("(sxssx)", pl_record_text (page->child, "account"),
                                         pl_file_edit_version (page->edit), text,
                                         gtk_editable_get_text (page->reason), page->review),
                          page->cancellable, on_set, page);
}

static void
set_level (PlPlacementReviewPage *page)
{
  pl_client_call_staff (page->client, "Profiles", "Get",
                        g_variant_new ("(s)", pl_record_text (page->child, "account")),
                        page->cancellable, on_profile, page);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlPlacementReviewPage *page = data;
  if (reply == NULL) {
    fail (page, error);
    return;
  }
  g_variant_get (reply, "(x)", &page->review);
  set_level (page);
}

static void
add_text (GVariantDict *fields, const char *key, GtkEditable *text)
{
  g_variant_dict_insert (fields, key, "s", gtk_editable_get_text (text));
}

/* NULL where something is missing, which is said. */
static GVariant *
review_of (PlPlacementReviewPage *page)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  const char *held = gtk_editable_get_text (page->held);
  gint64 held_at = day_of (held), next_at = day_of (gtk_editable_get_text (page->next));

  if ((*held != '\0' && held_at < 0) || next_at < 0) {
    pl_label_say (page->problem,
                  C_ ("placement review", "Write days like 9/3/2026. The next review needs one."));
    return NULL;
  }
  add_text (&fields, "took-part", page->took_part);
  add_text (&fields, "child-view", page->child_view);
  add_text (&fields, "reason", page->reason);
  g_variant_dict_insert (&fields, "level-after", "s", level_after (page));
  g_variant_dict_insert (&fields, "next", "x", next_at);
  if (*held != '\0')
    g_variant_dict_insert (&fields, "held", "x", held_at);
  return g_variant_new ("(s@a{sv})", pl_record_text (page->child, "account"),
                        g_variant_dict_end (&fields));
}

/* Somebody else has changed the level since this page showed it: that is seen before a review decides otherwise. */

static gboolean
is_contested (PlPlacementReviewPage *page, const char *theirs)
{
  const PlFileDifference difference = {
    "Child",
    "Level",
    pl_level_words (page->level),
    pl_level_words (theirs),
    pl_level_words (level_after (page)),
    TRUE,
  };

  if (g_str_equal (theirs, page->level))
    return FALSE;
  pl_conflict_begin (page->conflict);
  if (!g_str_equal (theirs, level_after (page)))
    pl_conflict_add (page->conflict, C_ ("placement review", "Level"), &difference);
  pl_conflict_ask_who (page->conflict, page->client, "Profiles",
                       pl_record_text (page->child, "account"), page->seen);
  g_free (page->level);
  page->level = g_strdup (theirs);
  g_free (page->mine);
  page->mine = g_strdup (level_after (page));
  on_level (page);
  return TRUE;
}

static void
choose (PlPlacementReviewPage *page, const char *level)
{
  for (guint i = 0; i < page->ids->len; i++)
    if (g_str_equal (page->ids->pdata[i], level))
      gtk_check_button_set_active (page->choices->pdata[i], TRUE);
}

static void
on_now (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlPlacementReviewPage *page = data;
  if (reply == NULL) {
    fail (page, error);
    return;
  }
  take_profile (page, reply);
  g_autofree char *level = pl_file_edit_value (page->edit, "Child", "Level");
  gboolean contested = is_contested (page, level);
  page->seen = pl_file_edit_version (page->edit);
  if (contested) {
    gtk_widget_set_sensitive (page->save, TRUE);
    return;
  }
  pl_conflict_end (page->conflict);
  pl_client_call_staff (page->client, "Decisions", "AddReview", page->written, page->cancellable,
                        on_added, page);
}

static void
on_save (PlPlacementReviewPage *page)
{
  pl_label_say (page->problem, "");
  /* What is missing is said before anything is asked. */
  GVariant *review = page->review == 0 ? review_of (page) : NULL;
  if (page->review == 0 && review == NULL)
    return;
  g_clear_pointer (&page->written, g_variant_unref);
  page->written = review != NULL ? g_variant_ref_sink (review) : NULL;
  gtk_widget_set_sensitive (page->save, FALSE);
  if (page->review > 0)
    set_level (page);
  else
    pl_client_call_staff (page->client, "Profiles", "Get",
                          g_variant_new ("(s)", pl_record_text (page->child, "account")),
                          page->cancellable, on_now, page);
}

static void
on_theirs (PlPlacementReviewPage *page)
{
  choose (page, page->level);
  pl_conflict_taken (page->conflict);
}

static void
on_mine (PlPlacementReviewPage *page)
{
  choose (page, page->mine);
  on_save (page);
}

static void
add_level (PlPlacementReviewPage *page, const char *id)
{
  const char *name = pl_level_words (id);
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, NULL);
  GtkWidget *choice = gtk_check_button_new ();

  if (page->choices->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (choice), page->choices->pdata[0]);
  adw_action_row_add_prefix (row, choice);
  adw_action_row_set_activatable_widget (row, choice);
  gtk_list_box_append (page->levels, GTK_WIDGET (row));
  g_ptr_array_add (page->ids, g_strdup (id));
  g_ptr_array_add (page->choices, choice);
  if (g_str_equal (id, pl_record_text (page->child, "level")))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
  g_signal_connect_object (choice, "toggled", G_CALLBACK (on_level), page, G_CONNECT_SWAPPED);
}

static void
show_levels (PlPlacementReviewPage *page)
{
  for (guint i = 0; i < pl_levels_known (); i++)
    add_level (page, pl_record_text (pl_levels_known_nth (i), "id"));
}

static void
pl_placement_review_page_dispose (GObject *object)
{
  PlPlacementReviewPage *page = PL_PLACEMENT_REVIEW_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  G_OBJECT_CLASS (pl_placement_review_page_parent_class)->dispose (object);
}

static void
pl_placement_review_page_finalize (GObject *object)
{
  PlPlacementReviewPage *page = PL_PLACEMENT_REVIEW_PAGE (object);

  pl_file_edit_free (page->edit);
  g_clear_pointer (&page->written, g_variant_unref);
  g_free (page->level);
  g_free (page->mine);
  g_ptr_array_unref (page->ids);
  g_ptr_array_unref (page->choices);
  G_OBJECT_CLASS (pl_placement_review_page_parent_class)->finalize (object);
}

static void
pl_placement_review_page_class_init (PlPlacementReviewPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_placement_review_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_placement_review_page_finalize;
  g_type_ensure (PL_TYPE_CHANGE_PREVIEW);
  g_type_ensure (PL_TYPE_CONFLICT);
  g_type_ensure (PL_TYPE_DAY_ENTRY);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/porchlight/Porchlight/placement-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, fields);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, held);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, took_part);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, child_view);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, next);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, levels);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, change);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, preview);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, conflict);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, saved);
  gtk_widget_class_bind_template_child (widget_class, PlPlacementReviewPage, save);
  gtk_widget_class_bind_template_callback (widget_class, pl_subpage_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_theirs);
  gtk_widget_class_bind_template_callback (widget_class, on_mine);
}

static void
pl_placement_review_page_init (PlPlacementReviewPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->ids = g_ptr_array_new_with_free_func (g_free);
  page->choices = g_ptr_array_new ();
}

PlSubpage *
pl_placement_review_page_new (PlClient *client, PlRecord *child)
{
  PlPlacementReviewPage *page = g_object_new (PL_TYPE_PLACEMENT_REVIEW_PAGE, NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  page->level = g_strdup (pl_record_text (child, "level"));
  page->edit = pl_file_edit_new (pl_record_text (child, "account"));
  pl_heading_set_label (page->heading, pl_record_text (child, "name"));
  pl_change_preview_set_child (page->preview, client, pl_record_text (child, "account"),
                               pl_record_text (child, "name"), TRUE);
  show_levels (page);
  pl_client_call_staff (client, "Profiles", "Get",
                        g_variant_new ("(s)", pl_record_text (child, "account")), page->cancellable,
                        on_first_profile, page);
  return PL_SUBPAGE (page);
}
