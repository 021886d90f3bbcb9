/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/timestamp.h"
#include "policy/time/timetable.h"
#include "tests/fuzz/fuzz.h"

/* A time that was read is written so that it is read again as the same instant. */
static void
check_timestamp (const char *text)
{
  static const char *const zones[] = { "Europe/London", "Australia/Lord_Howe", "America/St_Johns" };
  PlTimestamp read, again;

  if (!pl_timestamp_parse (text, &read))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++) {
    g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
    gint64 instant = pl_timestamp_instant (&read, zone);
    g_autofree char *written = pl_timestamp_format (instant, zone);

    if (!pl_timestamp_parse (written, &again)) /* the zone took it out of the first or last year */
      continue;
    g_assert_false (again.local);
    g_assert_cmpint (pl_timestamp_instant (&again, zone), ==, instant);
  }
}

/* Windows that were read are sorted, apart, and within their day and the next. */
static void
check_windows (const char *text)
{
  g_autofree PlWindows *windows = pl_windows_parse (text, NULL);
  guint free_from = 0;

  for (guint i = 0; windows != NULL && i < windows->n; i++) {
    const PlWindow *window = &windows->windows[i];

    g_assert_true (i == 0 || window->start > free_from);
    g_assert_true (window->start < window->end && window->start < 1440 && window->end < 2880);
    free_from = window->end;
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *)data, size) : g_strdup ("");

  check_timestamp (text);
  check_windows (text);
  return 0;
}
