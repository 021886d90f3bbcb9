/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/leave-taking.h"

#include "agent/time/clock.h"

/* What is kept: of which boot, and the ends of children's time by uid. */
#define KEPT "(sa{u" PL_TIME_END_KEPT "})"

struct _PlLeaveTaking {
  PlSessions *sessions; /* not owned */
  gint64 visit_ms;
  PlLeaveNotice notice;
  gpointer data;
  GHashTable *ends; /* uid: PlTimeEnd */
  char *path, *boot;
  char *kept; /* what the file says, as far as is known; nullable */
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

/* A visit goes on through a new start of the agent, and ends when it was to end. */

static void
resume (PlLeaveTaking *taking)
{
  g_autofree char *text = NULL;
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) ends = NULL;
  GVariantIter iter;
  const char *boot;
  guint32 uid;
  GVariant *of;

  if (!g_file_get_contents (taking->path, &text, NULL, NULL) ||
      (kept = g_variant_parse (G_VARIANT_TYPE (KEPT), text, NULL, NULL, NULL)) == NULL)
    return;
  g_variant_get (kept, "(&s@a{u" PL_TIME_END_KEPT "})", &boot, &ends);
  if (!g_str_equal (boot, taking->boot))
    return;
  g_variant_iter_init (&iter, ends);
  while (g_variant_iter_next (&iter, "{u@" PL_TIME_END_KEPT "}", &uid, &of)) {
    pl_time_end_resume (end_of (taking, uid), of);
    g_variant_unref (of);
  }
}

static GVariant *
all_ends (const PlLeaveTaking *taking)
{
  GVariantBuilder ends;
  GHashTableIter iter;
  gpointer uid, of;

  g_variant_builder_init (&ends, G_VARIANT_TYPE ("a{u" PL_TIME_END_KEPT "}"));
  g_hash_table_iter_init (&iter, taking->ends);
  while (g_hash_table_iter_next (&iter, &uid, &of))
    g_variant_builder_add (&ends, "{u@" PL_TIME_END_KEPT "}", GPOINTER_TO_UINT (uid),
                           pl_time_end_keep (of));
  return g_variant_builder_end (&ends);
}

/* Where it cannot be written a new start of the agent ends no visit: its session stays, with help sites. */
static void
keep (PlLeaveTaking *taking)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (
      g_variant_new ("(s@a{u" PL_TIME_END_KEPT "})", taking->boot, all_ends (taking)));
  g_autofree char *text = g_variant_print (kept, FALSE);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (text, taking->kept) == 0)
    return;
  if (!g_file_set_contents_full (taking->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_warning ("%s", error->message);
  g_free (taking->kept);
  taking->kept = g_steal_pointer (&text);
}

PlLeaveTaking *
pl_leave_taking_new (PlSessions *sessions, gint64 visit_ms, const char *path)
{
  PlLeaveTaking *taking = g_new0 (PlLeaveTaking, 1);

  taking->sessions = sessions;
  taking->visit_ms = visit_ms;
  taking->ends = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)pl_time_end_free);
  taking->path = g_strdup (path);
  taking->boot = pl_clock_boot_id ();
  resume (taking);
  return taking;
}

void
pl_leave_taking_free (PlLeaveTaking *taking)
{
  if (taking == NULL)
    return;
  g_hash_table_unref (taking->ends);
  g_free (taking->path);
  g_free (taking->boot);
  g_free (taking->kept);
  g_free (taking);
}

void
pl_leave_taking_on_notice (PlLeaveTaking *taking, PlLeaveNotice callback, gpointer data)
{
  taking->notice = callback;
  taking->data = data;
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
  gint64 next_ms = pl_time_end_step (end_of (taking, child->uid), &input, &deeds, &step);
  keep (taking);
  return next_ms;
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
