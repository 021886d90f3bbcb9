/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "agent/bus/callers.h"
#include "agent/records/store.h"
#include "agent/time/time-up.h"

G_BEGIN_DECLS

/*
 * What people are told without asking: signals, to that person's own connections one by one, since what is said of one
 * child is nobody else's to hear. A connection that listens is told until it leaves the bus. That there is an answer, or
 * something for a reader, is kept until that person has looked, also while nobody listens and through a new start
 * (agent/records/unseen.h).
 */
typedef struct _PlNews PlNews;

typedef enum {
  PL_NEWS_ANSWERED = 0,       /* staff have answered something that the child asked, said or told */
  PL_NEWS_PAGE_BLOCKED = 1,   /* a page that the child opened is closed; never kept */
  PL_NEWS_WAITS = 2,          /* something is there for a reader */
  PL_NEWS_VISIT = 3,          /* a help visit begins (T11); never kept */
  PL_NEWS_CHANGED = 4,        /* something else holds for the child; never kept */
  PL_NEWS_STAFF = 5,          /* something of what staff see is another; never kept */
  PL_NEWS_SEEN = 6,           /* they have looked: nothing is kept for them any more */
  PL_NEWS_VISIT_EXTENDED = 7, /* a help visit does not end when it was said to; never kept */
} PlNewsKind;

/* What a child's app shows until it is opened; each value is a place in PlUnseen. */
typedef enum {
  PL_NEWS_OPENED_RESTRICTION = 0,
  PL_NEWS_OPENED_CHANGE = 1,
  PL_NEWS_OPENED_ANSWER = 2,  /* to a request */
  PL_NEWS_OPENED_COMMENT = 3, /* an answer to one on the rules */
  PL_NEWS_OPENED_CONCERN = 4, /* an answer in one */
  PL_NEWS_OPENED_KINDS = 5,
} PlNewsOpened;

/* Connections of one person that listen: sessions, and what somebody tries by hand. */
#define PL_LISTENERS_MAX 16

/* store outlives it. */
PlNews *pl_news_new (PlStore *store);
void pl_news_free (PlNews *news);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlNews, pl_news_free)

/* From now on there is a bus; both are used until pl_news_leave. */
void pl_news_join (PlNews *news, GDBusConnection *connection, const PlCallers *callers);
/* Nobody listens any more; what is kept stays. */
void pl_news_leave (PlNews *news);

/*
 * The connection of that unique name is told what is for uid. missed: what is kept for them, a bit (1 << PlNewsKind)
 * each. FALSE and PL_ERROR_LIMIT after PL_LISTENERS_MAX of one person.
 */
gboolean pl_news_listen (PlNews *news, const char *name, uid_t uid, guint *missed, GError **error);

void pl_news_tell (PlNews *news, uid_t uid, PlNewsKind kind);
/* That person has looked; where something was kept, all of their programs hear of it. */
void pl_news_look (PlNews *news, uid_t uid);
/* That person has opened what was made then, and all of its kind before it; it stays so through a new start of app and agent. */
void pl_news_open (PlNews *news, uid_t uid, PlNewsOpened what, gint64 made);
/* When the newest of each kind was made that was opened; 0: none was. */
void pl_news_opened (const PlNews *news, uid_t uid, gint64 opened[PL_NEWS_OPENED_KINDS]);
/* The same to each of these (uid_t): PL_NEWS_STAFF. */
void pl_news_tell_staff (PlNews *news, const GArray *staff);
/* T5, T11: an end that comes in so many milliseconds. Also to connections of theirs that have called and do not listen. */
void pl_news_tell_end (PlNews *news, uid_t uid, PlNotice notice, gint64 in_ms);

G_END_DECLS
