/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/net/link-watch.h"
#include "agent/records/household.h"

G_BEGIN_DECLS

/* The networks that this computer is on, and what they mean for the children of the home (D3). */
typedef struct _PlNetworks PlNetworks;

/* bus_address: nullable, as in link-watch.h. */
PlNetworks *pl_networks_new (const char *bus_address, PlLinksChanged changed, gpointer data);
void pl_networks_free (PlNetworks *networks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlNetworks, pl_networks_free)

/* FALSE at first, until it is known on which the computer is, or that nobody can tell. */
gboolean pl_networks_is_settled (const PlNetworks *networks);

/* FALSE if a child may have nothing but help sites on the networks of now. */
gboolean pl_networks_are_for (const PlNetworks *networks,
                              const PlHousehold *household,
                              const PlChild *child);

/* Adds what staff are to be told (char *): who has help sites only, and why. household: nullable. */
void pl_networks_problems (const PlNetworks *networks,
                           const PlHousehold *household,
                           GPtrArray *problems);

G_END_DECLS
