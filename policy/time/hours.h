/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/time/timetable.h"

G_BEGIN_DECLS

/* What a child's hours are made of. Nothing here is owned. */
typedef struct {
  GTimeZone *zone;
  const PlTimetable *maximum; /* the home's (T1) */
  gboolean maximum_applies;   /* FALSE on a Staying Close device: then only missing days read it */
  const PlTimetable *own;     /* the child's (T2) */
  const PlQuiet *quiet;       /* T4 */
} PlSchedule;

/*
 * A child's hours as spans between instants. own and after_quiet and maximum hold a span for each
 * window, in the order of the days; effective is joined.
 */
typedef struct {
  GArray *own;         /* the child's windows: a day's exception, else weekday, else the home's */
  GArray *after_quiet; /* what the quiet time before lights-out leaves of them */
  GArray *maximum;     /* the home's windows; NULL where the maximum does not apply */
  GArray *effective;   /* what is left, inside the home's windows */
} PlHours;

/* The hours from an instant to another, both included: all spans that hold a time between them. */
void pl_hours_init (PlHours *hours, const PlSchedule *schedule, gint64 from, gint64 to);
void pl_hours_clear (PlHours *hours);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlHours, pl_hours_clear)

/* The quiet times before lights-out that touch [from, to): joined, transfer full. */
GArray *pl_hours_quiet (const PlSchedule *schedule, gint64 from, gint64 to);

/* How an instant lies in the hours (design.md section 5, Reasons). */
typedef struct {
  gboolean inside;    /* in the effective windows */
  gboolean over_home; /* in the child's windows after the quiet cut, outside the home's */
  gboolean quiet;     /* in the child's windows before the quiet cut, not after */
  gboolean exception; /* these windows, or the day's where there is none, are of an exception */
} PlHoursPlace;

void pl_hours_place (const PlHours *hours,
                     const PlSchedule *schedule,
                     gint64 instant,
                     PlHoursPlace *place);

G_END_DECLS
