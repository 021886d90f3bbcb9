/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/worker-sandbox.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "agent/sandbox/privileges.h"
#include "policy/error.h"

/* A socket of one family and type, whatever its flags. */
#define SOCKET(family, type)                                                                       \
  {                                                                                                \
    "socket", 0,                                                                                   \
    {                                                                                              \
      PL_SECCOMP_IS (0, family),                                                                   \
      {                                                                                            \
        1, 0xf, type                                                                               \
      }                                                                                            \
    }                                                                                              \
  }

static const PlSeccompRule of_every_worker[] = {
  { "epoll_wait" },
  { "epoll_pwait" },
  { "epoll_ctl" },
  { "recvfrom" },
  { "sendto" },
  { "recvmsg" },
  { "sendmsg" },
  { "recvmmsg" },
  { "sendmmsg" },
  { "accept4" },
  SOCKET (AF_INET, SOCK_DGRAM),
  SOCKET (AF_INET, SOCK_STREAM),
  SOCKET (AF_INET6, SOCK_DGRAM),
  SOCKET (AF_INET6, SOCK_STREAM),
  { "connect" },
  { "close" },
  { "getsockopt" },
  { "getuid" },
  { "fstat" },
  { "newfstatat" },
  { "fcntl" },
  { "mmap", 0, { PL_SECCOMP_WITHOUT (2, PROT_EXEC) } },
  { "munmap" },
  { "mremap" },
  { "brk" },
  { "madvise" },
  { "getrandom" },
  { "clock_gettime" },
  { "write", 0, { PL_SECCOMP_IS (0, 2) } },
  { "writev", 0, { PL_SECCOMP_IS (0, 2) } },
  { "futex" },
  { "rt_sigreturn" },
  { "rt_sigprocmask" },
  { "exit_group" },
  { "exit" },
};

static gboolean
limit_descriptors (guint descriptors, GError **error)
{
  struct rlimit files;

  if (getrlimit (RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max = MIN (files.rlim_max, descriptors);
    if (setrlimit (RLIMIT_NOFILE, &files) == 0)
      return TRUE;
  }
  g_set_error (error, PL_ERROR, PL_ERROR_IO, "descriptors: %s", g_strerror (errno));
  return FALSE;
}

gboolean
pl_worker_sandbox_enter (const PlWorkerSandbox *sandbox, GError **error)
{
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (PlSeccompRule));

  g_array_append_vals (rules, of_every_worker, G_N_ELEMENTS (of_every_worker));
  g_array_append_vals (rules, sandbox->rules, (guint)sandbox->n_rules);
  return limit_descriptors (sandbox->descriptors, error) &&
         pl_sandbox_drop_privileges (sandbox->user, error) &&
         pl_seccomp_apply ((const PlSeccompRule *)rules->data, rules->len, error);
}
