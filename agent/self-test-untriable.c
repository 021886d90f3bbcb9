/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/self-test-untriable.h"

#include "policy/data/shipped.h"

/* Columns of categories.tsv. */
enum {
  ID,
  NAME,
  SENTENCE,
  COVERAGE,
  N_COLUMNS,
};

gboolean
pl_self_test_is_untriable (const PlProbeFinding *finding)
{
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("categories.tsv");
  guint category = finding->check - PL_PROBE_CATEGORY;

  if (finding->check < PL_PROBE_CATEGORY || category >= rows->len)
    return FALSE;
  char **row = rows->pdata[category];
  if (g_strv_length (row) < N_COLUMNS || pl_shipped_has_names (row[ID]))
    return FALSE;
  return finding->why == PL_PROBE_NO_NAME ||
         (finding->why == PL_PROBE_NO_LIST && g_str_equal (row[COVERAGE], "thin"));
}
