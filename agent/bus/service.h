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

/* Publishes the object and asks for the name. connection and agent are kept by reference. */
PlBusService *
pl_bus_service_new (GDBusConnection *connection, const PlBusAgent *agent, GError **error);
void pl_bus_service_free (PlBusService *service);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBusService, pl_bus_service_free)

G_END_DECLS
