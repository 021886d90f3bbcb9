/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Why a site was blocked, in the words of the blocked page (F6). category, cause: as ListBlocked says them; "" where neither is
 * known. Transfer full.
 */
char *pl_blocked_reason (const char *category, const char *cause);

G_END_DECLS
