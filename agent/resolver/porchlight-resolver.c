/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/resolver/resolver.h"
#include "agent/sandbox/log.h"
#include "agent/sandbox/worker-sandbox.h"
#include "agent/sandbox/worker.h"

/*
 * The DNS stub of children and staff: a worker (agent/sandbox/worker.h) with a resolver. Its unit
 * gives it a user and no capabilities; it gives up the rest here.
 */

/* Sockets of all slots, connections, questions in flight. */
#define DESCRIPTORS 2048
/* Who it becomes where nobody has seen to that. */
#define USER "porchlight-resolver"

typedef struct {
  PlLoop *loop;
  PlResolver *resolver;
  PlWorker *worker;
} Program;

static void
take_socket (gpointer data, guint slot, PlSocketKind kind, int fd)
{
  pl_resolver_set_socket (((Program *)data)->resolver, slot, kind, fd);
}

static void
take_rules (gpointer data, const PlSnapshot *snapshot, const PlSiteIndex *index, gboolean help_only)
{
  pl_resolver_set_rules (((Program *)data)->resolver, snapshot, index, help_only);
}

static guint64
count_queries (gpointer data)
{
  return pl_resolver_queries (((Program *)data)->resolver);
}

static gboolean
report (gpointer data, const PlWorkerMessage *message)
{
  Program *program = data;

  return program->worker != NULL && pl_worker_report (program->worker, message);
}

static const PlSeccompRule rules[] = {
  { "clock_nanosleep" },
  { "nanosleep" },
};

static const PlWorkerSandbox sandbox = { USER, DESCRIPTORS, rules, G_N_ELEMENTS (rules) };

static gboolean
parse_options (int argc, char **argv, PlResolverOptions *options)
{
  gint per_second = PL_RESOLVER_PER_SECOND;
  const GOptionEntry entries[] = {
    { "per-second", 0, 0, G_OPTION_ARG_INT, &per_second,
      "Queries a second of one child that are answered; 0: all", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc > 1 || per_second < 0 ||
      per_second > G_MAXINT32 / 8) {
    fprintf (stderr, "porchlight-resolver: %s\n",
             error != NULL ? error->message : "wrong arguments");
    return FALSE;
  }
  options->cache_size = PL_RESOLVER_CACHE_SIZE;
  options->per_second = (guint32)per_second;
  return getrandom (options->cache_key, sizeof options->cache_key, 0) == sizeof options->cache_key;
}

static gboolean
start (Program *program, const PlResolverOptions *options, GError **error)
{
  static const PlWorkerCalls calls = { take_socket, take_rules, count_queries };

  program->loop = pl_loop_new (error);
  if (program->loop == NULL)
    return FALSE;
  program->resolver = pl_resolver_new (program->loop, options, report, program);
  program->worker = pl_worker_new (program->loop, &calls, program, error);
  return program->worker != NULL && pl_worker_sandbox_enter (&sandbox, error);
}

int
main (int argc, char **argv)
{
  Program program = { 0 };
  PlResolverOptions options;
  g_autoptr (GError) error = NULL;

  pl_log_plainly ("porchlight-resolver");
  if (!parse_options (argc, argv, &options))
    return 2;
  if (!start (&program, &options, &error)) {
    fprintf (stderr, "porchlight-resolver: %s\n", error->message);
    return EXIT_FAILURE;
  }
  for (;;)
    pl_loop_turn (program.loop, -1);
}
