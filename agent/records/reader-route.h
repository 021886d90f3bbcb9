/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/care/care-id.h"
#include "policy/people/routes.h"

G_BEGIN_DECLS

/*
 * Which routes lead to which reader, in the order in which they are tried, and whether each was tested (C7). That is
 * no secret among staff: only tests show in it, never that something was sent, or could not be.
 */
typedef struct {
  guint8 reader[PL_CARE_ID_SIZE];
  char *route;
  char *address;      /* "" but for mail */
  gint64 asked_ms;    /* when a test was last asked for; 0: never */
  gint64 sent_ms;     /* when the route took it; 0: it has not */
  gint64 answered_ms; /* when the reader last acknowledged one; 0: never, as the route is now */
  char *problem;      /* of the last try of the test; "" */
} PlReaderRouteState;

void pl_reader_route_state_free (PlReaderRouteState *state);

/* Of PlReaderRouteState, by reader and order, of those who were not revoked. reader: nullable, of all. Transfer full. */
GPtrArray *pl_reader_route_list (PlStore *store, const guint8 *reader, GError **error);

/* Those of one reader among states, as pl_reader_routes_write has them. Transfer full. */
char *pl_reader_route_text (const GPtrArray *states, const guint8 reader[PL_CARE_ID_SIZE]);

/*
 * Puts these in the place of a reader's routes; audited. What was tested, and is the same, stays tested. before: the text that the caller has
 * seen; PL_ERROR_ARGUMENT where there are others by now.
 */
gboolean pl_reader_route_set (PlStore *store,
                              const PlActor *actor,
                              const guint8 reader[PL_CARE_ID_SIZE],
                              const char *before,
                              const GPtrArray *routes,
                              GError **error);

/* A test of that id goes out on a route of the reader's; audited. PL_ERROR_ARGUMENT: not a route of theirs. */
gboolean pl_reader_route_test (PlStore *store,
                               const PlActor *actor,
                               const guint8 reader[PL_CARE_ID_SIZE],
                               const char *route,
                               const guint8 test[PL_CARE_ID_SIZE],
                               GBytes *sealed,
                               GError **error);

/* How a try of a test ended: problem: "" where the route took it. */
gboolean pl_reader_route_tried (PlStore *store,
                                const guint8 test[PL_CARE_ID_SIZE],
                                const char *problem,
                                GError **error);

/*
 * The reader has answered a test, proof in hand: the route is tested. An answer that comes again, or to a test that was
 * asked for anew since, is known, and changes nothing. FALSE and PL_ERROR_REFUSED where they were never asked.
 */
gboolean pl_reader_route_answered (PlStore *store,
                                   const guint8 test[PL_CARE_ID_SIZE],
                                   const guint8 reader[PL_CARE_ID_SIZE],
                                   GError **error);

/* The home's routes as they are now: a test of a route that has changed since, or is gone, does not count. */
gboolean pl_reader_route_check (PlStore *store, const PlRoutes *routes, GError **error);

/* TRUE if there is a tested route to that reader (C7); FALSE also where that cannot be read. */
gboolean pl_outbox_reaches (PlStore *store, const guint8 reader[PL_CARE_ID_SIZE]);

G_END_DECLS
