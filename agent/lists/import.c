/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/import.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/sandbox/spawn.h"
#include "policy/error.h"

/* What an importer may be ahead: the kernel's default cap for pipes. */
#define PIPE_SIZE   (1024 * 1024)
#define BUFFER_SIZE (256 * 1024)

struct _PlImport {
  pid_t pid; /* 0: waited for */
  int descriptor;
  PlImportReader *reader;
  guint8 *buffer;
};

PlImport *
pl_import_start (const char *program,
                 int input,
                 PlListImportMode mode,
                 const PlImportEvents *events,
                 gpointer user_data,
                 GError **error)
{
  const char *argv[] = { "porchlight-import", mode == PL_LIST_IMPORT_TREE ? "tree" : "given",
                         NULL };
  int answer[2];

  if (pipe2 (answer, O_CLOEXEC) != 0) {
    pl_error_io (error, "pipe", g_strerror (errno));
    return NULL;
  }
  /* Larger than usual, so that both sides work for long before they wait; as far as it is given. */
  fcntl (answer[0], F_SETPIPE_SZ, PIPE_SIZE);

  g_autoptr (PlImport) import = g_new0 (PlImport, 1);
  const PlSpawnDescriptor given[] = { { input, STDIN_FILENO }, { answer[1], STDOUT_FILENO } };
  import->descriptor = answer[0];
  import->reader = pl_import_reader_new (events, user_data);
  import->buffer = g_malloc (BUFFER_SIZE);
  gboolean started = pl_spawn (program, argv, given, G_N_ELEMENTS (given), &import->pid, error);
  close (answer[1]);
  if (!started) {
    import->pid = 0;
    return NULL;
  }
  fcntl (answer[0], F_SETFL, O_NONBLOCK);
  return g_steal_pointer (&import);
}

/* Waits for the process, which has closed its answer or was killed. Returns its wait status. */
static int
wait_for_end (PlImport *import)
{
  int status = 0;

  while (waitpid (import->pid, &status, 0) < 0 && errno == EINTR)
    ;
  import->pid = 0;
  return status;
}

void
pl_import_free (PlImport *import)
{
  if (import == NULL)
    return;
  if (import->pid > 0) {
    kill (import->pid, SIGKILL);
    wait_for_end (import);
  }
  close (import->descriptor);
  pl_import_reader_free (import->reader);
  g_free (import->buffer);
  g_free (import);
}

int
pl_import_descriptor (const PlImport *import)
{
  return import->descriptor;
}

guint64
pl_import_passed (const PlImport *import)
{
  return pl_import_reader_passed (import->reader);
}

pid_t
pl_import_pid (const PlImport *import)
{
  return import->pid;
}

/* The answer is over: it counts if it is whole and the process agrees that it went well. */
static gboolean
finish (PlImport *import, GError **error)
{
  /* It has closed its answer; what else it might do is of no interest. */
  if (!pl_import_reader_is_done (import->reader))
    kill (import->pid, SIGKILL);
  int status = wait_for_end (import);

  if (pl_import_reader_is_done (import->reader) && WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return TRUE;
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGXCPU)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_LIMIT,
                         NC_ ("said", "reading it takes too long"));
  else if (WIFSIGNALED (status))
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "the importer was stopped (%s)"),
                 strsignal (WTERMSIG (status)));
  else
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "the importer gave up"));
  return FALSE;
}

gboolean
pl_import_read (PlImport *import, gboolean *over, GError **error)
{
  ssize_t n = read (import->descriptor, import->buffer, BUFFER_SIZE);

  *over = FALSE;
  if (n > 0)
    return pl_import_reader_push (import->reader, import->buffer, (gsize)n, error);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return TRUE;
  if (n < 0)
    return pl_error_io (error, NULL, g_strerror (errno));
  *over = finish (import, error);
  return *over;
}
