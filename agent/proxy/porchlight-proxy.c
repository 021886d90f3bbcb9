/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>

#include "agent/proxy/origin.h"
#include "agent/proxy/proxy.h"
#include "agent/sandbox/log.h"
#include "agent/sandbox/worker-sandbox.h"
#include "agent/sandbox/worker.h"

/*
 * The children's web proxy: a worker (agent/sandbox/worker.h) with a proxy. Its unit gives it a user
 * and no capabilities; it gives up the rest here.
 */

/* Two for each connection that all slots may have open, some for those that are being dialled. */
#define DESCRIPTORS 65536
/* Who it becomes where nobody has seen to that. */
#define USER "porchlight-proxy"

typedef struct {
  PlLoop *loop;
  PlProxy *proxy;
  PlWorker *worker;
} Program;

static void
take_socket (gpointer data, guint slot, PlSocketKind kind, int fd)
{
  pl_proxy_set_socket (((Program *)data)->proxy, slot, kind, fd);
}

static void
take_rules (gpointer data, const PlSnapshot *snapshot, const PlSiteIndex *index, gboolean help_only)
{
  pl_proxy_set_rules (((Program *)data)->proxy, snapshot, index, help_only);
}

static guint64
count_connections (gpointer data)
{
  return pl_proxy_connections (((Program *)data)->proxy);
}

static gboolean
report (gpointer data, const PlWorkerMessage *message)
{
  Program *program = data;

  return program->worker != NULL && pl_worker_report (program->worker, message);
}

static const PlSeccompRule rules[] = {
  { "splice" },
  { "pipe2" },
  { "shutdown" },
  { "setsockopt", 0, { PL_SECCOMP_IS (1, IPPROTO_TCP) } },
  { "setsockopt", 0, { PL_SECCOMP_IS (1, SOL_SOCKET), PL_SECCOMP_IS (2, SO_KEEPALIVE) } },
};

static const PlWorkerSandbox sandbox = { USER, DESCRIPTORS, rules, G_N_ELEMENTS (rules) };

static gboolean
start (Program *program, const PlProxyOptions *options, GError **error)
{
  static const PlWorkerCalls calls = { take_socket, take_rules, count_connections };

  program->loop = pl_loop_new (error);
  if (program->loop == NULL)
    return FALSE;
  program->proxy = pl_proxy_new (program->loop, options, report, program);
  program->worker = pl_worker_new (program->loop, &calls, program, error);
  return program->worker != NULL && pl_worker_sandbox_enter (&sandbox, error);
}

int
main (int argc, char **argv)
{
  Program program = { 0 };
  PlProxyOptions options = {
    .https_port = 443,
    .http_port = 80,
    .port_of = pl_origin_port,
    .opening_ms = PL_PROXY_OPENING_MS,
    .idle_ms = PL_PROXY_IDLE_MS,
    .per_slot = PL_PROXY_PER_SLOT,
  };
  g_autoptr (GError) error = NULL;

  pl_log_plainly ("porchlight-proxy");
  if (argc > 1) {
    fprintf (stderr, "porchlight-proxy: it takes no arguments\n");
    return 2;
  }
  if (getrandom (options.cache_key, sizeof options.cache_key, 0) != sizeof options.cache_key ||
      getrandom (options.ask_key, sizeof options.ask_key, 0) != sizeof options.ask_key ||
      !start (&program, &options, &error)) {
    fprintf (stderr, "porchlight-proxy: %s\n", error != NULL ? error->message : g_strerror (errno));
    return EXIT_FAILURE;
  }
  for (;;)
    pl_loop_turn (program.loop, -1);
}
