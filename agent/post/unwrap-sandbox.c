/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/unwrap-sandbox.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/sandbox/privileges.h"
#include "agent/sandbox/seccomp.h"

#define USER "porchlight-post"

/* A mail has 400 kB at most; libraries take most of the addresses. */
static const PlSandboxLimits limits = {
  .address_space = G_GUINT64_CONSTANT (256) << 20,
  .files = 8,
  .cpu_s = 10,
};

static const PlSeccompRule rules[] = {
  { "read", .arguments = { PL_SECCOMP_IS (0, STDIN_FILENO) } },
  { "write", .arguments = { PL_SECCOMP_IS (0, STDOUT_FILENO) } },
  /* tables of a character set that a mail names, and that nobody needs */
  { "openat", .error = EACCES },
  { "newfstatat", .error = EACCES },
  { "access", .error = EACCES },
  { "readlink", .error = EACCES },
  { "getcwd", .error = EACCES },
  { "futex" },
  /* memory, never executable */
  { "brk" },
  { "mmap", .arguments = { PL_SECCOMP_WITHOUT (2, PROT_EXEC),
                           { .argument = 3, .mask = MAP_ANONYMOUS, .value = MAP_ANONYMOUS } } },
  { "munmap" },
  { "mremap" },
  { "mprotect", .arguments = { PL_SECCOMP_WITHOUT (2, PROT_EXEC) } },
  { "madvise" },
  { "exit_group" },
#if defined(__SANITIZE_ADDRESS__)
  /* what AddressSanitizer itself needs to run and to report */
  { "write", .arguments = { PL_SECCOMP_IS (0, STDERR_FILENO) } },
  { "getpid" },
  { "gettid" },
  { "sched_yield" },
  { "sigaltstack" },
  { "rt_sigaction" },
  { "rt_sigprocmask" },
  { "ioctl", .error = ENOTTY },
#endif
};

gboolean
pl_unwrap_confine (GError **error)
{
  static const int kept[] = { STDIN_FILENO, STDOUT_FILENO };

  return pl_sandbox_close_others (kept, G_N_ELEMENTS (kept), error) &&
         pl_sandbox_limit (&limits, error) && pl_sandbox_drop_privileges (USER, error) &&
         pl_seccomp_apply (rules, G_N_ELEMENTS (rules), error);
}
