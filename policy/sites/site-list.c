/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-list.h"

#include <string.h>

#include "policy/sites/site-list-private.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static const char *const skip_texts[PL_SITE_SKIP_REASONS] = {
  [PL_SITE_SKIP_INVALID_NAME] = "not a name",
  [PL_SITE_SKIP_ADDRESS] = "an address",
  [PL_SITE_SKIP_SINGLE_LABEL] = "a single label",
  [PL_SITE_SKIP_PUBLIC_SUFFIX] = "a public suffix",
  [PL_SITE_SKIP_MODIFIER] = "a rule with modifiers",
  [PL_SITE_SKIP_PATTERN] = "a path or a pattern",
  [PL_SITE_SKIP_NOT_A_BLOCK] = "does not block",
  [PL_SITE_SKIP_LINE_TOO_LONG] = "a line that is too long",
};

const char *
pl_site_skip_text (PlSiteSkip reason)
{
  return skip_texts[reason];
}

PlSiteList *
pl_site_list_new (PlSiteListFunc func, gpointer user_data)
{
  PlSiteList *list = g_new0 (PlSiteList, 1);

  list->func = func;
  list->user_data = user_data;
  return list;
}

void
pl_site_list_free (PlSiteList *list)
{
  g_free (list->kept);
  g_free (list);
}

/* Copies the beginning of text, so that a terminal may show it. */
static void
copy_printable (char out[sizeof ((PlSiteSkipped *)NULL)->text], const char *text, gsize length)
{
  gsize room = sizeof ((PlSiteSkipped *)NULL)->text, written = 0;
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)MIN (length, room - 1));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    char bytes[6];
    gsize n = (gsize)g_unichar_to_utf8 (g_unichar_isprint (c) ? c : '?', bytes);

    if (written + n >= room)
      break;
    memcpy (out + written, bytes, n);
    written += n;
  }
  out[written] = '\0';
}

static void
count_skipped (PlSiteList *list, const char *text, gsize length)
{
  PlSiteListReport *report = &list->report;

  report->skipped++;
  report->skipped_by[list->reason]++;
  if (report->n_samples == PL_SITE_LIST_SAMPLES)
    return;

  PlSiteSkipped *sample = &report->samples[report->n_samples++];

  sample->line = report->lines;
  sample->reason = list->reason;
  copy_printable (sample->text, text, length);
}

static void
read_line (PlSiteList *list, const char *text, gsize length)
{
  gboolean too_long = list->too_long;

  if (length > PL_SITE_LIST_LINE_MAX) {
    too_long = TRUE;
    length = PL_SITE_LIST_LINE_MAX;
  }
  list->report.lines++;
  list->gave_rule = FALSE;
  list->skipped = FALSE;
  if (list->report.lines == 1 && length >= 3 && memcmp (text, BYTE_ORDER_MARK, 3) == 0) {
    text += 3;
    length -= 3;
  }
  pl_site_list_read_line (list, text, length, too_long);
  if (list->skipped && !list->gave_rule)
    count_skipped (list, text, length);
}

/* Keeps the beginning of a line until its end comes; what is beyond the maximum is let go. */
static void
keep (PlSiteList *list, const char *bytes, gsize length)
{
  gsize room = PL_SITE_LIST_LINE_MAX - list->n_kept;

  if (list->kept == NULL)
    list->kept = g_malloc (PL_SITE_LIST_LINE_MAX);
  if (length > room) {
    list->too_long = TRUE;
    length = room;
  }
  memcpy (list->kept + list->n_kept, bytes, length);
  list->n_kept += length;
}

static void
read_kept_line (PlSiteList *list)
{
  read_line (list, list->kept, list->n_kept);
  list->n_kept = 0;
  list->too_long = FALSE;
}

void
pl_site_list_feed (PlSiteList *list, const char *bytes, gsize length)
{
  const char *end = bytes + length, *newline;

  for (; (newline = memchr (bytes, '\n', (gsize)(end - bytes))) != NULL; bytes = newline + 1)
    if (list->n_kept == 0) {
      read_line (list, bytes, (gsize)(newline - bytes));
    } else {
      keep (list, bytes, (gsize)(newline - bytes));
      read_kept_line (list);
    }
  if (bytes < end)
    keep (list, bytes, (gsize)(end - bytes));
}

const PlSiteListReport *
pl_site_list_end (PlSiteList *list)
{
  if (list->n_kept > 0)
    read_kept_line (list);
  return &list->report;
}
