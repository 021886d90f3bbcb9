/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"

G_BEGIN_DECLS

/* What this computer holds, and about whom: what a lost one of its kind held (D5), to be corrected by staff. g_free. */
char *pl_bus_held_here (const PlCall *call);

G_END_DECLS
