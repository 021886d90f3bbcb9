/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/folder-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/post/post-job.h"
#include "agent/sandbox/privileges.h"
#include "agent/sandbox/seccomp.h"
#include "policy/error.h"

#define USER "porchlight-post"

static const PlSandboxLimits limits = {
  .address_space = G_GUINT64_CONSTANT (256) << 20,
  .file_size = 2 * PL_POST_BYTES_MAX,
  .files = 16,
  .cpu_s = 30,
};

static const PlSeccompRule rules[] = {
  { "read" },
  { "pread64" },
  { "write" },
  { "close" },
  { "fsync" },
  { "openat" },
  { "fstat" },
  { "newfstatat" },
  { "fcntl" },
  { "getdents64" },
  { "lseek" },
  { "renameat" },
  { "unlinkat" },
  { "getrandom" },
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
  { "futex" },
  { "getpid" },
  { "gettid" },
  { "sched_yield" },
  { "sigaltstack" },
  { "rt_sigaction" },
  { "rt_sigprocmask" },
  { "readlink", .error = EACCES },
  { "ioctl", .error = ENOTTY },
#endif
};

static gboolean
become_owner (int folder, GError **error)
{
  struct stat info;
  uid_t ours;
  gid_t group;

  if (fstat (folder, &info) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "the folder: %s", g_strerror (errno));
    return FALSE;
  }
  pl_sandbox_find_user (USER, &ours, &group);
  return pl_sandbox_drop_privileges_to (info.st_uid != 0 ? info.st_uid : ours,
                                        info.st_gid != 0 ? info.st_gid : group, error);
}

gboolean
pl_folder_confine (int folder, GError **error)
{
  const int kept[] = { STDIN_FILENO, STDOUT_FILENO, folder };

  return pl_sandbox_close_others (kept, G_N_ELEMENTS (kept), error) &&
         pl_sandbox_limit (&limits, error) && become_owner (folder, error) &&
         pl_seccomp_apply (rules, G_N_ELEMENTS (rules), error);
}
