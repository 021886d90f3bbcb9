/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/retention.h"

G_BEGIN_DECLS

/*
 * What is due once a calendar day: the head of the concerns' chain enters the public one, whether it
 * moved or not; the head of that goes to the journal, where a cut tail would miss it; retention
 * runs. Cheap where today was done already: call it at every turn.
 */

/* TRUE if nothing is left to do today; FALSE and an error where the store cannot be written: it is tried again. */
gboolean pl_daybook_turn (PlStore *store, const PlKeptDays *kept, gint64 today, GError **error);

/*
 * TRUE the first time that something is told of a child ("adult" ...), and an entry of that kind,
 * by the agent itself, is in the public chain; FALSE later on, and with an error.
 */
gboolean pl_daybook_tell_once (PlStore *store, const char *child, const char *what, GError **error);

G_END_DECLS
