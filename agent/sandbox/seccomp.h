/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * System-call allow-lists (seccomp(2)) written as a table. What the table does not name ends the
 * process (SECCOMP_RET_KILL_PROCESS), and so does a call of a foreign architecture.
 */

/* A check of one argument: it holds if (argument & mask) == value. A mask of 0 checks nothing. */
typedef struct {
  guint argument; /* 0 to 5 */
  guint64 mask;
  guint64 value;
} PlSeccompArgument;

/* The argument is exactly that value. */
#define PL_SECCOMP_IS(number, is)                                                                  \
  {                                                                                                \
    .argument = (number), .mask = G_MAXUINT64, .value = (is)                                       \
  }
/* None of these bits is set in the argument. */
#define PL_SECCOMP_WITHOUT(number, bits)                                                           \
  {                                                                                                \
    .argument = (number), .mask = (bits), .value = 0                                               \
  }

#define PL_SECCOMP_ARGUMENTS 3

/* A call that is allowed if all its checks hold. Several rules for one call: any of them. */
typedef struct {
  const char *syscall; /* as in the manual: "read" */
  int error;           /* 0: the call is made; else it is not, and returns this errno */
  PlSeccompArgument arguments[PL_SECCOMP_ARGUMENTS];
} PlSeccompRule;

/*
 * Confines the calling process, all its threads, to rules from now on, with no_new_privs. It cannot
 * be taken back. A call that this architecture does not have is passed over (the list names "open"
 * for one machine and "openat" for another); a name that is no system call at all is an error, and
 * then nothing has changed.
 */
gboolean pl_seccomp_apply (const PlSeccompRule *rules, gsize n, GError **error);

G_END_DECLS
