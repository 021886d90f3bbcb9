/* SPDX-License-Identifier: GPL-2.0-or-later */
/* porchlight-probe: tries, as one child, whether what must be blocked is, and tells the agent. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/probe/checks.h"
#include "agent/sandbox/privileges.h"
#include "agent/sandbox/worker-sandbox.h"
#include "policy/error.h"

#define NOBODY      65534
#define DESCRIPTORS 32

/*
 * The child's uid and nothing else of theirs. Whoever has that uid could look into the process, were
 * it dumpable; it stops being so before it has the uid. They can still stop it: then findings are missing.
 */
static gboolean
become (uid_t uid, GError **error)
{
  if (uid != 0 && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
      (geteuid () != 0 || (setgroups (0, NULL) == 0 && setresgid (NOBODY, NOBODY, NOBODY) == 0 &&
                           setresuid (uid, uid, uid) == 0)))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "cannot become %u: %s", uid, g_strerror (errno));
  return FALSE;
}

static gboolean
confine (uid_t uid, GError **error)
{
  static const PlSeccompRule rules[] = { { "poll" }, { "ppoll" } };
  const PlWorkerSandbox sandbox = { "nobody", DESCRIPTORS, rules, G_N_ELEMENTS (rules) };

  return become (uid, error) && pl_worker_sandbox_enter (&sandbox, error);
}

/* NULL: there is none. The mapping stays as long as the process. */
static const void *
map_index (gsize *size)
{
  struct stat info;
  void *data = MAP_FAILED;

  if (fstat (PL_PROBE_FD_INDEX, &info) == 0 && info.st_size > 0)
    data = mmap (NULL, info.st_size, PROT_READ, MAP_PRIVATE, PL_PROBE_FD_INDEX, 0);
  *size = data != MAP_FAILED ? (gsize)info.st_size : 0;
  return data != MAP_FAILED ? data : NULL;
}

/* What has been found since; the rest waits for what comes next. */
static void
tell (const PlChecks *checks, guint64 *told, gboolean all)
{
  for (guint i = 0; i < PL_PROBE_CHECKS; i++) {
    const PlProbeFinding *finding = &checks->findings[i];
    if ((*told & G_GUINT64_CONSTANT (1) << i) != 0 || (finding->why == PL_PROBE_NOT_BEGUN && !all))
      continue;
    *told |= G_GUINT64_CONSTANT (1) << i;
    send (PL_PROBE_FD_AGENT, finding, sizeof *finding, MSG_NOSIGNAL);
  }
}

static void
check (PlChecks *checks)
{
  static void (*const layers[]) (PlChecks *) = { pl_checks_firewall, pl_checks_dns, pl_checks_web };
  guint64 told = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++) {
    layers[i](checks);
    tell (checks, &told, i + 1 == G_N_ELEMENTS (layers));
  }
}

static gboolean
run (GError **error)
{
  PlProbeJob job;
  PlChecks checks = { 0 };

  if (recv (PL_PROBE_FD_AGENT, &job, sizeof job, 0) != sizeof job ||
      job.version != PL_PROBE_VERSION) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, "there is no job");
    return FALSE;
  }
  if (!confine (job.uid, error))
    return FALSE;
  gsize size;
  const void *index = map_index (&size);
  checks.safe_search = job.safe_search != 0;
  checks.lists_come = job.lists_come != 0;
  for (guint i = 0; i < PL_PROBE_CHECKS; i++)
    pl_checks_note (&checks, i, PL_PROBE_UNSURE, PL_PROBE_NOT_BEGUN);
  pl_checks_choose (&checks, index, size);
  check (&checks);
  return TRUE;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;

  if (run (&error))
    return EXIT_SUCCESS;
  fprintf (stderr, "porchlight-probe: %s\n", error->message);
  return EXIT_FAILURE;
}
