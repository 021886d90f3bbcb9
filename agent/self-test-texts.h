/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/probe/probe-protocol.h"

G_BEGIN_DECLS

/* What staff read of a finding. layer: set to a static word. Transfer full. */
char *pl_self_test_text (const PlProbeFinding *finding, const char **layer);

G_END_DECLS
