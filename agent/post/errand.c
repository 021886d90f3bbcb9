/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/errand.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/sandbox/spawn.h"
#include "policy/error.h"
#include "policy/people/routes.h"

#define READ_SIZE (64 * 1024)

/*
 * A share that hangs holds its process, whatever we do: there are never more than so many of one command line. Of those
 * that unwrap, every route may have one.
 */
#define ALIVE_MAX (PL_ROUTE_FOLDERS_MAX + 2)

struct _PlErrand {
  PlErrandDone done;
  gpointer data;
  gsize answer_max;
  int socket;
  guint watch, limit;
  GBytes *job;
  gsize sent;
  GByteArray *answer;
};

/* A command line, interned: how many of it are alive, those included that were given up. */
static GHashTable *
alive (void)
{
  static GHashTable *table;

  if (table == NULL)
    table = g_hash_table_new (NULL, NULL);
  return table;
}

static guint
count_alive (const char *command, int more)
{
  gpointer name = (gpointer)g_intern_string (command);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (alive (), name)) + (guint)more;

  g_hash_table_insert (alive (), name, GUINT_TO_POINTER (n));
  return n;
}

static void
on_exit_of_child (GPid pid, int status, gpointer data)
{
  count_alive (data, -1);
  if (!WIFEXITED (status))
    g_warning ("a process that carries letters was stopped by signal %d", WTERMSIG (status));
}

/* The callback frees the errand. */
static void
end (PlErrand *errand, gboolean good)
{
  g_autoptr (GBytes) answer =
      good ? g_byte_array_free_to_bytes (g_steal_pointer (&errand->answer)) : NULL;

  g_clear_handle_id (&errand->watch, g_source_remove);
  g_clear_handle_id (&errand->limit, g_source_remove);
  errand->done (answer, errand->data);
}

static gboolean
on_limit (gpointer data)
{
  PlErrand *errand = data;

  errand->limit = 0;
  end (errand, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean on_ready (int fd, GIOCondition condition, gpointer data);

static void
watch (PlErrand *errand)
{
  GIOCondition wanted =
      errand->sent < g_bytes_get_size (errand->job) ? G_IO_IN | G_IO_OUT : G_IO_IN;

  errand->watch = g_unix_fd_add (errand->socket, wanted, on_ready, errand);
}

/* A process that does not take its job has said why, or says nothing: either is seen by reading. */
static void
send_some (PlErrand *errand)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (errand->job, &size);
  ssize_t n =
      send (errand->socket, bytes + errand->sent, size - errand->sent, MSG_DONTWAIT | MSG_NOSIGNAL);

  if (n < 0 && errno != EAGAIN && errno != EINTR)
    errand->sent = size;
  errand->sent += (gsize)MAX (n, 0);
}

static gboolean
on_ready (int fd, GIOCondition condition, gpointer data)
{
  PlErrand *errand = data;
  gboolean sending = errand->sent < g_bytes_get_size (errand->job);
  guint8 buffer[READ_SIZE];
  ssize_t n = recv (fd, buffer, sizeof buffer, MSG_DONTWAIT);

  if (n > 0 && (gsize)n > errand->answer_max - errand->answer->len) {
    end (errand, FALSE);
    return G_SOURCE_CONTINUE;
  }
  if (n > 0)
    g_byte_array_append (errand->answer, buffer, (guint)n);
  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
    end (errand, TRUE);
    return G_SOURCE_CONTINUE;
  }
  if (sending)
    send_some (errand);
  if (sending && errand->sent == g_bytes_get_size (errand->job)) {
    watch (errand);
    return G_SOURCE_REMOVE;
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
start (const char *const *argv, int theirs, GError **error)
{
  g_autofree char *program = pl_spawn_find (argv[0]);
  g_autofree char *command = g_strjoinv (" ", (char **)argv);
  const PlSpawnDescriptor given[] = { { theirs, STDIN_FILENO }, { theirs, STDOUT_FILENO } };
  pid_t pid;

  if (count_alive (command, 0) >= ALIVE_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, "%d of %s still hang", ALIVE_MAX, command);
    return FALSE;
  }
  if (!pl_spawn (program, argv, given, G_N_ELEMENTS (given), &pid, error))
    return FALSE;
  count_alive (command, 1);
  g_child_watch_add (pid, on_exit_of_child, (gpointer)g_intern_string (command));
  return TRUE;
}

PlErrand *
pl_errand_new (const PlErrandOptions *options, GBytes *job, GError **error)
{
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "socketpair: %s", g_strerror (errno));
    return NULL;
  }
  gboolean started = start (options->argv, ends[1], error);
  close (ends[1]);
  if (!started) {
    close (ends[0]);
    return NULL;
  }
  PlErrand *errand = g_new0 (PlErrand, 1);
  *errand = (PlErrand){ .done = options->done,
                        .data = options->data,
                        .answer_max = options->answer_max,
                        .socket = ends[0],
                        .job = g_bytes_ref (job),
                        .answer = g_byte_array_new () };
  errand->limit = g_timeout_add_seconds (options->limit_s, on_limit, errand);
  watch (errand);
  return errand;
}

void
pl_errand_free (PlErrand *errand)
{
  if (errand == NULL)
    return;
  g_clear_handle_id (&errand->watch, g_source_remove);
  g_clear_handle_id (&errand->limit, g_source_remove);
  close (errand->socket);
  g_bytes_unref (errand->job);
  g_clear_pointer (&errand->answer, g_byte_array_unref);
  g_free (errand);
}
