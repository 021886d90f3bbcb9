/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/sites/hostname.h"
#include "policy/sites/site-list-private.h"
#include "tests/fuzz/fuzz.h"

static void
check_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  guint64 *rules = user_data;
  char again[PL_HOSTNAME_MAX + 1];

  g_assert_cmpuint (strlen (name), ==, length);
  g_assert_cmpuint (pl_hostname_normalise (name, length, again), ==, length);
  g_assert_cmpstr (name, ==, again);
  g_assert_nonnull (strchr (name, '.'));
  (*rules)++;
}

/* Each line in memory of just its length, which it has not inside a chunk. */
static void
read_lines_apart (const char *at, const char *end)
{
  guint64 rules = 0;
  g_autoptr (PlSiteList) list = pl_site_list_new (check_rule, &rules);

  while (at < end) {
    const char *newline = memchr (at, '\n', (gsize)(end - at));
    gsize length = (gsize)((newline != NULL ? newline : end) - at);
    g_autofree char *line = g_memdup2 (at, length);

    if (length > 0)
      pl_site_list_read_line (list, line, length, FALSE);
    at += length + 1;
  }
}

/* The first byte is the size of the chunks in which the rest is fed, 0: all at once. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  guint64 rules = 0, by_reason = 0;
  g_autoptr (PlSiteList) list = pl_site_list_new (check_rule, &rules);
  gsize chunk = size > 0 && data[0] > 0 ? data[0] : G_MAXSIZE;

  for (gsize at = 1; at < size; at += MIN (chunk, size - at))
    pl_site_list_feed (list, (const char *)data + at, MIN (chunk, size - at));

  const PlSiteListReport *report = pl_site_list_end (list);

  for (guint i = 0; i < PL_SITE_SKIP_REASONS; i++)
    by_reason += report->skipped_by[i];
  g_assert_cmpuint (report->rules, ==, rules);
  g_assert_cmpuint (report->skipped, ==, by_reason);
  g_assert_true (report->skipped <= report->lines);
  for (guint i = 0; i < report->n_samples; i++)
    g_assert_true (g_utf8_validate (report->samples[i].text, -1, NULL));
  if (size > 0)
    read_lines_apart ((const char *)data + 1, (const char *)data + size);
  return 0;
}
