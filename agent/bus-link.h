/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A place on a bus, joined in the background, again and again, also when the bus comes late or goes away. All calls
 * come in the thread's default main context.
 */
typedef struct _PlBusLink PlBusLink;

typedef struct {
  /* On the bus. FALSE and an error: of no use as it is; it is left, and tried again. */
  gboolean (*joined) (GDBusConnection *bus, gpointer data, GError **error);
  /*
   * It could not be joined, or is about to be left: what was registered and subscribed there is taken back.
   * error: why, nullable.
   */
  void (*left) (const GError *error, gpointer data);
} PlBusLinkCalls;

/* address: NULL: the system bus. */
PlBusLink *pl_bus_link_new (const char *address, const PlBusLinkCalls *calls, gpointer data);
/* Without a call: the owner has taken back what is its own. */
void pl_bus_link_free (PlBusLink *link);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBusLink, pl_bus_link_free)

/* Owned by the link; NULL while not on the bus. */
GDBusConnection *pl_bus_link_bus (const PlBusLink *link);

G_END_DECLS
