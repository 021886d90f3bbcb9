/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/people/level.h"

G_BEGIN_DECLS

/*
 * What happens when a child's time comes to its end (T5, T11): warnings before it, then the level's
 * action, and help visits after it. Tells what is to be done and does nothing itself; no clock is
 * read here. One of it a child; times are CLOCK_BOOTTIME in milliseconds.
 *
 * internet-off: open sessions stay, help-only. lock: they are locked; unlocked, they are a help
 * visit. end-session: they end a minute later. A session that begins while time is up is a help visit.
 * A visit ends (is locked again, where the action is lock) after a quarter of an hour, or a quarter of an hour after the
 * child last asked for longer, as often as needed; the next may begin at once.
 * When time comes back, whatever is open is an ordinary session again.
 */
typedef struct _PlTimeEnd PlTimeEnd;

#define PL_VISIT_MS       (15 * 60 * 1000)
#define PL_LAST_NOTICE_MS (60 * 1000)

/* What the child is told. */
typedef enum {
  PL_NOTICE_TIME = 1,         /* the time for the internet ends */
  PL_NOTICE_LEAVE = 2,        /* the session ends: work has to be saved */
  PL_NOTICE_VISIT = 3,        /* the help visit ends */
  PL_NOTICE_VISIT_BEGINS = 4, /* a help visit begins, and ends then */
} PlNotice;

typedef struct {
  const char *id;
  gboolean locked;
} PlTimeEndSession;

/* What holds for the child now. */
typedef struct {
  gint64 now_ms;
  gboolean online;
  gint64 until_ms; /* of being online; G_MAXINT64: no end in sight */
  gboolean
      stands; /* time does: an end by use, of which the child was warned, may come back at once */
  PlTimeUp action;
  guint n_sessions;
  const PlTimeEndSession *sessions;
} PlTimeEndInput;

typedef struct {
  void (*notice) (gpointer data, PlNotice notice, gint64 in_ms);
  void (*lock) (gpointer data, const char *session);
  void (*end) (gpointer data, const char *session);
} PlTimeEndDeeds;

/* visit_ms: how long a help visit lasts; PL_VISIT_MS, shorter in tests. */
PlTimeEnd *pl_time_end_new (gint64 visit_ms);
void pl_time_end_free (PlTimeEnd *end);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlTimeEnd, pl_time_end_free)

/*
 * What of it outlives the agent, within one boot, floating: PL_TIME_END_KEPT. One that goes on from there knows which sessions are
 * visits, and that a session which it has not met began meanwhile.
 */
#define PL_TIME_END_KEPT "(bxa(sxubb))"
GVariant *pl_time_end_keep (const PlTimeEnd *end);
void pl_time_end_resume (PlTimeEnd *end, GVariant *kept);

/* Does what is due; the time at which something is due next, G_MAXINT64 if nothing is. */
gint64 pl_time_end_step (PlTimeEnd *end,
                         const PlTimeEndInput *input,
                         const PlTimeEndDeeds *deeds,
                         gpointer data);

/*
 * When the help visit ends that the child is in: of several, the last; G_MAXINT64 where there is none, or an open session
 * of the child's is none. As of the last step.
 */
gint64 pl_time_end_visit (const PlTimeEnd *end);
/* The child's help visits end with the next step. FALSE if the child is in none. */
gboolean pl_time_end_leave_visit (PlTimeEnd *end, gint64 now_ms);
/* They last as long from now on as one that begins now, and their end is told of anew. FALSE if the child is in none. */
gboolean pl_time_end_extend_visit (PlTimeEnd *end, gint64 now_ms);

G_END_DECLS
