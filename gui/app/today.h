/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * What the agent says of a child's today, in one reading: Child.GetState and Child.GetToday. The time
 * is the agent's, never the screen's. Immutable.
 */
typedef struct {
  gint64 start, end; /* Unix seconds, end not included */
} PlTodaySpan;

typedef struct {
  char *who; /* as the profile calls them: "mum" */
  PlTodaySpan span;
} PlTodayContact;

typedef struct {
  char *name;
  char *digits;
} PlTodayNumber;

typedef struct {
  gatomicrefcount refs;
  gboolean online;
  gint64 until;            /* when that changes; -1: not soon */
  gint64 left_s;           /* of an allowance; -1 without one */
  char **reasons;          /* codes of policy/verdict.h */
  gint64 now;              /* Unix seconds */
  gint64 start, next, end; /* the midnights that begin today and tomorrow, and end that */
  GTimeZone *zone;         /* the home's */
  char *name, *home, *level;
  char *level_about;    /* what is open at it, in the home's words; "" */
  char *review;         /* YYYY-MM-DD, or "" */
  GArray *open, *quiet; /* of PlTodaySpan, joined */
  GPtrArray *contacts;  /* of PlTodayContact */
  GPtrArray *numbers;   /* of PlTodayNumber: the home's own */
  gint64 visit;         /* when the help visit ends that this is (T11); -1: it is none */
  GHashTable *opened;   /* what (char *): gint64 *, when the newest was made that was opened */
  gint64 kept_days;     /* how long usage and blocked names are kept */
  gboolean easy_read, large_type, read_aloud;
} PlToday;

#define PL_TYPE_TODAY (pl_today_get_type ())
GType pl_today_get_type (void);

/*
 * state: "(bxxas)", today: "(a{sv})", as the methods return them. later: seconds that have passed since.
 */
PlToday *pl_today_new (GVariant *state, GVariant *today, gint64 later);
PlToday *pl_today_ref (PlToday *today);
void pl_today_unref (PlToday *today);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlToday, pl_today_unref)

#define pl_today_span_nth(spans, i) (&g_array_index ((spans), PlTodaySpan, (i)))

gboolean pl_today_has_reason (const PlToday *today, const char *code);

/* When the newest of what NoteOpened of the contract calls so was made that the child has opened; 0: none was. */
gint64 pl_today_opened (const PlToday *today, const char *what);

/* An instant on the home's wall clock. Transfer full. */
GDateTime *pl_today_local (const PlToday *today, gint64 instant);

G_END_DECLS
