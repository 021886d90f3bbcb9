/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * porchlight-update check|due|now [SOURCE...] | accept ID | reject ID | rollback: keeps the lists of a
 * home current (update.h). Started as root it reads the home's sources.conf and the secrets that it
 * names, and becomes a user of its own, without network, before it looks at any list.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <sched.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/lists/index-store.h"
#include "agent/lists/update.h"
#include "agent/sandbox/privileges.h"
#include "agent/sandbox/spawn.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/sites/list-source.h"

#define USER "porchlight-update"

/* Patient with slow lines: a megabyte a minute is enough for the largest list. */
#define CONNECT_MS 30000
#define STALL_MS   60000
#define TOTAL_MS   (60 * 60 * 1000)

typedef struct {
  char *folder;
  char *sources;
  char *authorities;
  gboolean agent;
  int connect_ms, stall_ms, total_ms;
  int now;
  char **words;
} Options;

static gboolean
parse_options (Options *options, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "folder", 0, 0, G_OPTION_ARG_FILENAME, &options->folder, "Where lists are kept", "DIR" },
    { "sources", 0, 0, G_OPTION_ARG_FILENAME, &options->sources, "The home's sources", "FILE" },
    { "authorities", 0, 0, G_OPTION_ARG_FILENAME, &options->authorities,
      "Certificate authorities instead of the system's", "FILE" },
    { "agent", 0, 0, G_OPTION_ARG_NONE, &options->agent, "Speak with the agent on descriptor 3",
      NULL },
    { "connect-ms", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->connect_ms, NULL, NULL },
    { "stall-ms", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->stall_ms, NULL, NULL },
    { "total-ms", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->total_ms, NULL, NULL },
#ifdef PL_TEST_CLOCK
    { "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->now, NULL, NULL },
#endif
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->words, NULL,
      "check|due|now [SOURCE...] | accept ID | reject ID | rollback" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (options->folder != NULL && options->words != NULL)
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, "--folder or the command is missing");
  return FALSE;
}

static gboolean
fail (GError **error, const char *what)
{
  return pl_error_io (error, what, g_strerror (errno));
}

/* ---- while still root ---- */

static GPtrArray *
read_sources (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;
  gsize length = 0;

  if (path != NULL && !g_file_get_contents (path, &text, &length, &reason) &&
      !g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    pl_error_io (error, NULL, reason->message);
    return NULL;
  }
  return pl_list_sources_read (path, text, length, error);
}

/* The first line of each file; it goes into a header, so it is text. */
static gboolean
read_credential (GHashTable *credentials, const PlListSource *source, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;
  struct stat info;

  if (stat (source->credential, &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s:1: others than its owner may use it",
                 source->credential);
    return FALSE;
  }
  if (!g_file_get_contents (source->credential, &text, NULL, &reason))
    return pl_error_io (error, NULL, reason->message);
  text[strcspn (text, "\r\n")] = '\0';
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isprint (*c)) {
      g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s:1: not plain text", source->credential);
      return FALSE;
    }
  g_hash_table_insert (credentials, g_strdup (source->id), g_steal_pointer (&text));
  return TRUE;
}

/* A source whose secret is not there is asked without it: its server will say so, the rest goes on. */
static GHashTable *
read_credentials (const GPtrArray *sources)
{
  GHashTable *credentials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < sources->len; i++) {
    const PlListSource *source = sources->pdata[i];
    g_autoptr (GError) error = NULL;
    if (*source->credential != '\0' && !source->off &&
        !read_credential (credentials, source, &error))
      g_printerr ("porchlight-update: %s\n", error->message);
  }
  return credentials;
}

/* The folder becomes the current one, so that what lies above it need not be open to our user. */
static gboolean
enter_folder (const char *path, GError **error)
{
  struct stat info;
  uid_t uid;
  gid_t gid;

  if (g_mkdir_with_parents (path, 0755) != 0 || chdir (path) != 0)
    return fail (error, path);
  if (geteuid () != 0)
    return TRUE;
  pl_sandbox_find_user (USER, &uid, &gid);
  if (stat (".", &info) != 0)
    return fail (error, path);
  return info.st_uid == uid || (chmod (".", 0755) == 0 && chown (".", uid, gid) == 0) ||
         fail (error, path);
}

static gboolean
confine (const Options *options, GError **error)
{
  static const PlSandboxLimits limits = { .files = 256 };

  /* Fetchers are the agent's to start: nothing here needs a network. Its unit may keep that to itself. */
  if (options->agent && geteuid () == 0 && unshare (CLONE_NEWNET | CLONE_NEWIPC) != 0 &&
      errno != EPERM)
    return fail (error, "unshare");
  return pl_sandbox_limit (&limits, error) && pl_sandbox_drop_privileges (USER, error);
}

/* One at a time. */
static gboolean
lock (GError **error)
{
  int fd = open ("lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno == EWOULDBLOCK) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED,
                         NC_ ("said", "an update is running already"));
    return FALSE;
  }
  return fail (error, "lock");
}

/* ---- with and without an agent ---- */

static void
tell_agent (const PlUpdateMessage *message, gpointer user_data)
{
  send (PL_UPDATE_AGENT_FD, message, sizeof *message, MSG_NOSIGNAL);
}

static int
fetcher_of_agent (gpointer user_data, GError **error)
{
  const PlUpdateMessage wanted = { .type = PL_UPDATE_FETCHER };
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control;
  char byte;
  struct iovec vector = { &byte, sizeof byte };
  struct msghdr header = {
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = &control,
    .msg_controllen = sizeof control,
  };
  int fd = -1;

  tell_agent (&wanted, user_data);
  if (recvmsg (PL_UPDATE_AGENT_FD, &header, MSG_CMSG_CLOEXEC) == sizeof byte)
    for (struct cmsghdr *it = CMSG_FIRSTHDR (&header); it != NULL; it = CMSG_NXTHDR (&header, it))
      if (it->cmsg_level == SOL_SOCKET && it->cmsg_type == SCM_RIGHTS)
        memcpy (&fd, CMSG_DATA (it), sizeof fd);
  if (fd < 0)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED,
                         NC_ ("said", "the fetcher cannot be started"));
  return fd;
}

static void
print_message (const PlUpdateMessage *message, gpointer user_data)
{
  static const char *const types[] = { "", "source", "progress", "index", "", "end" };

  printf ("%s\t%s\t%u\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT
          "\t%" G_GINT64_FORMAT "\t%s\t%s\n",
          types[message->type], message->source, message->flags, message->entries, message->bytes,
          message->fetched, message->due, message->held, message->text);
  fflush (stdout);
}

/* A fetcher of our own: it ends with its socket, and we end soon after it. */
static int
own_fetcher (gpointer user_data, GError **error)
{
  const Options *options = user_data;
  const char *argv[] = { "porchlight-fetch", "--authorities", options->authorities, NULL };
  g_autofree char *program = pl_spawn_find ("porchlight-fetch");
  int ends[2];
  pid_t pid;

  if (options->authorities == NULL)
    argv[1] = NULL;
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    fail (error, "socketpair");
    return -1;
  }
  const PlSpawnDescriptor given[] = { { ends[1], STDIN_FILENO }, { ends[1], STDOUT_FILENO } };
  gboolean started = pl_spawn (program, argv, given, G_N_ELEMENTS (given), &pid, error);
  close (ends[1]);
  if (!started)
    close (ends[0]);
  return started ? ends[0] : -1;
}

/* ---- commands ---- */

static gboolean
check_names (const GPtrArray *sources, char **names, GError **error)
{
  for (; *names != NULL; names++) {
    gboolean known = FALSE;
    for (guint i = 0; i < sources->len; i++)
      known |= g_str_equal (((const PlListSource *)sources->pdata[i])->id, *names);
    if (!known) {
      g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "no source is named \"%s\""),
                   *names);
      return FALSE;
    }
  }
  return TRUE;
}

/* What a person decides, and then the index of it. */
static gboolean
decide (const PlUpdate *update, char **words, GError **error)
{
  gboolean rollback = g_str_equal (words[0], "rollback") && words[1] == NULL;
  gboolean accept = g_str_equal (words[0], "accept");

  if (rollback)
    return pl_index_store_roll_back (error);
  if ((accept || g_str_equal (words[0], "reject")) && words[1] != NULL && words[2] == NULL)
    return pl_update_decide (update, words[1], accept, error);
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "\"%s\" is no command", words[0]);
  return FALSE;
}

static gboolean
command (const PlUpdate *update, char **words, gboolean *whole, GError **error)
{
  static const char *const modes[] = { "check", "due", "now", "again" };

  for (gsize mode = 0; mode < G_N_ELEMENTS (modes); mode++)
    if (g_str_equal (words[0], modes[mode])) {
      if (!check_names (update->sources, words + 1, error))
        return FALSE;
      *whole = pl_update_run (update, (PlUpdateMode)mode, (const char *const *)words + 1);
      return TRUE;
    }
  if (!decide (update, words, error))
    return FALSE;
  *whole = pl_update_run (update, PL_UPDATE_CHECK, NULL);
  return TRUE;
}

static gint32
or_usual (int given, gint32 usual)
{
  return given > 0 ? given : usual;
}

static gboolean
run (Options *options, gboolean *whole, GError **error)
{
  g_autofree char *importer = pl_spawn_find ("porchlight-import");
  g_autoptr (GPtrArray) sources = read_sources (options->sources, error);
  if (sources == NULL)
    return FALSE;
  g_autoptr (GHashTable) credentials = read_credentials (sources);
  const PlUpdate update = {
    .sources = sources,
    .credentials = credentials,
    .importer = importer,
    .now = options->now > 0 ? options->now : pl_clock_wall_ms () / 1000,
    .random = randombytes_random (),
    .connect_ms = or_usual (options->connect_ms, CONNECT_MS),
    .stall_ms = or_usual (options->stall_ms, STALL_MS),
    .total_ms = or_usual (options->total_ms, TOTAL_MS),
    .fetcher = options->agent ? fetcher_of_agent : own_fetcher,
    .tell = options->agent ? tell_agent : print_message,
    .user_data = options,
  };

  return enter_folder (options->folder, error) && confine (options, error) && lock (error) &&
         command (&update, options->words, whole, error);
}

static void
tell_failure (const Options *options, const GError *error)
{
  PlUpdateMessage message = { .type = PL_UPDATE_END, .flags = PL_UPDATE_FAILED };

  g_printerr ("%s%s\n",
              g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED) ? "" : "porchlight-update: ",
              error->message);
  g_strlcpy (message.text, error->message, sizeof message.text);
  if (options->agent)
    tell_agent (&message, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Options options = { 0 };
  gboolean whole = FALSE;

  g_set_prgname ("porchlight-update");
  umask (0022);
  /* A file that may not grow is an error to be told, not the end. */
  signal (SIGXFSZ, SIG_IGN);
  gboolean done = sodium_init () >= 0 && parse_options (&options, argc, argv, &error) &&
                  run (&options, &whole, &error);
  if (!done && error == NULL)
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "no randomness"));
  if (!done)
    tell_failure (&options, error);
  g_free (options.folder);
  g_free (options.sources);
  g_free (options.authorities);
  g_strfreev (options.words);
  if (done)
    return whole ? EXIT_SUCCESS : EXIT_FAILURE;
  return g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT) ? 2 : EXIT_FAILURE;
}
