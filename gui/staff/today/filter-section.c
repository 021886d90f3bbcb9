/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/filter-section.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/initial.h"
#include "gui/staff/children/why-page.h"
#include "gui/staff/row.h"
#include "gui/staff/today/filter-page.h"
#include "gui/staff/today/filter-words.h"
#include "gui/staff/today/today-words.h"

struct _PlFilterSection {
  PlTodaySection parent;
  GVariant *problems; /* what GetProblems said; nullable */
};

G_DEFINE_FINAL_TYPE (PlFilterSection, pl_filter_section, PL_TYPE_TODAY_SECTION)

static void
on_row (AdwActionRow *row, gpointer data)
{
  pl_subpage_open (GTK_WIDGET (row), pl_filter_page_new (pl_today_section_get_client (data)));
}

static void
on_why (AdwActionRow *row, gpointer data)
{
  pl_subpage_open (GTK_WIDGET (row), pl_why_page_new (pl_today_section_get_client (data), NULL));
}

static void
add_why (PlTodaySection *section)
{
  AdwActionRow *row =
      pl_staff_row_new (NULL, NULL, C_ ("why", "Why is this blocked?"),
                        C_ ("why", "Type or paste a site, and see what holds for each child."));

  pl_staff_row_lead (row, G_CALLBACK (on_why), section);
  pl_today_section_add (section, GTK_WIDGET (row));
}

/* How each state is told. */
static const struct {
  const char *pill, *class;
} states[] = {
  [PL_FILTER_WORKS] = { NC_ ("filter", "yes"), "open-now" },
  [PL_FILTER_NOT_SURE] = { NC_ ("filter", "not sure"), "soon-now" },
  [PL_FILTER_FAILS] = { NC_ ("filter", "no"), "bad-now" },
};

static char *
tested_words (PlRecord *today)
{
  gint64 checked = pl_record_number (today, "checked");

  if (!pl_record_flag (today, "filtering"))
    return g_strdup (C_ ("filter", "A part of it is missing just now"));
  if (checked <= 0)
    return g_strdup (C_ ("filter", "It was never tested on this computer"));
  g_autofree char *age = pl_staff_ago (today, checked);
  /* Translators: how long ago. */
  return g_strdup_printf (C_ ("filter", "Tested %s"), age);
}

static void
add_check (PlTodaySection *section, GVariant *sources)
{
  PlRecord *today = pl_today_section_get_today (section);
  PlFilterState state = pl_filter_state (today);
  g_autofree char *title = tested_words (today);
  g_autofree char *lists = pl_filter_lists_words (today, sources);
  g_autofree char *uncovered = pl_filter_uncovered_words ();
  g_autofree char *words = g_strdup_printf ("%s %s", lists, uncovered);
  AdwActionRow *row = pl_staff_row_new (g_dpgettext2 (NULL, "filter", states[state].pill),
                                        states[state].class, title, words);

  pl_staff_row_lead (row, G_CALLBACK (on_row), section);
  pl_today_section_add (section, GTK_WIDGET (row));
}

static void
add_disk (PlTodaySection *section)
{
  gint64 free = pl_record_number (pl_today_section_get_today (section), "disk");

  if (free < 0 || free >= PL_FILTER_DISK_LOW)
    return;
  g_autofree char *size = g_format_size ((guint64)free);
  /* Translators: a size, "120 MB". */
  g_autofree char *words =
      g_strdup_printf (C_ ("filter", "%s are left for records. Tell IT today."), size);
  pl_today_section_add (
      section, GTK_WIDGET (pl_staff_row_new (C_ ("filter", "look"), "bad-now",
                                             C_ ("filter", "The disk is nearly full"), words)));
}

/* As the agent said it: what is wrong, and behind a colon what of it. */
static void
add_problem (PlTodaySection *section, const char *said)
{
  g_autofree char *problem = pl_screen_said (said);
  g_auto (GStrv) parts = g_strsplit (problem, ": ", 2);
  g_autofree char *what = pl_capital (parts[0]);
  g_autofree char *of_it = parts[1] != NULL ? pl_capital (parts[1]) : NULL;

  pl_today_section_add (
      section, GTK_WIDGET (pl_staff_row_new (C_ ("filter", "look"), "bad-now", what, of_it)));
}

/* What the rows are made of: today's part, too. */
static GVariant *
facts_of (PlTodaySection *section, GVariant *sources, GVariant *problems)
{
  PlRecord *today = pl_today_section_get_today (section);

  return g_variant_new ("(@*@asxub)", sources, problems, pl_record_number (today, "checked"),
                        (guint)pl_filter_state (today),
                        pl_record_number (today, "disk") < PL_FILTER_DISK_LOW);
}

static void
on_sources (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTodaySection *section = data;
  if (reply == NULL) {
    pl_today_section_fail (section, error);
    return;
  }
  g_autoptr (GVariant) sources = g_variant_get_child_value (reply, 0);
  GVariant *problems = PL_FILTER_SECTION (section)->problems;
  if (!pl_today_section_begin (section, facts_of (section, sources, problems)))
    return;
  add_check (section, sources);
  add_disk (section);
  for (gsize i = 0; i < g_variant_n_children (problems); i++) {
    const char *problem;
    g_variant_get_child (problems, i, "&s", &problem);
    add_problem (section, problem);
  }
  add_why (section);
}

static void
on_problems (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFilterSection *section = data;
  if (reply == NULL) {
    pl_today_section_fail (data, error);
    return;
  }
  g_clear_pointer (&section->problems, g_variant_unref);
  section->problems = g_variant_get_child_value (reply, 0);
  pl_client_call_staff (pl_today_section_get_client (data), "Sites", "ListSources", NULL,
                        pl_today_section_get_cancellable (data), on_sources, section);
}

static void
ask (PlTodaySection *section)
{
  pl_client_call_staff (pl_today_section_get_client (section), "Staff", "GetProblems", NULL,
                        pl_today_section_get_cancellable (section), on_problems, section);
}

static void
pl_filter_section_dispose (GObject *object)
{
  g_clear_pointer (&PL_FILTER_SECTION (object)->problems, g_variant_unref);
  G_OBJECT_CLASS (pl_filter_section_parent_class)->dispose (object);
}

static void
pl_filter_section_class_init (PlFilterSectionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_filter_section_dispose;
  PL_TODAY_SECTION_CLASS (class)->ask = ask;
}

static void
pl_filter_section_init (PlFilterSection *section)
{
}
