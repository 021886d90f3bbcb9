/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/concern-filing.h"

G_BEGIN_DECLS

/*
 * Who must be told of a concern (C10), in the order in which it is to be done: fields of a row of Concerns.List. Who has been
 * told, its readers know (policy/care/referral.h); the agent does not.
 */
void pl_bus_add_told (GVariantBuilder *row, const PlConcern *concern, const PlFilingPlace *place);

G_END_DECLS
