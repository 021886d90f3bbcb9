/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/reader-route.h"

G_BEGIN_DECLS

/*
 * Tests of routes (C7): a message to a reader that nobody but they can open, and its answer, which nobody but they
 * can sign. Once a test was answered, the route that it went by is one that reaches them.
 */

/* Sends a test on a route of an active reader's; audited. PL_ERROR_ARGUMENT where there is no such reader or route. */
gboolean pl_route_test_send (PlStore *store,
                             const PlActor *actor,
                             const guint8 reader[PL_CARE_ID_SIZE],
                             const char *route,
                             GError **error);

/*
 * A signed message that came back, by whatever route: *mine: it is the answer to a test, or claims to be. TRUE if the
 * route is tested now, or this answer need not be kept: it came before, or too late. PL_ERROR_REFUSED: forged, altered, or of
 * another reader; nothing has changed.
 */
gboolean pl_route_test_receive (
    PlStore *store, const guint8 *bytes, gsize length, gboolean *mine, GError **error);

G_END_DECLS
