/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/actor.h"
#include "agent/records/grant.h"

G_BEGIN_DECLS

/*
 * Records a grant from now on (T6), has it hold, and ends the call with its id and end. minutes are added to
 * what is left by the verdict of now; 0: all is open until grant->until.
 */
void pl_bus_grant (PlCall *call, const PlChild *child, const PlActor *actor, PlGrant *grant);

G_END_DECLS
