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

#include "agent/fetch/fetch-sandbox.h"
#include "tests/tap.h"

#define STAYED_IN 7
#define REFUSED   8

/* What a confined process does once; if it is still there, it leaves with what that returned. */
typedef int (*Attempt) (void);

static int
attempt_confined (Attempt attempt)
{
  int status = 0;

  fflush (NULL);
  pid_t pid = fork ();
  if (pid == 0) {
    dup2 (open ("/dev/null", O_RDWR), STDIN_FILENO);
    dup2 (STDIN_FILENO, STDOUT_FILENO);
    if (!pl_fetch_confine (NULL))
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
speak_tcp (void)
{
  return result_of (syscall (SYS_socket, AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

static int
read_the_authorities (void)
{
  return result_of (syscall (SYS_openat, AT_FDCWD, "/etc/hosts", O_RDONLY | O_CLOEXEC));
}

START_TEST (it_may_speak_tcp_and_read_what_everybody_may)
{
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (speak_tcp)), STAYED_IN);
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (read_the_authorities)), STAYED_IN);
}
END_TEST

static int
reach_the_bus (void)
{
  return result_of (syscall (SYS_socket, AF_UNIX, SOCK_STREAM, 0));
}

static int
ask_the_kernel_about_networks (void)
{
  return result_of (syscall (SYS_socket, AF_NETLINK, SOCK_RAW, 0));
}

START_TEST (local_sockets_are_refused_so_that_libraries_do_without)
{
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (reach_the_bus)), REFUSED);
  ck_assert_int_eq (WEXITSTATUS (attempt_confined (ask_the_kernel_about_networks)), REFUSED);
}
END_TEST

static int
write_a_file (void)
{
  return result_of (
      syscall (SYS_openat, AT_FDCWD, "/tmp/porchlight-fetch", O_WRONLY | O_CREAT, 0600));
}

static int
remove_a_file (void)
{
  return result_of (syscall (SYS_unlinkat, AT_FDCWD, "/tmp/porchlight-fetch", 0));
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
listen_to_a_raw_socket (void)
{
  return result_of (syscall (SYS_socket, AF_INET, SOCK_RAW, IPPROTO_ICMP));
}

static int
serve (void)
{
  return result_of (syscall (SYS_listen, 0, 1));
}

static int
become_root (void)
{
  return result_of (syscall (SYS_setuid, 0));
}

static const Attempt fatal[] = {
  write_a_file,  remove_a_file,          start_a_process, run_a_program, make_code,
  send_a_signal, listen_to_a_raw_socket, serve,           become_root,
};

START_TEST (everything_else_ends_it)
{
  int status = attempt_confined (fatal[_i]);

  ck_assert_msg (WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS, "attempt %d: %x", _i, status);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("fetch-sandbox");
  TCase *tcase = tcase_create ("fetch-sandbox");

  tcase_add_test (tcase, it_may_speak_tcp_and_read_what_everybody_may);
  tcase_add_test (tcase, local_sockets_are_refused_so_that_libraries_do_without);
  tcase_add_loop_test (tcase, everything_else_ends_it, 0, G_N_ELEMENTS (fatal));
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
