/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "agent/bus/calls.h"

G_BEGIN_DECLS

/*
 * The agent on the bus: the object of policy/dbus/org.porchlight.Agent1.xml. Every call goes one
 * way: who is calling (the bus says, from the kernel), may they (the table in calls.c), then the
 * handler.
 */
typedef struct _PlBusService PlBusService;

#define PL_BUS_NAME "org.porchlight.Agent1"
#define PL_BUS_PATH "/org/porchlight/Agent1"

/*
 * Joins the bus at address (NULL: the system bus), publishes the object, and asks for the name; in
 * the background, again and again, also when the bus comes late or goes away.
 */
PlBusService *pl_bus_service_new (const char *address, const PlBusAgent *agent);
void pl_bus_service_free (PlBusService *service);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBusService, pl_bus_service_free)

/* Tells the sessions of one person. */
void pl_bus_service_tell (PlBusService *service, uid_t uid, PlNewsKind kind);

G_END_DECLS
