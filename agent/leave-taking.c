/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/leave-taking.h"

struct _PlLeaveTaking {
  PlSessions *sessions; /* not owned */
  gint64 visit_ms;
  PlLeaveNotice notice;
  gpointer data;
  GHashTable *ends; /* uid: PlTimeEnd */
};

/* One child's step. */
typedef struct {
  PlLeaveTaking *taking;
  const PlChild *child;
} Step;

static void
give_notice (gpointer data, PlNotice notice, gint64 in_ms)
{
  const Step *step = data;

  g_info ("%s: told of an end in %d s", step->child->account, (int)(in_ms / 1000));
  if (step->taking->notice != NULL)
    step->taking->notice (step->child->uid, notice, in_ms, step->taking->data);
}

static void
lock (gpointer data, const char *session)
{
  const Step *step = data;

  g_message ("%s: time is up; session %s is locked", step->child->account, session);
  pl_sessions_lock (step->taking->sessions, session);
}

static void
end (gpointer data, const char *session)
{
  const Step *step = data;

  g_message ("%s: time is up; session %s is ended", step->child->account, session);
  pl_sessions_end (step->taking->sessions, session);
}

PlLeaveTaking *
pl_leave_taking_new (PlSessions *sessions, gint64 visit_ms)
{
  PlLeaveTaking *taking = g_new0 (PlLeaveTaking, 1);

  taking->sessions = sessions;
  taking->visit_ms = visit_ms;
  taking->ends = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)pl_time_end_free);
  return taking;
}

void
pl_leave_taking_free (PlLeaveTaking *taking)
{
  if (taking == NULL)
    return;
  g_hash_table_unref (taking->ends);
  g_free (taking);
}

void
pl_leave_taking_on_notice (PlLeaveTaking *taking, PlLeaveNotice callback, gpointer data)
{
  taking->notice = callback;
  taking->data = data;
}

static PlTimeEnd *
end_of (PlLeaveTaking *taking, uid_t uid)
{
  PlTimeEnd *of = g_hash_table_lookup (taking->ends, GUINT_TO_POINTER (uid));

  if (of == NULL) {
    of = pl_time_end_new (taking->visit_ms);
    g_hash_table_insert (taking->ends, GUINT_TO_POINTER (uid), of);
  }
  return of;
}

gint64
pl_leave_taking_step (PlLeaveTaking *taking, const PlChild *child, const PlTimeEndInput *time)
{
  static const PlTimeEndDeeds deeds = { give_notice, lock, end };
  g_autoptr (GPtrArray) open = pl_sessions_of (taking->sessions, child->uid);
  g_autofree PlTimeEndSession *sessions = g_new (PlTimeEndSession, open->len + 1);
  Step step = { taking, child };

  /* A file that nobody can read is no reason to throw a child out. */
  if (child->profile == NULL)
    return G_MAXINT64;
  for (guint i = 0; i < open->len; i++) {
    const PlSession *session = open->pdata[i];
    sessions[i] = (PlTimeEndSession){ session->id, session->locked };
  }
  PlTimeEndInput input = *time;
  input.action = child->profile->time_up;
  input.n_sessions = open->len;
  input.sessions = sessions;
  return pl_time_end_step (end_of (taking, child->uid), &input, &deeds, &step);
}

gint64
pl_leave_taking_visit (const PlLeaveTaking *taking, const PlChild *child)
{
  const PlTimeEnd *of = g_hash_table_lookup (taking->ends, GUINT_TO_POINTER (child->uid));

  return of != NULL ? pl_time_end_visit (of) : G_MAXINT64;
}

gboolean
pl_leave_taking_leave_visit (PlLeaveTaking *taking, const PlChild *child, gint64 now_ms)
{
  PlTimeEnd *of = g_hash_table_lookup (taking->ends, GUINT_TO_POINTER (child->uid));

  return of != NULL && pl_time_end_leave_visit (of, now_ms);
}

gboolean
pl_leave_taking_extend_visit (PlLeaveTaking *taking, const PlChild *child, gint64 now_ms)
{
  PlTimeEnd *of = g_hash_table_lookup (taking->ends, GUINT_TO_POINTER (child->uid));

  return of != NULL && pl_time_end_extend_visit (of, now_ms);
}
