/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/import-sandbox.h"

#include <errno.h>
#include <locale.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "agent/lists/list-layout.h"
#include "agent/sandbox/privileges.h"
#include "agent/sandbox/seccomp.h"
#include "policy/sites/hostname.h"

#define USER "porchlight-import"

/*
 * Libraries take 60 MB of addresses before anything happens; the widest windows that are worth
 * reading are zstd's 128 MB and xz's 64 MB.
 */
static const PlSandboxLimits limits = {
  .address_space = G_GUINT64_CONSTANT (320) << 20,
  .file_size = G_GUINT64_CONSTANT (2) << 30,
  .files = 16,
  .cpu_s = 120,
};

static const PlSeccompRule rules[] = {
  { "read", .arguments = { PL_SECCOMP_IS (0, STDIN_FILENO) } },
  { "lseek", .arguments = { PL_SECCOMP_IS (0, STDIN_FILENO) } },
  { "fstat", .arguments = { PL_SECCOMP_IS (0, STDIN_FILENO) } },
  { "newfstatat", .arguments = { PL_SECCOMP_IS (0, STDIN_FILENO) } },
  { "write", .arguments = { PL_SECCOMP_IS (0, STDOUT_FILENO) } },
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
  { "futex" },
  { "getpid" },
  { "gettid" },
  { "sched_yield" },
  { "sigaltstack" },
  { "rt_sigaction" },
  { "rt_sigprocmask" },
  { "openat", .error = EACCES },
  { "readlink", .error = EACCES },
  { "ioctl", .error = ENOTTY },
#endif
};

/* What is loaded on first use is used once while files can still be opened. */
static void
warm_up (void)
{
  static const char name[] = "b\xc3\xbc\x63her.example";
  char normal[PL_HOSTNAME_MAX + 1];

  setlocale (LC_CTYPE, "C.UTF-8");
  /* Zip has local times: libarchive reads them although nobody asks. */
  g_setenv ("TZ", "UTC0", TRUE);
  tzset ();
  pl_hostname_normalise (name, sizeof name - 1, normal);
  pl_hostname_is_public_suffix ("co.uk");
  pl_list_layout_category ("adult/domains");
}

gboolean
pl_import_confine (GError **error)
{
  static const int kept[] = { STDIN_FILENO, STDOUT_FILENO };

  warm_up ();
  return pl_sandbox_close_others (kept, G_N_ELEMENTS (kept), error) &&
         pl_sandbox_limit (&limits, error) && pl_sandbox_drop_privileges (USER, error) &&
         pl_seccomp_apply (rules, G_N_ELEMENTS (rules), error);
}
