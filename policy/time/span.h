/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/time/timetable.h"

G_BEGIN_DECLS

/* A stretch of time between two instants (Unix seconds): the start is included, the end is not. */
typedef struct {
  gint64 start;
  gint64 end;
  gboolean exception; /* it comes from a day of exception */
} PlSpan;

/* Spans are kept in a GArray of PlSpan. */
GArray *pl_spans_new (void);

/* The span at place i. */
#define pl_spans_nth(spans, i) (&g_array_index ((spans), PlSpan, (i)))

/* Adds a span, unless it is empty. */
void pl_spans_add (GArray *spans, gint64 start, gint64 end, gboolean exception);

/* Adds what a window that starts on a day (calendar.h) is in a zone. */
void pl_spans_add_window (
    GArray *spans, GTimeZone *zone, gint64 day, const PlWindow *window, gboolean exception);

/*
 * The days whose windows can hold a time from an instant to another: a window runs into the next
 * day, and where the clock skips a day, into the one after.
 */
void pl_spans_days (GTimeZone *zone, gint64 from, gint64 to, gint64 *first, gint64 *last);

/* Sorts the spans and joins those that touch or overlap. The marks of exception are lost. */
void pl_spans_join (GArray *spans);

/* The time that both have, joined: transfer full. Neither needs to be joined. */
GArray *pl_spans_intersect (const GArray *a, const GArray *b);

/* The time of a that is not of b, joined: transfer full. Neither needs to be joined. */
GArray *pl_spans_without (const GArray *a, const GArray *b);

/*
 * TRUE if an instant is in one of the spans. exception: nullable, set only then, to whether one of
 * those that it is in comes from a day of exception.
 */
gboolean pl_spans_at (const GArray *spans, gint64 instant, gboolean *exception);

/* The first start or end of joined spans after an instant, G_MAXINT64 if there is none. */
gint64 pl_spans_next (const GArray *spans, gint64 instant);

G_END_DECLS
