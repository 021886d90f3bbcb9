/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/self-test.h"

G_BEGIN_DECLS

/*
 * What is to be said of the lists. loaded: there is an index, made age_s seconds ago. While first lists are on their way,
 * or none came at all, it is never well: what they are to block is open. Transfer full.
 */
char *
pl_self_test_lists (PlListsState state, gboolean loaded, gint64 age_s, PlSelfTestVerdict *verdict);

G_END_DECLS
