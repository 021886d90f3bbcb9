/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The agent on the bus, as policy/dbus names it. */
#define PL_AGENT_NAME "org.porchlight.Agent1"
#define PL_AGENT_PATH "/org/porchlight/Agent1"

/*
 * The way to the agent over the system bus: tells when it comes and goes, and what it says by itself. It waits for
 * nothing; a bus that ends, or is not there yet, is joined again later.
 */
typedef struct _PlAgentBus PlAgentBus;

/* One that is listened to; interface NULL: all that the agent sends. */
typedef struct {
  const char *interface;
  const char *signal;
} PlAgentSignal;

typedef struct {
  /* The agent is there, and can be called. */
  void (*came) (gpointer data);
  /* It is not, or the bus is not. Nullable. */
  void (*left) (gpointer data);
  /* It said something. The type of the arguments is not checked. */
  void (*heard) (const char *interface, const char *signal, GVariant *arguments, gpointer data);
} PlAgentBusFuncs;

/* funcs: static. signals: static, n of them, at most PL_AGENT_SIGNALS_MAX. retry_s: how long to leave a bus alone that is
 * not there. */
#define PL_AGENT_SIGNALS_MAX 8
PlAgentBus *pl_agent_bus_new (const PlAgentBusFuncs *funcs,
                              gpointer data,
                              const PlAgentSignal *signals,
                              guint n,
                              guint retry_s);
void pl_agent_bus_free (PlAgentBus *bus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlAgentBus, pl_agent_bus_free)

/* Where the agent can be called; NULL while it is not there. Owned by the bus, until "left". */
GDBusConnection *pl_agent_bus_get_connection (PlAgentBus *bus);
/* Calls a method that takes nothing, and whose answer nobody waits for; nothing where the agent is not there. */
void pl_agent_bus_tell (PlAgentBus *bus, const char *interface, const char *method);

G_END_DECLS
