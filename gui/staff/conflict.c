/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/conflict.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/staff/version-words.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

#define DIFFERENCES_MAX 12 /* more than anybody compares by eye */

struct _PlConflict {
  AdwBin parent;
  GCancellable *cancellable;
  gint64 seen;      /* the version that the person has seen */
  GtkWidget *title; /* takes the focus, so that a screen reader says it */
  GtkLabel *words;
  GtkListBox *who, *what;
  GtkLabel *more;
  GtkWidget *theirs;
  guint n;      /* differences so far */
  guint frames; /* since it shows */
};

enum {
  THEIRS,
  MINE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlConflict, pl_conflict, ADW_TYPE_BIN)

static void
on_theirs (PlConflict *conflict)
{
  g_signal_emit (conflict, signals[THEIRS], 0);
}

static void
on_mine (PlConflict *conflict)
{
  g_signal_emit (conflict, signals[MINE], 0);
}

/* It has its place on the page once it was laid out: only then can the page scroll to it. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  PlConflict *conflict = PL_CONFLICT (widget);

  if (conflict->frames++ == 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_grab_focus (conflict->title);
  return G_SOURCE_REMOVE;
}

void
pl_conflict_begin (PlConflict *conflict)
{
  conflict->n = 0;
  pl_list_box_clear (conflict->who);
  pl_list_box_clear (conflict->what);
  gtk_widget_set_visible (GTK_WIDGET (conflict->who), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (conflict->what), FALSE);
  gtk_widget_set_visible (conflict->theirs, TRUE);
  pl_label_say (conflict->more, "");
  pl_label_say (conflict->words, C_ ("conflict", "Nothing is saved yet, and nothing that you wrote "
                                                 "is lost: it still stands here."));
  gtk_widget_set_visible (GTK_WIDGET (conflict), TRUE);
  conflict->frames = 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (conflict), on_frame, NULL, NULL);
}

void
pl_conflict_add_who (PlConflict *conflict, const char *title, const char *why)
{
  gtk_list_box_append (conflict->who, GTK_WIDGET (pl_staff_row_new (NULL, NULL, title, why)));
  gtk_widget_set_visible (GTK_WIDGET (conflict->who), TRUE);
}

static void
add_version (PlConflict *conflict, PlRecord *version)
{
  g_autofree char *title = pl_version_title (version), *why = pl_version_why (version);

  pl_conflict_add_who (conflict, title, why);
}

/* Newest first. */
static void
on_versions (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlConflict *conflict = data;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  pl_list_box_clear (conflict->who);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) version = pl_record_new (row);
    if (pl_record_number (version, "id") <= conflict->seen)
      break;
    add_version (conflict, version);
  }
}

void
pl_conflict_ask_who (
    PlConflict *conflict, PlClient *client, const char *interface, const char *file, gint64 seen)
{
  conflict->seen = seen;
  pl_client_call_staff (client, interface, "ListVersions", g_variant_new ("(sx)", file, (gint64)0),
                        conflict->cancellable, on_versions, conflict);
}

static void
on_act (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  g_autoptr (GVariant) rows = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;

  if (rows == NULL || g_variant_n_children (rows) == 0)
    return;
  PlConflict *conflict = data;
  g_autoptr (GVariant) row = g_variant_get_child_value (rows, 0);
  g_autoptr (PlRecord) act = pl_record_new (row);
  g_autofree char *title =
      pl_version_title_of (pl_record_number (act, "time"), pl_record_person (act, "actor"));
  pl_list_box_clear (conflict->who);
  pl_conflict_add_who (conflict, title, NULL);
}

void
pl_conflict_ask_act (
    PlConflict *conflict, PlClient *client, const char *kind, const char *child, const char *words)
{
  GVariantBuilder filter;

  g_variant_builder_init (&filter, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&filter, "{sv}", "kind", g_variant_new_string (kind));
  g_variant_builder_add (&filter, "{sv}", "child", g_variant_new_string (child));
  g_variant_builder_add (&filter, "{sv}", "words", g_variant_new_string (words));
  pl_client_call_staff (client, "Audit", "Find",
                        g_variant_new ("(a{sv}tu)", &filter, (guint64)0, 1u), conflict->cancellable,
                        on_act, conflict);
}

static const char *
in_words (const char *value)
{
  if (value == NULL)
    return C_ ("conflict", "nothing");
  if (g_str_equal (value, "true"))
    return C_ ("conflict", "yes");
  if (g_str_equal (value, "false"))
    return C_ ("conflict", "no");
  return *value == '\0' ? C_ ("conflict", "none") : value;
}

static void
add_row (PlConflict *conflict, const char *title, const char *subtitle)
{
  gtk_list_box_append (conflict->what, GTK_WIDGET (pl_staff_row_new (NULL, NULL, title, subtitle)));
  gtk_widget_set_visible (GTK_WIDGET (conflict->what), TRUE);
}

static void
add_line (PlConflict *conflict, const PlFileDifference *difference)
{
  const char *line = difference->theirs != NULL ? difference->theirs : difference->before;

  add_row (conflict, line,
           difference->theirs != NULL ? C_ ("conflict", "A line that they wrote")
                                      : C_ ("conflict", "A line that they took out"));
}

static void
add_key (PlConflict *conflict, const char *title, const PlFileDifference *difference)
{
  const char *theirs = in_words (difference->theirs);
  g_autofree char *words =
      difference->contested
          /* Translators: what somebody else wrote, and what the person at this screen wrote. */
          ? g_strdup_printf (C_ ("conflict", "They wrote: %1$s\nYou wrote: %2$s"), theirs,
                             in_words (difference->mine))
          /* Translators: what somebody else wrote, and what stood there before. */
          : g_strdup_printf (C_ ("conflict", "They wrote: %1$s\nBefore: %2$s"), theirs,
                             in_words (difference->before));

  add_row (conflict, title, words);
}

void
pl_conflict_add (PlConflict *conflict, const char *title, const PlFileDifference *difference)
{
  if (++conflict->n > DIFFERENCES_MAX) {
    guint more = conflict->n - DIFFERENCES_MAX;
    g_autofree char *words =
        g_strdup_printf (g_dngettext (NULL, "and %u more", "and %u more", more), more);
    pl_label_say (conflict->more, words);
    return;
  }
  if (title != NULL)
    add_key (conflict, title, difference);
  else
    add_line (conflict, difference);
}

void
pl_conflict_taken (PlConflict *conflict)
{
  pl_label_say (conflict->words, C_ ("conflict", "It stays as they have it. What you wrote is kept "
                                                 "until you leave this page."));
  gtk_widget_grab_focus (conflict->title);
  gtk_widget_set_visible (conflict->theirs, FALSE);
}

void
pl_conflict_end (PlConflict *conflict)
{
  gtk_widget_set_visible (GTK_WIDGET (conflict), FALSE);
}

static void
pl_conflict_dispose (GObject *object)
{
  PlConflict *conflict = PL_CONFLICT (object);

  g_cancellable_cancel (conflict->cancellable);
  g_clear_object (&conflict->cancellable);
  G_OBJECT_CLASS (pl_conflict_parent_class)->dispose (object);
}

static void
pl_conflict_class_init (PlConflictClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_conflict_dispose;
  signals[THEIRS] = g_signal_new ("theirs", PL_TYPE_CONFLICT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[MINE] = g_signal_new ("mine", PL_TYPE_CONFLICT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
add_title (PlConflict *conflict, GtkBox *box)
{
  const char *words = C_ ("conflict", "Somebody else has changed this meanwhile");
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "xalign", 0.0,
                                   "hexpand", TRUE, NULL);

  conflict->title = g_object_new (GTK_TYPE_BOX, "focusable", TRUE, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (conflict->title), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  gtk_widget_add_css_class (label, "third");
  gtk_box_append (GTK_BOX (conflict->title), label);
  gtk_box_append (box, conflict->title);
}

static void
pl_conflict_init (PlConflict *conflict)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));

  conflict->cancellable = g_cancellable_new ();
  gtk_widget_add_css_class (GTK_WIDGET (box), "done");
  add_title (conflict, box);
  conflict->who = pl_sheet_add_list (box, C_ ("conflict", "Who changed it"));
  conflict->what = pl_sheet_add_list (box, C_ ("conflict", "What they changed"));
  conflict->more = pl_sheet_add_text (box, "quieter", NULL);
  conflict->words = pl_sheet_add_text (box, NULL, NULL);
  conflict->theirs = pl_sheet_add_button (box, C_ ("conflict", "Take theirs"), NULL,
                                          G_CALLBACK (on_theirs), conflict);
  pl_sheet_add_button (box, C_ ("conflict", "Put mine again"), NULL, G_CALLBACK (on_mine),
                       conflict);
  adw_bin_set_child (ADW_BIN (conflict), GTK_WIDGET (box));
  gtk_widget_set_visible (GTK_WIDGET (conflict), FALSE);
}

PlConflict *
pl_conflict_new (void)
{
  return g_object_new (PL_TYPE_CONFLICT, NULL);
}
