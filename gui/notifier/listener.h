/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Hears what the agent tells this session's person, over the system bus. It waits for nothing, wakes up when something is
 * said, and listens again when the agent comes back.
 */
typedef struct _PlListener PlListener;

typedef struct {
  /* The agent takes this session for one of a child's or of staff's, as Agent1.Listen of the contract says. */
  void (*listening) (gboolean monitored, const char *const *missed, gpointer data);
  /* A signal of the contract, its arguments of the type that is told there. */
  void (*heard) (const char *signal, GVariant *arguments, gpointer data);
} PlListenerFuncs;

/* funcs: static. */
PlListener *pl_listener_new (const PlListenerFuncs *funcs, gpointer data);
/* The child stays longer in a help visit (T11); that it worked is heard as VisitExtended. */
void pl_listener_extend_visit (PlListener *listener);
void pl_listener_free (PlListener *listener);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlListener, pl_listener_free)

G_END_DECLS
