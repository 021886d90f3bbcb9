/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <check.h>

#include "tests/resolver/message.h"
#include "tests/resolver/stand.h"

G_BEGIN_DECLS

/*
 * A home around the resolver: each test starts with the program running, its slots, a resolver on
 * the internet side that says what the test says, and a connected agent without an index. The
 * test does one step after another; nothing runs beside it but the program.
 */
enum {
  SAM = 1,    /* filtered */
  ALEX = 2,   /* help-only */
  ADULT = 3,  /* open */
  UNUSED = 4, /* has sockets, but nobody uses it */
};

/* Help: childline.org.uk. Sam's and the others' own block: bad.example, www.tricky.example. Local
 * zone: home.example. */
extern Stand stand;
extern PlSnapshotSource source; /* what the worker was given last; changed and given again */
extern int upstream;
extern guint16 upstream_port;

/* Runs a NULL-terminated table of tests, each in a home of its own. */
int home_main (const char *name, const TTest *const *tests);

/* One question and its answer in words; nothing goes upstream. */
char *exchange (guint slot, PlSocketKind kind, const Message *query);
void assert_answer (guint slot, const char *name, guint16 type, const char *expected);

/* What the upstream was asked, and from where. */
typedef struct {
  Message message;
  struct sockaddr_in from;
} Asked;

void await_asked (int fd, Asked *asked);
void tell (int fd, const Asked *asked, const Message *answer);
void assert_not_asked (void);

/* The client asks, the upstream answers with what fill writes, and the client gets expected. */
typedef void (*Fill) (Message *answer);
void assert_forwarded (guint slot, const char *name, guint16 type, Fill fill, const char *expected);
void one_address (Message *answer); /* A 300 198.51.100.10 */

G_END_DECLS
