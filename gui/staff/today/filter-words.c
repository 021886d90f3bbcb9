/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/filter-words.h"

#include <glib/gi18n.h>

#include "gui/app/english.h"
#include "gui/staff/today/today-words.h"
#include "gui/widgets/list-words.h"
#include "policy/data/shipped.h"

/* A test that is older says little of today. */
#define TEST_OLD_S (7 * 24 * 3600)

/* The flag of a source that is switched off (Sites.ListSources). */
#define SOURCE_OFF 1

static char *
names_words (gint64 names)
{
  if (names >= 1000000)
    /* Translators: a number like 1.2: names of sites in lists. */
    return g_strdup_printf (C_ ("filter", "%.1f million names"), (double)names / 1e6);
  return g_strdup_printf (g_dngettext (NULL, "%d name", "%d names", (gulong)names), (int)names);
}

char *
pl_filter_lists_words (PlRecord *today, GVariant *sources)
{
  gint64 names = 0, oldest = G_MAXINT64, of_source, came;
  GVariantIter iter;
  guint flags;

  if (g_variant_n_children (sources) == 0)
    return g_strdup (C_ ("filter", "The lists were given to this computer by hand."));
  g_variant_iter_init (&iter, sources);
  while (g_variant_iter_next (&iter, "(&s&s&s&s&sxxxxxu&s&s)", NULL, NULL, NULL, NULL, NULL,
                              &of_source, NULL, &came, NULL, NULL, &flags, NULL, NULL)) {
    if (flags & SOURCE_OFF)
      continue;
    names += of_source;
    oldest = came > 0 ? MIN (oldest, came) : oldest;
  }
  g_autofree char *count = names_words (names);
  if (oldest == G_MAXINT64)
    /* Translators: "1.2 million names". */
    return g_strdup_printf (C_ ("filter", "No list has come yet: %s of those that ship."), count);
  g_autofree char *age = pl_staff_ago (today, oldest);
  /* Translators: "2 days ago"; "1.2 million names". */
  return g_strdup_printf (C_ ("filter", "The oldest list came %1$s. %2$s."), age, count);
}

char *
pl_filter_uncovered_words (void)
{
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("categories.tsv");
  GStrvBuilder *builder = g_strv_builder_new ();

  for (guint i = 0; i < rows->len; i++) {
    char **cells = rows->pdata[i];
    if (g_strv_length (cells) < PL_CATEGORY_CELLS ||
        !g_str_equal (cells[PL_CATEGORY_CELL_COVERAGE], "thin"))
      continue;
    g_autofree char *name = pl_screen_said (cells[PL_CATEGORY_CELL_NAME]);
    g_strv_builder_add (builder, name);
  }
  g_autofree char *names = pl_list_words_end (builder);
  /* Translators: names of categories. */
  return g_strdup_printf (C_ ("filter", "Not well covered: %s."), names);
}

PlFilterState
pl_filter_state (PlRecord *today)
{
  const char *check = pl_record_text (today, "check");
  gint64 age = pl_record_number (today, "now") - pl_record_number (today, "checked");

  if (!pl_record_flag (today, "filtering") || g_str_equal (check, "failed"))
    return PL_FILTER_FAILS;
  return g_str_equal (check, "ok") && age < TEST_OLD_S ? PL_FILTER_WORKS : PL_FILTER_NOT_SURE;
}
