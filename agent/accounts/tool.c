/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/accounts/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/sandbox/spawn.h"
#include "policy/error.h"

/* What is kept of a complaint. */
#define SAID_MAX 400

enum {
  INPUT,
  OUTPUT,
  ERRORS,
  STREAMS
};

/* Our end and theirs of each stream; -1: closed. */
typedef struct {
  int ours[STREAMS], theirs[STREAMS];
} Pipes;

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static void
pipes_close (Pipes *pipes)
{
  for (guint i = 0; i < STREAMS; i++) {
    close_fd (&pipes->ours[i]);
    close_fd (&pipes->theirs[i]);
  }
}

static gboolean
pipes_open (Pipes *pipes)
{
  memset (pipes, 0xff, sizeof *pipes);
  for (guint i = 0; i < STREAMS; i++) {
    int ends[2];
    if (pipe2 (ends, O_CLOEXEC) != 0)
      return FALSE;
    pipes->ours[i] = ends[i == INPUT];
    pipes->theirs[i] = ends[i != INPUT];
  }
  return TRUE;
}

/* A few words, which a pipe takes at once. */
static void
give_input (Pipes *pipes, const char *input)
{
  if (input != NULL && write (pipes->ours[INPUT], input, strlen (input)) < 0)
    g_warning ("input: %s", g_strerror (errno));
  close_fd (&pipes->ours[INPUT]);
}

static void
take (Pipes *pipes, guint stream, const PlToolUse *use, GString *said)
{
  char bytes[4096];
  gssize n = read (pipes->ours[stream], bytes, sizeof bytes);

  if (n < 0 && errno == EINTR)
    return;
  if (n <= 0)
    close_fd (&pipes->ours[stream]);
  else if (stream == OUTPUT && use->wrote != NULL)
    use->wrote (bytes, (gsize)n, use->data);
  else if (stream == ERRORS && said->len < SAID_MAX)
    g_string_append_len (said, bytes, MIN (n, (gssize)(SAID_MAX - said->len)));
}

/* Until both are closed. */
static void
listen_to (Pipes *pipes, const PlToolUse *use, GString *said)
{
  while (pipes->ours[OUTPUT] >= 0 || pipes->ours[ERRORS] >= 0) {
    struct pollfd fds[] = { { .fd = pipes->ours[OUTPUT], .events = POLLIN },
                            { .fd = pipes->ours[ERRORS], .events = POLLIN } };
    if (poll (fds, G_N_ELEMENTS (fds), -1) < 0 && errno != EINTR)
      return;
    for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
      if (fds[i].fd >= 0 && fds[i].revents != 0)
        take (pipes, OUTPUT + i, use, said);
  }
}

static gboolean
has_ended_well (pid_t pid)
{
  int status;

  while (waitpid (pid, &status, 0) < 0)
    if (errno != EINTR)
      return FALSE;
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

/* Its first line, as text: file names of a child's may be in it. */
static char *
first_line (const GString *said)
{
  g_autofree char *line = g_strndup (said->str, strcspn (said->str, "\n"));
  g_autofree char *text = g_utf8_make_valid (line, -1);

  for (char *at = text; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = '?';
  return g_steal_pointer (&text);
}

gboolean
pl_tool_run (const char *const *argv, const PlToolUse *use, GError **error)
{
  static const PlToolUse plain = { 0 };
  g_autoptr (GString) said = g_string_new (NULL);
  Pipes pipes;
  pid_t pid;
  gboolean started = pipes_open (&pipes);

  if (started) {
    const PlSpawnDescriptor descriptors[STREAMS] = { { pipes.theirs[INPUT], STDIN_FILENO },
                                                     { pipes.theirs[OUTPUT], STDOUT_FILENO },
                                                     { pipes.theirs[ERRORS], STDERR_FILENO } };
    started = pl_spawn (argv[0], argv, descriptors, STREAMS, &pid, error);
  } else {
    pl_error_io (error, argv[0], g_strerror (errno));
  }
  if (!started) {
    pipes_close (&pipes);
    return FALSE;
  }
  for (guint i = 0; i < STREAMS; i++)
    close_fd (&pipes.theirs[i]);
  use = use != NULL ? use : &plain;
  give_input (&pipes, use->input);
  listen_to (&pipes, use, said);
  pipes_close (&pipes);
  if (has_ended_well (pid))
    return TRUE;
  g_autofree char *line = first_line (said);
  return pl_error_io (error, NULL, *line != '\0' ? line : argv[0]);
}
