/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/sandbox/privileges.h"
#include "agent/sandbox/seccomp.h"
#include "agent/sandbox/spawn.h"
#include "tests/tap.h"

/* Runs a function in a child of its own and returns the wait status. */
static int
in_child (void (*run) (void))
{
  fflush (stdout);
  pid_t pid = fork ();
  if (pid == 0) {
    run ();
    syscall (SYS_exit_group, 99);
  }
  int status = 0;
  ck_assert_int_eq (waitpid (pid, &status, 0), pid);
  return status;
}

static const PlSeccompRule only_leaving[] = {
  { "exit_group" },
  { "write", .arguments = { PL_SECCOMP_IS (0, 7) } },
  { "getppid", .error = EPERM },
};

static void
enter (void)
{
  if (!pl_seccomp_apply (only_leaving, G_N_ELEMENTS (only_leaving), NULL))
    _exit (98);
}

static void
leave_quietly (void)
{
  enter ();
  syscall (SYS_exit_group, 3);
}

static void
open_a_socket (void)
{
  enter ();
  syscall (SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static void
write_elsewhere (void)
{
  enter ();
  syscall (SYS_write, 2, "", 0);
}

static void
write_where_allowed (void)
{
  dup2 (2, 7);
  enter ();
  syscall (SYS_exit_group, syscall (SYS_write, 7, "", 0) == 0 ? 4 : 5);
}

static void
ask_for_the_parent (void)
{
  enter ();
  long answer = syscall (SYS_getppid);
  syscall (SYS_exit_group, answer == -1 && errno == EPERM ? 6 : 5);
}

START_TEST (what_the_table_names_is_allowed)
{
  ck_assert_int_eq (WEXITSTATUS (in_child (leave_quietly)), 3);
  ck_assert_int_eq (WEXITSTATUS (in_child (write_where_allowed)), 4);
}
END_TEST

START_TEST (what_it_does_not_name_ends_the_process)
{
  int status = in_child (open_a_socket);

  ck_assert (WIFSIGNALED (status));
  ck_assert_int_eq (WTERMSIG (status), SIGSYS);
}
END_TEST

START_TEST (an_argument_that_does_not_fit_ends_the_process)
{
  int status = in_child (write_elsewhere);

  ck_assert (WIFSIGNALED (status));
  ck_assert_int_eq (WTERMSIG (status), SIGSYS);
}
END_TEST

START_TEST (a_call_may_be_refused_with_an_error)
{
  ck_assert_int_eq (WEXITSTATUS (in_child (ask_for_the_parent)), 6);
}
END_TEST

START_TEST (a_name_that_is_no_system_call_is_an_error)
{
  const PlSeccompRule rules[] = { { "raed" } };
  g_autoptr (GError) error = NULL;

  ck_assert (!pl_seccomp_apply (rules, 1, &error));
  ck_assert_ptr_nonnull (error);
  ck_assert_ptr_nonnull (strstr (error->message, "raed"));
}
END_TEST

static gboolean
status_says (const char *line)
{
  g_autofree char *text = NULL;

  return g_file_get_contents ("/proc/self/status", &text, NULL, NULL) &&
         strstr (text, line) != NULL;
}

static void
drop (void)
{
  gboolean root = geteuid () == 0;

  if (!pl_sandbox_drop_privileges ("no-such-user-here", NULL))
    _exit (1);
  if (!status_says ("CapEff:\t0000000000000000") || !status_says ("CapPrm:\t0000000000000000") ||
      !status_says ("CapInh:\t0000000000000000") || !status_says ("CapAmb:\t0000000000000000"))
    _exit (2);
  if (!status_says ("NoNewPrivs:\t1"))
    _exit (3);
  if (root && (!status_says ("CapBnd:\t0000000000000000") || getuid () != 65534 ||
               getgid () != 65534 || getgroups (0, NULL) != 0 || setuid (0) == 0))
    _exit (4);
  if (prctl (PR_GET_DUMPABLE) != 0)
    _exit (5);
  _exit (0);
}

START_TEST (nothing_is_left_after_dropping_privileges)
{
  ck_assert_int_eq (in_child (drop), 0);
}
END_TEST

static void
close_most (void)
{
  int keep[] = { 40, 20 };

  for (int descriptor = 10; descriptor < 60; descriptor += 10)
    dup2 (2, descriptor);
  if (!pl_sandbox_close_others (keep, G_N_ELEMENTS (keep), NULL))
    _exit (1);
  for (int descriptor = 0; descriptor < 100; descriptor++) {
    gboolean is_open = fcntl (descriptor, F_GETFD) >= 0;
    if (is_open != (descriptor == 2 || descriptor == 20 || descriptor == 40))
      _exit (2);
  }
  _exit (0);
}

START_TEST (only_the_kept_descriptors_stay_open)
{
  ck_assert_int_eq (in_child (close_most), 0);
}
END_TEST

START_TEST (a_worker_sees_only_the_descriptors_it_is_given)
{
  /* Swapped on purpose: our 1 would be overwritten before it is used. */
  const char *argv[] = { "sh", "-c", "cat <&4 >&3; ls /proc/self/fd >&3", NULL };
  g_autoptr (GError) error = NULL;
  char heard[200] = "";
  int in[2], out[2], status;
  pid_t pid;

  ck_assert_int_eq (pipe2 (in, 0), 0);
  ck_assert_int_eq (pipe2 (out, 0), 0);
  PlSpawnDescriptor given[] = { { in[0], 4 }, { out[1], 3 } };
  ck_assert_int_eq (write (in[1], "hello\n", 6), 6);
  close (in[1]);
  ck_assert_msg (pl_spawn ("/bin/sh", argv, given, 2, &pid, &error), "%s",
                 error ? error->message : "");
  close (out[1]);
  close (in[0]);
  gsize length = 0;
  for (ssize_t n; (n = read (out[0], heard + length, sizeof heard - 1 - length)) > 0;)
    length += (gsize)n;
  heard[length] = '\0';
  ck_assert_int_eq (waitpid (pid, &status, 0), pid);
  ck_assert_int_eq (status, 0);
  /* ls itself opens the folder as the next free number, 5. */
  ck_assert_str_eq (heard, "hello\n0\n1\n2\n3\n4\n5\n");
}
END_TEST

START_TEST (a_program_that_is_not_there_is_an_error)
{
  const char *argv[] = { "x", NULL };
  g_autoptr (GError) error = NULL;
  pid_t pid;

  ck_assert (!pl_spawn ("/nowhere/porchlight", argv, NULL, 0, &pid, &error));
  ck_assert_ptr_nonnull (error);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { what_the_table_names_is_allowed,
                                 what_it_does_not_name_ends_the_process,
                                 an_argument_that_does_not_fit_ends_the_process,
                                 a_call_may_be_refused_with_an_error,
                                 a_name_that_is_no_system_call_is_an_error,
                                 nothing_is_left_after_dropping_privileges,
                                 only_the_kept_descriptors_stay_open,
                                 a_worker_sees_only_the_descriptors_it_is_given,
                                 a_program_that_is_not_there_is_an_error,
                                 NULL };

  return pl_tap_main ("sandbox", tests, 10);
}
