/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "agent/bus/call.h"
#include "policy/verdict.h"

G_BEGIN_DECLS

/* What holds for a child, as the bus carries it: values of a "bxxas". */

/* Unix seconds, or -1. */
gint64 pl_bus_instant (gint64 instant);
/* Floating, "as": the codes of all reasons that hold. */
GVariant *pl_bus_reasons (guint reasons);

/* "review": the day on which the child's next one is due, YYYY-MM-DD, or "". FALSE and an error where it cannot be read. */
gboolean pl_bus_add_review (GVariantBuilder *today,
                            const PlCall *call,
                            const PlChild *child,
                            GError **error);
/* "opened": up to when the caller has opened what is new, by kind (a{sx}). */
void pl_bus_add_opened (GVariantBuilder *today, const PlCall *call);

G_END_DECLS
