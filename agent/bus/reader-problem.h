/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"

G_BEGIN_DECLS

/*
 * What keeps a home from being set up: a concern that fewer than two people could read, also where nobody has
 * begun with readers. "" for nothing. Filing is never refused for it. Transfer full.
 */
char *pl_bus_readers_problem (const PlCall *call);

G_END_DECLS
