/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"

G_BEGIN_DECLS

/*
 * Who is on shift now (D4): names for people, at most 20. since: when the caller's own shift began, Unix seconds; 0: they
 * are not on shift. Transfer full, of char *; NULL and an error.
 */
GPtrArray *pl_bus_on_shift (const PlCall *call, gint64 *since, GError **error);

G_END_DECLS
