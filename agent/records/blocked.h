/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"

G_BEGIN_DECLS

/*
 * The names that were blocked (H4): of each child, day and name the category, how often, and when
 * first and last. Never what was allowed, and never help, which is not blocked. They are
 * gathered in memory and written now and then; the agent's end may lose a few.
 */
typedef struct _PlBlockedLog PlBlockedLog;

/* Distinct names a child and a day; what is beyond is counted under the name "". */
#define PL_BLOCKED_NAMES_MAX 500

/* A child's names that wait to be written: beyond it they are counted under "", too. */
#define PL_BLOCKED_WAITING_MAX 200

PlBlockedLog *pl_blocked_log_new (PlStore *store);
/* Writes what waits. */
void pl_blocked_log_free (PlBlockedLog *log);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBlockedLog, pl_blocked_log_free)

/* A name (normal form) was blocked for a child on a day, for a category (its id, or ""), by a cause (PlSiteCause). */
void pl_blocked_log_add (PlBlockedLog *log,
                         const char *child,
                         gint64 day,
                         const char *name,
                         const char *category,
                         int cause);

/* Writes what waits, without waiting for the disk. What cannot be written waits on. */
gboolean pl_blocked_log_flush (PlBlockedLog *log, GError **error);

/* Of what was recorded before causes were, and of "". */
#define PL_BLOCKED_CAUSE_UNKNOWN (-1)

typedef struct {
  char *name; /* "": more names than are kept */
  char *category;
  int cause; /* PlSiteCause, of the first time that day; PL_BLOCKED_CAUSE_UNKNOWN */
  gint64 day;
  gint64 first_ms, last_ms;
  gint64 times;
} PlBlocked;

void pl_blocked_free (PlBlocked *blocked);

#define PL_BLOCKED_LIST_MAX 1000

/* What is written of a child from first day to last, newest day first, then most often first. Transfer full. */
GPtrArray *pl_blocked_list (
    PlStore *store, const char *child, gint64 first, gint64 last, guint limit, GError **error);

G_END_DECLS
