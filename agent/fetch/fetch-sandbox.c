/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/fetch/fetch-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/sandbox/privileges.h"
#include "agent/sandbox/seccomp.h"

#define USER "porchlight-fetch"

/* A list goes through, it is not kept. The most is for names of large networks, and TLS. */
static const PlSandboxLimits limits = {
  .address_space = G_GUINT64_CONSTANT (512) << 20,
  .files = 64,
  .cpu_s = 300,
};

/* A socket of one family and type, whatever its flags. */
#define SOCKET(family, type)                                                                       \
  {                                                                                                \
    "socket", .arguments = {                                                                       \
      PL_SECCOMP_IS (0, family),                                                                   \
      { .argument = 1, .mask = 0xf, .value = type }                                                \
    }                                                                                              \
  }
/* A family that libraries try and do without. */
#define NO_SOCKET(family)                                                                          \
  {                                                                                                \
    "socket", .error = EAFNOSUPPORT, .arguments = { PL_SECCOMP_IS (0, family) }                    \
  }
#define TO_READ                                                                                    \
  {                                                                                                \
    PL_SECCOMP_WITHOUT (2, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)                                  \
  }

static const PlSeccompRule rules[] = {
  SOCKET (AF_INET, SOCK_STREAM),
  SOCKET (AF_INET, SOCK_DGRAM),
  SOCKET (AF_INET6, SOCK_STREAM),
  SOCKET (AF_INET6, SOCK_DGRAM),
  NO_SOCKET (AF_UNIX),
  NO_SOCKET (AF_NETLINK),
  /* between threads of our own */
  { "socketpair", .arguments = { PL_SECCOMP_IS (0, AF_UNIX) } },
  { "pipe2" },
  { "eventfd2" },
  { "connect" },
  { "bind" },
  { "getsockname" },
  { "getpeername" },
  { "getsockopt" },
  { "setsockopt" },
  { "sendto" },
  { "recvfrom" },
  { "sendmsg" },
  { "sendmmsg" },
  { "recvmsg" },
  { "shutdown" },
  { "poll" },
  { "ppoll" },
  { "select" },
  { "pselect6" },
  { "read" },
  { "readv" },
  { "pread64" },
  { "write" },
  { "writev" },
  { "close" },
  { "fcntl" },
  { "ioctl" },
  { "dup" },
  /* the authorities, the resolver's files, and what it loads to read them */
  { "openat", .arguments = TO_READ },
  { "access" },
  { "faccessat" },
  { "faccessat2" },
  { "readlink" },
  { "readlinkat" },
  { "getcwd" },
  { "getdents64" },
  { "stat" },
  { "fstat" },
  { "lstat" },
  { "statx" },
  { "newfstatat" },
  { "statfs" },
  { "fstatfs" },
  { "lseek" },
  { "fadvise64" },
  /* memory; executable only from a file */
  { "brk" },
  { "mmap", .arguments = { PL_SECCOMP_WITHOUT (2, PROT_EXEC) } },
  { "mmap", .arguments = { PL_SECCOMP_WITHOUT (3, MAP_ANONYMOUS) } },
  { "munmap" },
  { "mremap" },
  { "mprotect", .arguments = { PL_SECCOMP_WITHOUT (2, PROT_EXEC) } },
  { "madvise" },
  /* threads, never processes; glibc then falls back to clone, whose flags can be checked */
  { "clone3", .error = ENOSYS },
  { "clone", .arguments = { { .argument = 0, .mask = CLONE_THREAD, .value = CLONE_THREAD } } },
  { "set_robust_list" },
  { "rseq" },
  { "futex" },
  { "sched_yield" },
  { "sched_getaffinity" },
  { "sched_getparam" },
  { "sched_getscheduler" },
  { "prctl", .error = EPERM },
  { "rt_sigaction" },
  { "rt_sigprocmask" },
  { "rt_sigreturn" },
  { "sigaltstack" },
  { "restart_syscall" },
  { "exit" },
  { "exit_group" },
  /* small things */
  { "getrandom" },
  { "clock_gettime" },
  { "clock_getres" },
  { "clock_nanosleep" },
  { "nanosleep" },
  { "gettimeofday" },
  { "time" },
  { "getpid" },
  { "gettid" },
  { "getuid" },
  { "geteuid" },
  { "getgid" },
  { "getegid" },
  { "uname" },
  { "sysinfo" },
  { "getrusage" },
  { "prlimit64", .arguments = { PL_SECCOMP_IS (0, 0) } },
#if defined(__SANITIZE_ADDRESS__)
  /* what AddressSanitizer itself needs besides */
  { "tgkill" },
#endif
};

gboolean
pl_fetch_confine (GError **error)
{
  static const int kept[] = { STDIN_FILENO, STDOUT_FILENO };

  return pl_sandbox_close_others (kept, G_N_ELEMENTS (kept), error) &&
         pl_sandbox_limit (&limits, error) && pl_sandbox_drop_privileges (USER, error) &&
         pl_seccomp_apply (rules, G_N_ELEMENTS (rules), error);
}
