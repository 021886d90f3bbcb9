/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/windows-paint.h"

#include <string.h>

#include "policy/time/calendar.h"

#define MINUTES_TWO_DAYS (2 * PL_MINUTES_A_DAY)

gboolean
pl_windows_hold (const PlWindows *windows, guint minute)
{
  for (guint i = 0; windows != NULL && i < windows->n; i++)
    if (minute >= windows->windows[i].start && minute < windows->windows[i].end)
      return TRUE;
  return FALSE;
}

/* A window starts on its day. */
static PlWindows *
windows_of (const guint8 open[MINUTES_TWO_DAYS])
{
  PlWindows *windows = g_malloc (sizeof *windows + PL_WINDOWS_MAX * sizeof windows->windows[0]);

  windows->n = 0;
  for (guint at = 0; at < PL_MINUTES_A_DAY; at++) {
    if (!open[at])
      continue;
    guint end = at;
    while (end < MINUTES_TWO_DAYS - 1 && open[end])
      end++;
    if (windows->n == PL_WINDOWS_MAX) {
      g_free (windows);
      return NULL;
    }
    windows->windows[windows->n++] = (PlWindow){ (guint16)at, (guint16)end };
    at = end;
  }
  return windows;
}

PlWindows *
pl_windows_painted (const PlWindows *windows, guint start, guint end, gboolean open)
{
  guint8 minutes[MINUTES_TWO_DAYS];
  gsize size = sizeof *windows;
  PlWindows *painted;

  for (guint i = 0; i < MINUTES_TWO_DAYS; i++)
    minutes[i] = (guint8)pl_windows_hold (windows, i);
  end = MIN (end, PL_MINUTES_A_DAY);
  if (start < end)
    memset (minutes + start, open, end - start);
  painted = windows_of (minutes);
  if (painted != NULL)
    return painted;
  size += windows->n * sizeof windows->windows[0];
  return g_memdup2 (windows, size);
}

char *
pl_windows_text (const PlWindows *windows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; windows != NULL && i < windows->n; i++) {
    guint start = windows->windows[i].start, end = windows->windows[i].end;
    /* The end of the day is its own; past it a window ends at the next day's clock. */
    guint shown = end > PL_MINUTES_A_DAY ? end - PL_MINUTES_A_DAY : end;
    g_string_append_printf (text, "%s%02u:%02u-%02u:%02u", i > 0 ? ";" : "", start / 60, start % 60,
                            shown / 60, shown % 60);
  }
  return g_string_free (text, FALSE);
}
