/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/proxy/lookup.h"

G_BEGIN_DECLS

/*
 * The way to a server by its name: Happy Eyeballs (RFC 8305). IPv6 first, the families in turns,
 * one more attempt whenever the last one takes long, and the first connection that stands is it.
 */
typedef struct _PlDial PlDial;

/* RFC 8305 section 8: the values it recommends. */
#define PL_DIAL_RESOLUTION_DELAY_MS 50
#define PL_DIAL_ATTEMPT_DELAY_MS    250
/* No person waits longer for a page to begin. */
#define PL_DIAL_LIMIT_MS 20000

/*
 * fd: connected, non-blocking (transfer full); -1: it cannot be reached. Called once, perhaps by
 * pl_dial_begin; the callee may free the dial.
 */
typedef void (*PlDialDone) (gpointer owner, int fd);

PlDial *pl_dial_new (PlLoop *loop, PlLookups *lookups, PlDialDone done, gpointer owner);
/* name: in normal form. port: host order. To be called once. */
void pl_dial_begin (PlDial *dial, guint slot, const char *name, guint16 port);
void pl_dial_free (PlDial *dial);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlDial, pl_dial_free)

G_END_DECLS
