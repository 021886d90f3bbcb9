/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"

G_BEGIN_DECLS

/* What keeps a home that has begun with readers from being set up; "" for nothing. Transfer full. */
char *pl_bus_readers_problem (const PlCall *call);

G_END_DECLS
