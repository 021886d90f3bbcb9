/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/care/text-max.h"

G_BEGIN_DECLS

/* What children ask for: a site (F6), more time (T6), something at their next review (L2); and what staff answered, with the reason. */

typedef enum {
  PL_REQUEST_SITE = 1,
  PL_REQUEST_TIME = 2,
  PL_REQUEST_REVIEW =
      3, /* what the child would like to say there; "granted": it will be talked about */
} PlRequestKind;

typedef enum {
  PL_REQUEST_OPEN = 1,
  PL_REQUEST_GRANTED = 2,
  PL_REQUEST_DENIED = 3,
} PlRequestState;

/* For whom a site is allowed: three different acts (F6). */
typedef enum {
  PL_REQUEST_SCOPE_NONE = 0,
  PL_REQUEST_SCOPE_CHILD = 1, /* for good */
  PL_REQUEST_SCOPE_TIME = 2,  /* for this child, until a time */
  PL_REQUEST_SCOPE_HOME = 3,  /* for every child, for good */
} PlRequestScope;

/* Caps on what a child can have here, so that nobody can fill the disk by asking. */
#define PL_REQUESTS_OPEN_MAX 20 /* a child */
#define PL_REQUESTS_DAY_MAX  50 /* a child in 24 hours */
#define PL_REQUEST_LIST_MAX  500

typedef struct {
  gint64 id;
  char *child;
  PlRequestKind kind;
  char *site;    /* normal form; "" for time */
  guint minutes; /* asked for; 0 for a site, or unsaid */
  char *words;   /* the child's; may be "" */
  gint64 made_ms;
  PlRequestState state;
  gint64 decided_ms; /* 0 while open */
  char *decided_by;  /* account; "" while open */
  char *reason;      /* staff's, for the child to read */
  PlRequestScope scope;
  gint64 until_ms; /* of PL_REQUEST_SCOPE_TIME */
} PlRequest;

void pl_request_free (PlRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRequest, pl_request_free)

/*
 * A child asks. site: a host name in normal form, for PL_REQUEST_SITE. The id, 1 and up; asking again for
 * a site or time that is open already gives the same one. 0 and PL_ERROR_LIMIT at a cap, PL_ERROR_ARGUMENT for
 * words that are too long or not UTF-8, PL_ERROR_IO.
 */
gint64 pl_request_add (PlStore *store,
                       const char *child,
                       PlRequestKind kind,
                       const char *site,
                       guint minutes,
                       const char *words,
                       GError **error);

/* NULL and PL_ERROR_ARGUMENT if there is none of that number. Transfer full. */
PlRequest *pl_request_get (PlStore *store, gint64 id, GError **error);

/*
 * Newest first. child: nullable, every child's. before: 0, or requests with a lower id only (the next
 * page). Transfer full: of PlRequest; NULL and an error where they cannot be read.
 */
GPtrArray *pl_request_list (PlStore *store,
                            const char *child,
                            gboolean open_only,
                            gint64 before,
                            guint limit,
                            GError **error);

/* Staff's answer to a request that is open. */
typedef struct {
  gint64 id;
  PlRequestState state; /* granted or denied */
  const char *reason;   /* required: the child reads it */
  PlRequestScope scope; /* of a site that is granted */
  gint64 until_ms;
} PlRequestDecision;

/*
 * Records the answer, audited. PL_ERROR_ARGUMENT if it is not open, or the reason is missing. What
 * a granted request for time gives is a grant (grant.h), made in the same transaction by the caller.
 */
gboolean pl_request_decide (PlStore *store,
                            const PlActor *actor,
                            const PlRequestDecision *decision,
                            GError **error);

/* A site that staff open without having been asked. */
typedef struct {
  const char *child; /* "" for PL_REQUEST_SCOPE_HOME */
  const char *site;  /* normal form */
  PlRequestScope scope;
  gint64 until_ms;    /* of PL_REQUEST_SCOPE_TIME */
  const char *reason; /* required: the child reads it */
} PlSiteOpening;

/*
 * Opens it: a request that is granted as it is made, or the child's own for this site where that is open. The id; 0 and
 * PL_ERROR_ARGUMENT for what does not fit together.
 */
gint64 pl_request_open_site (PlStore *store,
                             const PlActor *actor,
                             const PlSiteOpening *opening,
                             GError **error);

/* What was opened by mistake can be closed again for so long; later that is a restriction, or a review's (R1). */
#define PL_SITE_UNDO_MS (15 * 60 * 1000)

/*
 * Takes a granted site back. One that is closed already stays as it is, and nothing is put on record. PL_ERROR_ARGUMENT if there
 * is none of that number, PL_ERROR_DENIED once it is too late.
 */
gboolean pl_request_close_site (
    PlStore *store, const PlActor *actor, gint64 id, const char *reason, GError **error);

/*
 * The sites that staff's answers allow a child at a moment, each once, sorted; NULL-terminated. Transfer
 * full; NULL and an error.
 */
char **pl_request_allowed_sites (PlStore *store, const char *child, gint64 wall_ms, GError **error);

G_END_DECLS
