/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/post/folder-sandbox.h"
#include "agent/post/unwrap-sandbox.h"
#include "tests/tap.h"

#define STAYED_IN 7
#define REFUSED   8

/* What a confined process does once; if it is still there, it leaves with what that returned. */
typedef int (*Attempt) (void);

static gboolean
confine_unwrap (void)
{
  return pl_unwrap_confine (NULL);
}

static gboolean
confine_folder (void)
{
  return pl_folder_confine (open ("/tmp", O_PATH | O_DIRECTORY), NULL);
}

static gboolean (*const confinements[]) (void) = { confine_unwrap, confine_folder };

static int
attempt_confined (gboolean (*confine) (void), Attempt attempt)
{
  int status = 0;

  fflush (NULL);
  pid_t pid = fork ();
  if (pid == 0) {
    dup2 (open ("/dev/null", O_RDWR), STDIN_FILENO);
    dup2 (STDIN_FILENO, STDOUT_FILENO);
    if (!confine ())
      _exit (1);
    syscall (SYS_exit_group, attempt ());
  }
  ck_assert_int_eq (waitpid (pid, &status, 0), pid);
  return status;
}

static int
result_of (long returned)
{
  return returned >= 0 ? STAYED_IN : REFUSED;
}

static int
do_nothing (void)
{
  return STAYED_IN;
}

static int
read_a_file (void)
{
  return result_of (syscall (SYS_openat, AT_FDCWD, "/etc/hosts", O_RDONLY | O_CLOEXEC));
}

START_TEST (it_lives_and_what_meets_mails_opens_nothing)
{
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (confine_unwrap, do_nothing)), STAYED_IN);
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (confine_folder, do_nothing)), STAYED_IN);
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (confine_unwrap, read_a_file)), REFUSED);
}
END_TEST

static int
read_what_is_roots (void)
{
  return result_of (syscall (SYS_openat, AT_FDCWD, "/etc/shadow", O_RDONLY | O_CLOEXEC));
}

START_TEST (in_a_folder_of_roots_it_can_no_more_than_anybody)
{
  if (geteuid () == 0)
    ck_assert_int_eq (WEXITSTATUS (attempt_confined (confine_folder, read_what_is_roots)), REFUSED);
}
END_TEST

static int
speak_tcp (void)
{
  return result_of (syscall (SYS_socket, AF_INET, SOCK_STREAM, 0));
}

static int
reach_the_bus (void)
{
  return result_of (syscall (SYS_socket, AF_UNIX, SOCK_STREAM, 0));
}

static int
start_a_process (void)
{
  return result_of (syscall (SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL));
}

static int
run_a_program (void)
{
  return result_of (syscall (SYS_execve, "/bin/true", NULL, NULL));
}

static int
make_code (void)
{
  return result_of (
      syscall (SYS_mmap, NULL, 4096, PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
}

static int
send_a_signal (void)
{
  return result_of (syscall (SYS_kill, 1, 0));
}

static int
make_a_link (void)
{
  return result_of (syscall (SYS_symlinkat, "/etc/shadow", AT_FDCWD, "/tmp/porchlight-link"));
}

static int
change_an_owner (void)
{
  return result_of (syscall (SYS_fchownat, AT_FDCWD, "/tmp", 0, 0, 0));
}

static int
become_root (void)
{
  return result_of (syscall (SYS_setuid, 0));
}

static const Attempt fatal[] = {
  speak_tcp,     reach_the_bus, start_a_process, run_a_program, make_code,
  send_a_signal, make_a_link,   change_an_owner, become_root,
};

START_TEST (everything_else_ends_it)
{
  int status = attempt_confined (confinements[_i % 2], fatal[_i / 2]);

  ck_assert_msg (WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS, "attempt %d: %x", _i, status);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("post-sandbox");
  TCase *tcase = tcase_create ("post-sandbox");

  tcase_add_test (tcase, it_lives_and_what_meets_mails_opens_nothing);
  tcase_add_test (tcase, in_a_folder_of_roots_it_can_no_more_than_anybody);
  tcase_add_loop_test (tcase, everything_else_ends_it, 0, 2 * G_N_ELEMENTS (fatal));
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
