/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/filter-section.h"

#include <glib/gi18n.h>

#include "gui/staff/children/why-page.h"
#include "gui/staff/today/filter-page.h"
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
      pl_today_row_new (NULL, NULL, C_ ("why", "Why is this blocked?"),
                        C_ ("why", "Type or paste a site, and see what holds for each child."));

  pl_today_row_lead (row, G_CALLBACK (on_why), section);
  pl_today_section_add (section, GTK_WIDGET (row));
}

/* How many names, and when the oldest list came. Transfer full. */
static char *
lists_words (PlRecord *today, GVariant *sources)
{
  gint64 sites = 0, oldest = G_MAXINT64, of_source, came;
  GVariantIter iter;

  g_variant_iter_init (&iter, sources);
  while (g_variant_iter_next (&iter, "(&s&s&s&s&sxxxxxu&s&s)", NULL, NULL, NULL, NULL, NULL,
                              &of_source, NULL, &came, NULL, NULL, NULL, NULL, NULL)) {
    sites += of_source;
    oldest = came > 0 ? MIN (oldest, came) : oldest;
  }
  if (oldest == G_MAXINT64)
    return g_strdup (C_ ("filter", "No list has come yet."));
  g_autofree char *age = pl_staff_ago (today, oldest);
  return g_strdup_printf (
      /* Translators: how long ago, and a number of names of sites. */
      C_ ("filter", "Lists of %1$s. %2$'d names. Not well covered: extremism, weapons, self-harm."),
      age, (int)sites);
}

static void
add_check (PlTodaySection *section, const char *lists)
{
  PlRecord *today = pl_today_section_get_today (section);
  gint64 checked = pl_record_number (today, "checked");
  const char *result = pl_record_text (today, "check");
  gboolean ok = g_str_equal (result, "ok");
  g_autofree char *age = checked > 0 ? pl_staff_ago (today, checked) : NULL;
  g_autofree char *title = age != NULL
                               ? g_strdup_printf (C_ ("filter", "Tested %s, for each child"), age)
                               : g_strdup (C_ ("filter", "It was never tested on this computer"));
  AdwActionRow *row =
      pl_today_row_new (ok                               ? C_ ("filter", "yes")
                        : g_str_equal (result, "failed") ? C_ ("filter", "no")
                                                         : C_ ("filter", "not sure"),
                        ok ? "open-now" : "bad-now", title, lists);

  pl_today_row_lead (row, G_CALLBACK (on_row), section);
  pl_today_section_add (section, GTK_WIDGET (row));
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
  if (!pl_today_section_begin (section, g_variant_new ("(@*@as)", sources, problems)))
    return;
  g_autofree char *lists = lists_words (pl_today_section_get_today (section), sources);
  add_check (section, lists);
  for (gsize i = 0; i < g_variant_n_children (problems); i++) {
    const char *problem;
    g_variant_get_child (problems, i, "&s", &problem);
    pl_today_section_add (
        section, GTK_WIDGET (pl_today_row_new (C_ ("filter", "look"), "bad-now", problem, NULL)));
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
