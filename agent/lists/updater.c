/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/updater.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/lists/index-store.h"
#include "agent/sandbox/pass-fd.h"
#include "agent/sandbox/spawn.h"
#include "agent/time/alarm.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/sites/list-source.h"

/* Of one run: each source is asked three times at most. */
#define FETCHERS_MAX (3 * PL_LIST_SOURCES_MAX)

struct _PlUpdater {
  PlUpdaterOptions options;
  char *program;
  char *fetch;
  PlAlarm *alarm;
  gint64 next_ms;           /* boottime: when it goes off */
  gboolean network;         /* it has come, and what failed was not looked for since */
  gint64 network_looked_ms; /* boottime: when that was last done; 0: never */
  int socket;               /* to the run; -1: none */
  guint watch;
  guint started; /* fetchers of this run */
  GPtrArray *sources;
  GPtrArray *told; /* of the run that goes on; becomes sources at its end */
  PlUpdateMessage progress;
  PlUpdateMessage last;
};

/* Of processes that are over nothing is wanted but that they go. */
static void
on_exit_of_child (GPid pid, int status, gpointer data)
{
  if (g_spawn_check_wait_status (status, NULL) || WIFEXITED (status))
    return;
  g_warning (NC_ ("said", "a process that keeps lists current was stopped by signal %d"),
             WTERMSIG (status));
}

/* It is the updater's folder, so nothing in it is followed; what is in the file is the workers' to judge. */
static void
hand_over_index (PlUpdater *updater)
{
  g_autofree char *path = g_build_filename (updater->options.folder, PL_INDEX_IN_FORCE, NULL);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat info;

  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    updater->options.index (fd, updater->options.data);
  else if (fd >= 0)
    close (fd);
}

static void
give_fetcher (PlUpdater *updater)
{
  const char *argv[] = { "porchlight-fetch", "--authorities", updater->options.authorities, NULL };
  g_autoptr (GError) error = NULL;
  int ends[2];
  pid_t pid;

  if (updater->options.authorities == NULL)
    argv[1] = NULL;
  if (updater->started++ >= FETCHERS_MAX ||
      socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    pl_send_with_fd (updater->socket, "n", 1, -1, MSG_DONTWAIT);
    return;
  }
  const PlSpawnDescriptor given[] = { { ends[1], STDIN_FILENO }, { ends[1], STDOUT_FILENO } };
  if (pl_spawn (updater->fetch, argv, given, G_N_ELEMENTS (given), &pid, &error))
    g_child_watch_add (pid, on_exit_of_child, NULL);
  else
    g_critical ("%s", error->message);
  pl_send_with_fd (updater->socket, "y", 1, error == NULL ? ends[0] : -1, MSG_DONTWAIT);
  close (ends[0]);
  close (ends[1]);
}

/* What is planned already is not put off: the network may come and go all the time. */
static void
plan_for_network (PlUpdater *updater)
{
  gint64 now_ms = pl_clock_boottime_ms ();
  gint64 since_ms =
      updater->network_looked_ms > 0 ? now_ms - updater->network_looked_ms : G_MAXINT64;
  gint64 away_ms = pl_update_plan_network_ms (updater->sources, since_ms);

  updater->network = away_ms >= 0;
  if (updater->network)
    updater->next_ms = MIN (updater->next_ms, now_ms + away_ms);
  pl_alarm_set (updater->alarm, updater->next_ms);
}

static void
plan (PlUpdater *updater)
{
  updater->next_ms = pl_clock_boottime_ms () +
                     pl_update_plan_away_ms (&updater->last, updater->sources, pl_clock_wall_ms ());
  if (updater->network)
    plan_for_network (updater);
  else
    pl_alarm_set (updater->alarm, updater->next_ms);
}

/* The run is over: its fetchers end with the sockets that it held. */
static void
end_run (PlUpdater *updater)
{
  g_clear_handle_id (&updater->watch, g_source_remove);
  close (updater->socket);
  updater->socket = -1;
  if (updater->last.type == PL_UPDATE_END && updater->told->len > 0) {
    g_ptr_array_unref (updater->sources);
    updater->sources = updater->told;
    updater->told = g_ptr_array_new_with_free_func (g_free);
  }
  plan (updater);
}

static void
note_source (PlUpdater *updater, const PlUpdateMessage *message)
{
  if (updater->told->len < PL_LIST_SOURCES_MAX)
    g_ptr_array_add (updater->told, g_memdup2 (message, sizeof *message));
}

static void
take_message (PlUpdater *updater, const PlUpdateMessage *message)
{
  switch (message->type) {
    case PL_UPDATE_SOURCE:
      note_source (updater, message);
      return;
    case PL_UPDATE_PROGRESS:
      updater->progress = *message;
      return;
    case PL_UPDATE_INDEX:
      hand_over_index (updater);
      return;
    case PL_UPDATE_FETCHER:
      give_fetcher (updater);
      return;
    default:
      updater->last = *message;
  }
}

static gboolean
on_message (int fd, GIOCondition condition, gpointer data)
{
  PlUpdater *updater = data;
  PlUpdateMessage message;
  ssize_t n = recv (fd, &message, sizeof message, MSG_DONTWAIT | MSG_TRUNC);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (n == sizeof message && pl_update_message_clean (&message)) {
    take_message (updater, &message);
    return G_SOURCE_CONTINUE;
  }
  /* What speaks wrongly is not listened to any more. */
  if (n > 0)
    g_warning ("porchlight-update said something that is no message");
  end_run (updater);
  return G_SOURCE_CONTINUE;
}

static char **
arguments (const PlUpdater *updater, const char *command, const char *const *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add_many (builder, "porchlight-update", "--agent", "--folder",
                           updater->options.folder, "--sources", updater->options.sources, "--",
                           command, NULL);
  for (; words != NULL && *words != NULL; words++)
    g_strv_builder_add (builder, *words);
  return g_strv_builder_end (builder);
}

gboolean
pl_updater_start (PlUpdater *updater, const char *command, const char *const *words, GError **error)
{
  g_auto (GStrv) argv = arguments (updater, command, words);
  int ends[2];
  pid_t pid;

  if (updater->socket >= 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_LIMIT,
                         NC_ ("said", "an update is running already"));
    return FALSE;
  }
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return pl_error_io (error, "socketpair", g_strerror (errno));
  const PlSpawnDescriptor given[] = { { ends[1], PL_UPDATE_AGENT_FD } };
  gboolean spawned = pl_spawn (updater->program, (const char *const *)argv, given,
                               G_N_ELEMENTS (given), &pid, error);
  close (ends[1]);
  if (!spawned) {
    close (ends[0]);
    return FALSE;
  }
  g_child_watch_add (pid, on_exit_of_child, NULL);
  updater->socket = ends[0];
  updater->started = 0;
  updater->progress = (PlUpdateMessage){ 0 };
  /* If it ends without a word, it is tried again after as long as a failure takes. */
  updater->last = (PlUpdateMessage){ .flags = PL_UPDATE_FAILED,
                                     .text = NC_ ("said", "it was stopped before its end") };
  g_ptr_array_set_size (updater->told, 0);
  updater->watch = g_unix_fd_add (ends[0], G_IO_IN | G_IO_HUP, on_message, updater);
  return TRUE;
}

static void
start_and_say (PlUpdater *updater, const char *command)
{
  g_autoptr (GError) error = NULL;

  if (!pl_updater_start (updater, command, NULL, &error)) {
    g_critical (NC_ ("said", "lists are not kept current: %s"), error->message);
    plan (updater);
  }
}

/* The alarm also goes off when somebody sets the clock: then it is seen again what is due. */
static void
on_alarm (gpointer data)
{
  PlUpdater *updater = data;

  if (updater->socket >= 0)
    return;
  gboolean again = updater->network;
  if (again)
    updater->network_looked_ms = pl_clock_boottime_ms ();
  updater->network = FALSE;
  start_and_say (updater, again ? "again" : "due");
}

void
pl_updater_note_network (PlUpdater *updater)
{
  updater->network = TRUE;
  if (updater->socket < 0)
    plan_for_network (updater);
}

PlUpdater *
pl_updater_new (const PlUpdaterOptions *options, GError **error)
{
  g_autoptr (PlUpdater) updater = g_new0 (PlUpdater, 1);

  updater->options = *options;
  updater->socket = -1;
  updater->program = pl_spawn_find ("porchlight-update");
  updater->fetch = pl_spawn_find ("porchlight-fetch");
  updater->sources = g_ptr_array_new_with_free_func (g_free);
  updater->told = g_ptr_array_new_with_free_func (g_free);
  updater->alarm = pl_alarm_new (on_alarm, updater, error);
  if (updater->alarm == NULL)
    return NULL;
  hand_over_index (updater);
  start_and_say (updater, "check");
  return g_steal_pointer (&updater);
}

void
pl_updater_free (PlUpdater *updater)
{
  if (updater == NULL)
    return;
  g_clear_handle_id (&updater->watch, g_source_remove);
  if (updater->socket >= 0)
    close (updater->socket);
  g_clear_pointer (&updater->alarm, pl_alarm_free);
  g_ptr_array_unref (updater->sources);
  g_ptr_array_unref (updater->told);
  g_free (updater->program);
  g_free (updater->fetch);
  g_free (updater);
}

gboolean
pl_updater_is_running (const PlUpdater *updater)
{
  return updater->socket >= 0;
}

const PlUpdateMessage *
pl_updater_progress (const PlUpdater *updater)
{
  return &updater->progress;
}

const PlUpdateMessage *
pl_updater_last (const PlUpdater *updater)
{
  return &updater->last;
}

const GPtrArray *
pl_updater_sources (const PlUpdater *updater)
{
  return updater->sources;
}

PlListsState
pl_updater_lists (const PlUpdater *updater)
{
  return updater == NULL ? PL_LISTS_THERE
                         : pl_update_plan_lists (updater->sources, updater->socket >= 0);
}

/* A home without a network for weeks is no row of problems, but one. */
static gboolean
nothing_was_reached (const GPtrArray *sources)
{
  guint asked = 0, failed = 0;

  for (guint i = 0; i < sources->len; i++) {
    const PlUpdateMessage *row = sources->pdata[i];
    asked += (row->flags & PL_UPDATE_OFF) == 0;
    failed += (row->flags & (PL_UPDATE_OFF | PL_UPDATE_FAILED)) == PL_UPDATE_FAILED;
  }
  return failed > 1 && failed == asked;
}

void
pl_updater_problems (const PlUpdater *updater, GPtrArray *problems)
{
  if (updater == NULL)
    return;
  gboolean nothing = nothing_was_reached (updater->sources);
  if (updater->last.flags & PL_UPDATE_FAILED && updater->socket < 0)
    g_ptr_array_add (problems, g_strdup_printf (NC_ ("said", "the lists: %s"), updater->last.text));
  if (nothing)
    g_ptr_array_add (
        problems,
        g_strdup (NC_ ("said", "lists: no source could be reached; the last good lists stay")));
  for (guint i = 0; i < updater->sources->len; i++) {
    const PlUpdateMessage *row = updater->sources->pdata[i];
    if (row->flags & PL_UPDATE_OFF)
      continue;
    if (row->flags & PL_UPDATE_HELD)
      g_ptr_array_add (problems, g_strdup_printf (NC_ ("said", "lists: %s: held as %s: %s"),
                                                  row->source, row->held, row->text));
    else if (row->flags & PL_UPDATE_FAILED && !nothing)
      g_ptr_array_add (problems,
                       g_strdup_printf (NC_ ("said", "lists: %s: %s"), row->source, row->text));
  }
}
