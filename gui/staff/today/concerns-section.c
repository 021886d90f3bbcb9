/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/concerns-section.h"

#include <glib/gi18n.h>

#include "gui/app/concern-list.h"
#include "gui/staff/concerns/concern-words.h"
#include "gui/staff/row.h"
#include "gui/staff/today/today-words.h"

/* A page has so many rows of them; all stand under Concerns, in a list that is built only where it shows. */
#define UNSEEN_MAX 10

struct _PlConcernsSection {
  PlTodaySection parent;
};

G_DEFINE_FINAL_TYPE (PlConcernsSection, pl_concerns_section, PL_TYPE_TODAY_SECTION)

static void
on_row (AdwActionRow *row, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "staff.go", "s", "concerns");
}

static void
add_unseen (PlTodaySection *section, PlRecord *concern)
{
  PlRecord *today = pl_today_section_get_today (section);
  gint64 since = pl_record_number (today, "now") - pl_record_number (concern, "filed");
  g_autofree char *age = pl_staff_short_duration (MAX (since, 60));
  /* Translators: of a concern, and for how long nobody has read it: "Unseen 12 min". */
  g_autofree char *pill = g_strdup_printf (C_ ("today", "Unseen %s"), age);
  g_autofree char *turn = pl_concern_turn (concern);
  AdwActionRow *row = pl_staff_row_new (pill, "bad-now", C_ ("today", "A concern for you"), turn);

  pl_staff_row_lead (row, G_CALLBACK (on_row), section);
  pl_today_section_add (section, GTK_WIDGET (row));
}

static void
add_rest (PlTodaySection *section, guint n)
{
  g_autofree char *title =
      g_strdup_printf (g_dngettext (NULL, "%u more is waiting", "%u more are waiting", n), n);
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, C_ ("today", "All are under Concerns."));

  pl_staff_row_lead (row, G_CALLBACK (on_row), section);
  pl_today_section_add (section, GTK_WIDGET (row));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_list_concerns_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTodaySection *section = data;
  guint n = 0;
  if (reply == NULL) {
    pl_today_section_fail (section, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  if (!pl_today_section_begin (section, rows))
    return;
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) concern = pl_record_new (fields);
    if (pl_concern_is_unseen (concern) && n++ < UNSEEN_MAX)
      add_unseen (section, concern);
  }
  if (n > UNSEEN_MAX)
    add_rest (section, n - UNSEEN_MAX);
  pl_today_section_end (section, C_ ("today", "Nothing is waiting for you"));
}

static void
ask (PlTodaySection *section)
{
  pl_client_list_told_concerns (pl_today_section_get_client (section),
                                pl_today_section_get_cancellable (section), on_listed, section);
}

static void
pl_concerns_section_class_init (PlConcernsSectionClass *class)
{
  PL_TODAY_SECTION_CLASS (class)->ask = ask;
}

static void
pl_concerns_section_init (PlConcernsSection *section)
{
}
