/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/time-up.h"

/* Minutes before the end at which a child is warned (T5), the latest first. */
static const gint64 warnings[] = { 1, 5, 15 };

/* An end that moves away by less is the same end. */
#define SAME_END_MS 30000

typedef struct {
  char *id;
  gint64 end_ms; /* when it is ended, or locked again; G_MAXINT64: not */
  PlNotice notice;
  gboolean told;   /* of the end */
  gboolean locked; /* as it was last */
} Session;

struct _PlTimeEnd {
  gint64 visit_ms;
  gboolean begun;
  gboolean online;
  gint64 warned;       /* minutes of the last warning; 0: there was none */
  GPtrArray *sessions; /* of Session */
};

/* One step on its way. */
typedef struct {
  PlTimeEnd *end;
  const PlTimeEndInput *input;
  const PlTimeEndDeeds *deeds;
  gpointer data;
  gint64 next_ms;
} Step;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_free (session->id);
  g_free (session);
}

PlTimeEnd *
pl_time_end_new (gint64 visit_ms)
{
  PlTimeEnd *end = g_new0 (PlTimeEnd, 1);

  end->visit_ms = visit_ms;
  end->sessions = g_ptr_array_new_with_free_func (session_free);
  return end;
}

void
pl_time_end_free (PlTimeEnd *end)
{
  if (end == NULL)
    return;
  g_ptr_array_unref (end->sessions);
  g_free (end);
}

/* The fields of a session, in that order. */
#define SESSION_KEPT "(sxubb)"

GVariant *
pl_time_end_keep (const PlTimeEnd *end)
{
  GVariantBuilder sessions;

  g_variant_builder_init (&sessions, G_VARIANT_TYPE ("a" SESSION_KEPT));
  for (guint i = 0; i < end->sessions->len; i++) {
    const Session *session = end->sessions->pdata[i];
    g_variant_builder_add (&sessions, SESSION_KEPT, session->id, session->end_ms,
                           (guint32)session->notice, session->told, session->locked);
  }
  return g_variant_new ("(bx@a" SESSION_KEPT ")", end->online, end->warned,
                        g_variant_builder_end (&sessions));
}

void
pl_time_end_resume (PlTimeEnd *end, GVariant *kept)
{
  g_autoptr (GVariant) sessions = g_variant_get_child_value (kept, 2);
  GVariantIter iter;
  Session session;
  guint32 notice;

  end->begun = TRUE;
  g_variant_get_child (kept, 0, "b", &end->online);
  g_variant_get_child (kept, 1, "x", &end->warned);
  g_variant_iter_init (&iter, sessions);
  while (g_variant_iter_next (&iter, SESSION_KEPT, &session.id, &session.end_ms, &notice,
                              &session.told, &session.locked)) {
    session.notice = notice == PL_NOTICE_LEAVE ? PL_NOTICE_LEAVE : PL_NOTICE_VISIT;
    g_ptr_array_add (end->sessions, g_memdup2 (&session, sizeof session));
  }
}

static void
due_at (Step *step, gint64 ms)
{
  if (ms > step->input->now_ms)
    step->next_ms = MIN (step->next_ms, ms);
}

/* The warning whose time it is, in minutes; 0: none is yet. */
static gint64
warning_due (gint64 in_ms)
{
  for (gsize i = 0; i < G_N_ELEMENTS (warnings); i++)
    if (in_ms <= warnings[i] * 60000)
      return warnings[i];
  return 0;
}

static void
warn (Step *step)
{
  PlTimeEnd *end = step->end;
  gint64 in_ms = step->input->until_ms - step->input->now_ms;

  if (step->input->until_ms == G_MAXINT64) {
    if (!step->input->stands)
      end->warned = 0;
    return;
  }
  gint64 due = warning_due (in_ms);
  if (due != 0 && (end->warned == 0 || due < end->warned)) {
    step->deeds->notice (step->data, PL_NOTICE_TIME, in_ms);
    end->warned = due;
  } else if (!step->input->stands && end->warned != 0 &&
             in_ms > end->warned * 60000 + SAME_END_MS) {
    end->warned = due; /* more time came */
  }
  for (gsize i = 0; i < G_N_ELEMENTS (warnings); i++)
    due_at (step, step->input->until_ms - warnings[i] * 60000);
}

/* Sessions. */

static Session *
find (const PlTimeEnd *end, const char *id)
{
  for (guint i = 0; i < end->sessions->len; i++) {
    Session *session = end->sessions->pdata[i];
    if (g_str_equal (session->id, id))
      return session;
  }
  return NULL;
}

static gboolean
is_open (const PlTimeEndInput *input, const char *id)
{
  for (guint i = 0; i < input->n_sessions; i++)
    if (g_str_equal (input->sessions[i].id, id))
      return TRUE;
  return FALSE;
}

static void
forget_closed (PlTimeEnd *end, const PlTimeEndInput *input)
{
  for (guint i = end->sessions->len; i > 0; i--)
    if (!is_open (input, ((Session *)end->sessions->pdata[i - 1])->id))
      g_ptr_array_remove_index (end->sessions, i - 1);
}

static Session *
add (PlTimeEnd *end, const PlTimeEndSession *open)
{
  Session *session = g_new0 (Session, 1);

  session->id = g_strdup (open->id);
  session->end_ms = G_MAXINT64;
  session->locked = open->locked;
  g_ptr_array_add (end->sessions, session);
  return session;
}

static void
end_at (Session *session, gint64 ms, PlNotice notice)
{
  session->end_ms = ms;
  session->notice = notice;
  session->told = FALSE;
}

/* The child's time has just ended over this session. */
static void
time_is_up (Step *step, Session *session)
{
  gint64 now_ms = step->input->now_ms;

  if (step->input->action == PL_TIME_UP_END_SESSION)
    end_at (session, now_ms + PL_LAST_NOTICE_MS, PL_NOTICE_LEAVE);
  else if (step->input->action == PL_TIME_UP_LOCK && !session->locked)
    step->deeds->lock (step->data, session->id);
}

static void
visit (Step *step, Session *session)
{
  end_at (session, step->input->now_ms + step->end->visit_ms, PL_NOTICE_VISIT);
  step->deeds->notice (step->data, PL_NOTICE_VISIT_BEGINS, step->end->visit_ms);
}

static void
finish (Step *step, Session *session)
{
  gboolean again = session->notice == PL_NOTICE_VISIT && step->input->action == PL_TIME_UP_LOCK;

  (again ? step->deeds->lock : step->deeds->end) (step->data, session->id);
  session->end_ms = G_MAXINT64;
}

/* What is due of a session's end. */
static void
bring_to_end (Step *step, Session *session)
{
  gint64 now_ms = step->input->now_ms;

  if (session->end_ms == G_MAXINT64)
    return;
  if (now_ms >= session->end_ms) {
    finish (step, session);
    return;
  }
  if (!session->told && now_ms >= session->end_ms - PL_LAST_NOTICE_MS) {
    step->deeds->notice (step->data, session->notice, session->end_ms - now_ms);
    session->told = TRUE;
  }
  due_at (step, session->end_ms - PL_LAST_NOTICE_MS);
  due_at (step, session->end_ms);
}

/*
 * A session while time is up. just_ended: it was not, a moment ago. One that is new then has met nobody who would warn
 * it: it is a visit.
 */
static void
step_closed (Step *step, const PlTimeEndSession *open, gboolean just_ended)
{
  Session *session = find (step->end, open->id);
  gboolean locks = step->input->action == PL_TIME_UP_LOCK;

  if (session == NULL) {
    session = add (step->end, open);
    /* An agent that remembers nothing does not know who began when: nobody is thrown out at once. */
    if (step->end->begun || step->input->action != PL_TIME_UP_INTERNET_OFF)
      visit (step, session);
  } else if (just_ended) {
    session->locked = open->locked;
    time_is_up (step, session);
  } else if (locks && session->locked && !open->locked) {
    visit (step, session);
  } else if (locks && open->locked) {
    session->end_ms = G_MAXINT64;
  }
  session->locked = open->locked;
  bring_to_end (step, session);
}

static void
step_open (Step *step, const PlTimeEndSession *open)
{
  Session *session = find (step->end, open->id);

  if (session == NULL)
    session = add (step->end, open);
  session->locked = open->locked;
  session->end_ms = G_MAXINT64;
}

gint64
pl_time_end_step (PlTimeEnd *end,
                  const PlTimeEndInput *input,
                  const PlTimeEndDeeds *deeds,
                  gpointer data)
{
  Step step = { end, input, deeds, data, G_MAXINT64 };
  gboolean just_ended = end->begun && end->online && !input->online;

  forget_closed (end, input);
  for (guint i = 0; i < input->n_sessions; i++)
    if (input->online)
      step_open (&step, &input->sessions[i]);
    else
      step_closed (&step, &input->sessions[i], just_ended);
  if (input->online && input->n_sessions > 0)
    warn (&step);
  else
    end->warned = 0;
  end->online = input->online;
  end->begun = TRUE;
  return step.next_ms;
}

static gboolean
is_visit (const Session *session)
{
  return session->end_ms != G_MAXINT64 && session->notice == PL_NOTICE_VISIT;
}

gint64
pl_time_end_visit (const PlTimeEnd *end)
{
  gint64 last_ms = G_MININT64;

  for (guint i = 0; i < end->sessions->len; i++) {
    const Session *session = end->sessions->pdata[i];

    if (is_visit (session))
      last_ms = MAX (last_ms, session->end_ms);
    else if (!session->locked)
      return G_MAXINT64;
  }
  return last_ms != G_MININT64 ? last_ms : G_MAXINT64;
}

/* FALSE where the child is in no visit. */
static gboolean
move_visits (PlTimeEnd *end, gint64 to_ms)
{
  if (pl_time_end_visit (end) == G_MAXINT64)
    return FALSE;
  for (guint i = 0; i < end->sessions->len; i++) {
    Session *session = end->sessions->pdata[i];

    if (is_visit (session))
      end_at (session, to_ms, PL_NOTICE_VISIT);
  }
  return TRUE;
}

gboolean
pl_time_end_leave_visit (PlTimeEnd *end, gint64 now_ms)
{
  return move_visits (end, now_ms);
}

gboolean
pl_time_end_extend_visit (PlTimeEnd *end, gint64 now_ms)
{
  return move_visits (end, now_ms + end->visit_ms);
}
