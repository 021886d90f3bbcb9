/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/probe/probe-protocol.h"

G_BEGIN_DECLS

/*
 * TRUE for a check that was not made, where no computer could make it: no name of such sites ships to try with, and this home's
 * lists have the category, or public lists hardly do (F11: "thin" in policy/data/categories.tsv). It says nothing of the
 * filter. A category that lists cover, and that has none here, is no such case: perhaps they never came.
 */
gboolean pl_self_test_is_untriable (const PlProbeFinding *finding);

G_END_DECLS
