/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"
#include "agent/records/act.h"

G_BEGIN_DECLS

/* Who acts by a call: what the audit entry says. Clear with pl_bus_actor_clear. */
void pl_bus_actor_init (PlActor *actor, const PlCall *call);
void pl_bus_actor_clear (PlActor *actor);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlActor, pl_bus_actor_clear)

/* TRUE if the caller is a manager, or root. */
gboolean pl_bus_is_manager (const PlCall *call);

/* The highest role that the caller's groups give: "lead", "manager", "staff". Static. */
const char *pl_bus_own_role (const PlCall *call);

/* TRUE if the caller is a manager, a safeguarding lead, or root. */
gboolean pl_bus_is_manager_or_lead (const PlCall *call);

/* The child of that account. NULL and PL_ERROR_ARGUMENT if there is none. */
const PlChild *pl_bus_child (const PlCall *call, const char *account, GError **error);

/* Ends a call that gave an id, or failed where it is 0. error: transfer full. */
void pl_bus_return_id (PlCall *call, gint64 id, GError *error);
/* The same of something that a child asks or says, and staff see at once. */
void pl_bus_return_asked (PlCall *call, gint64 id, GError *error);
/* Ends a call that was done, or failed. error: transfer full. */
void pl_bus_return_done (PlCall *call, gboolean done, GError *error);

/* What staff decided holds from now on: the enforcer asks the policy again. */
void pl_bus_decided (const PlCall *call);

/* The sessions of the child of that account say that staff have answered. */
void pl_bus_answered (const PlCall *call, const char *account);

G_END_DECLS
