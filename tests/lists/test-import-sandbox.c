/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/lists/import-sandbox.h"
#include "tests/tap.h"

#define STAYED_IN 7

/* What a confined process does once; if it is still there, it leaves with STAYED_IN. */
typedef void (*Attempt) (void);

static int
attempt_confined (Attempt attempt)
{
  int status = 0;

  fflush (NULL);
  pid_t pid = fork ();
  if (pid == 0) {
    /* Left open on purpose. */
    dup2 (STDERR_FILENO, 9);
    dup2 (open ("/dev/null", O_RDWR), STDIN_FILENO);
    dup2 (STDIN_FILENO, STDOUT_FILENO);
    if (!pl_import_confine (NULL))
      _exit (1);
    attempt ();
    syscall (SYS_exit_group, STAYED_IN);
  }
  ck_assert_int_eq (waitpid (pid, &status, 0), pid);
  return status;
}

static void
read_and_write (void)
{
  char byte;

  if (syscall (SYS_read, STDIN_FILENO, &byte, 1) != 0 ||
      syscall (SYS_write, STDOUT_FILENO, "x", 1) != 1)
    syscall (SYS_exit_group, 1);
}

static void
take_memory (void)
{
  volatile char *memory =
      mmap (NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    syscall (SYS_exit_group, 1);
  memory[4096] = 1;
}

START_TEST (reading_writing_and_memory_remain)
{
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (read_and_write)), STAYED_IN);
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (take_memory)), STAYED_IN);
}
END_TEST

static void
make_a_socket (void)
{
  syscall (SYS_socket, AF_UNIX, SOCK_STREAM, 0);
}

static void
start_a_process (void)
{
  syscall (SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
}

static void
run_a_program (void)
{
  syscall (SYS_execve, "/bin/true", NULL, NULL);
}

static void
map_code (void)
{
  syscall (SYS_mmap, NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
make_code (void)
{
  static char page[8192] __attribute__ ((aligned (4096)));

  syscall (SYS_mprotect, page, 4096, PROT_READ | PROT_EXEC);
}

static void
read_elsewhere (void)
{
  char byte;

  syscall (SYS_read, 9, &byte, 1);
}

static void
send_a_signal (void)
{
  syscall (SYS_kill, 1, 0);
}

static void
trace (void)
{
  syscall (SYS_ptrace, 0, 0, 0, 0);
}

static void
take_privileges (void)
{
  syscall (SYS_setuid, 0);
}

static void
make_a_namespace (void)
{
  syscall (SYS_unshare, 0x10000000);
}

START_TEST (everything_else_ends_the_process)
{
  static const Attempt attempts[] = {
    make_a_socket,  start_a_process, run_a_program, map_code,        make_code,
    read_elsewhere, send_a_signal,   trace,         take_privileges, make_a_namespace,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++) {
    int status = attempt_confined (attempts[i]);
    ck_assert_msg (WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS, "attempt %d: status %x",
                   (int)i, (guint)status);
  }
}
END_TEST

static void
open_a_file (void)
{
  if (syscall (SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY) >= 0)
    syscall (SYS_exit_group, 1);
}

START_TEST (no_file_can_be_opened)
{
  int status = attempt_confined (open_a_file);

#if defined(__SANITIZE_ADDRESS__)
  /* The sanitizer tries, and is told that it may not. */
  ck_assert_int_eq (WEXITSTATUS (status), STAYED_IN);
#else
  ck_assert (WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS);
#endif
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { reading_writing_and_memory_remain,
                                 everything_else_ends_the_process, no_file_can_be_opened, NULL };

  return pl_tap_main ("import-sandbox", tests, 60);
}
