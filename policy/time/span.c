/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/span.h"

#include "policy/time/zone.h"

GArray *
pl_spans_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (PlSpan));
}

void
pl_spans_add (GArray *spans, gint64 start, gint64 end, gboolean exception)
{
  PlSpan span = { start, end, exception };

  if (start < end)
    g_array_append_val (spans, span);
}

void
pl_spans_add_window (
    GArray *spans, GTimeZone *zone, gint64 day, const PlWindow *window, gboolean exception)
{
  pl_spans_add (spans, pl_zone_instant (zone, day, window->start),
                pl_zone_instant (zone, day, window->end), exception);
}

void
pl_spans_days (GTimeZone *zone, gint64 from, gint64 to, gint64 *first, gint64 *last)
{
  *first = pl_zone_day (zone, from) - 2;
  *last = pl_zone_day (zone, to) + 1;
}

static int
span_compare (gconstpointer a, gconstpointer b)
{
  const PlSpan *x = a, *y = b;

  return (x->start > y->start) - (x->start < y->start);
}

void
pl_spans_join (GArray *spans)
{
  guint joined = 0;

  g_array_sort (spans, span_compare);
  for (guint i = 0; i < spans->len; i++) {
    PlSpan span = { pl_spans_nth (spans, i)->start, pl_spans_nth (spans, i)->end, FALSE };

    if (joined > 0 && span.start <= pl_spans_nth (spans, joined - 1)->end) {
      PlSpan *last = pl_spans_nth (spans, joined - 1);

      last->end = MAX (last->end, span.end);
    } else
      *pl_spans_nth (spans, joined++) = span;
  }
  g_array_set_size (spans, joined);
}

static GArray *
joined_copy (const GArray *spans)
{
  GArray *copy = pl_spans_new ();

  if (spans->len > 0)
    g_array_append_vals (copy, spans->data, spans->len);
  pl_spans_join (copy);
  return copy;
}

GArray *
pl_spans_intersect (const GArray *a, const GArray *b)
{
  g_autoptr (GArray) x = joined_copy (a);
  g_autoptr (GArray) y = joined_copy (b);
  GArray *both = pl_spans_new ();

  for (guint i = 0, j = 0; i < x->len && j < y->len;) {
    const PlSpan *s = pl_spans_nth (x, i), *t = pl_spans_nth (y, j);

    pl_spans_add (both, MAX (s->start, t->start), MIN (s->end, t->end), FALSE);
    if (s->end < t->end)
      i++;
    else
      j++;
  }
  return both;
}

GArray *
pl_spans_without (const GArray *a, const GArray *b)
{
  g_autoptr (GArray) taken = joined_copy (b);
  g_autoptr (GArray) rest = pl_spans_new ();
  gint64 start = G_MININT64;

  for (guint i = 0; i < taken->len; i++) {
    pl_spans_add (rest, start, pl_spans_nth (taken, i)->start, FALSE);
    start = pl_spans_nth (taken, i)->end;
  }
  pl_spans_add (rest, start, G_MAXINT64, FALSE);
  return pl_spans_intersect (a, rest);
}

gboolean
pl_spans_at (const GArray *spans, gint64 instant, gboolean *exception)
{
  gboolean inside = FALSE, excepted = FALSE;

  for (guint i = 0; i < spans->len; i++) {
    const PlSpan *span = pl_spans_nth (spans, i);

    if (span->start <= instant && instant < span->end) {
      inside = TRUE;
      excepted |= span->exception;
    }
  }
  if (inside && exception != NULL)
    *exception = excepted;
  return inside;
}

gint64
pl_spans_next (const GArray *spans, gint64 instant)
{
  for (guint i = 0; i < spans->len; i++) {
    const PlSpan *span = pl_spans_nth (spans, i);

    if (span->start > instant)
      return span->start;
    if (span->end > instant)
      return span->end;
  }
  return G_MAXINT64;
}
