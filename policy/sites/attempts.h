/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/hostname.h"

G_BEGIN_DECLS

/*
 * From what the workers saw of blocked names to what a child did (F7). Here is decided what is one attempt:
 * a browser that is sent to a blocked site asks the stub for several records, tries TLS, falls back to HTTP and
 * shows the page; each worker tells of each, and it is one. What a page or a program asks for by itself is none.
 */

/* What was seen, from what happens by itself to what a person did. Values are sent and never change. */
typedef enum {
  PL_SEEN_LOOKUP = 0,     /* its address was asked for */
  PL_SEEN_CONNECTION = 1, /* a connection was begun, which tells no more than the name */
  PL_SEEN_REQUEST = 2,    /* something of it was asked for over HTTP: a part of a page, an update */
  PL_SEEN_PAGE = 3, /* a page was asked for over HTTP, and the child was told why it is closed */
} PlSeen;

/* So long after it was seen last a name is still the same visit. */
#define PL_ATTEMPT_SAME_MS 60000
/* Names of one child that are remembered: a page has some dozens of parts. */
#define PL_ATTEMPT_NAMES 64
/* So often at most is a session told: each page says the same itself. */
#define PL_ATTEMPT_TELL_MS 60000

/* Of one child. Zeroed: nothing was seen yet. */
typedef struct {
  guint n;
  guint next; /* to be forgotten next */
  struct {
    char name[PL_HOSTNAME_MAX + 1];
    gint64 seen_ms;
    gboolean counted; /* as an attempt */
  } names[PL_ATTEMPT_NAMES];
  gboolean told; /* ever */
  gint64 told_ms;
} PlAttempts;

enum {
  PL_ATTEMPT_RECORD = 1 << 0, /* the name is to be recorded as blocked (H4) */
  PL_ATTEMPT_COUNTS = 1 << 1, /* a person tried: it counts towards a pattern (F7) */
  PL_ATTEMPT_TELL = 1 << 2,   /* and the child's session is to say that a page is closed */
};

/*
 * What an event is: of the flags above, 0 for one more of something known. name: in normal form. now_ms: any clock
 * that does not go back.
 */
guint pl_attempts_take (PlAttempts *attempts, const char *name, PlSeen seen, gint64 now_ms);

G_END_DECLS
