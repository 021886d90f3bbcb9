/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the computer's own groups say of the person whose process this is, for as long as the agent does not: TRUE where
 * they are in one of the groups that a home has for its staff (design, [Roles]) and not in the children's. A home with
 * groups of its own has to wait for the agent. It opens nothing: whatever staff may do and see is the agent's to give.
 */
gboolean pl_account_is_staff (void);

G_END_DECLS
