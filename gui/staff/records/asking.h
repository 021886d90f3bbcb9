/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "policy/export/rows.h"

G_BEGIN_DECLS

/*
 * The agent, as what is made on a thread of its own asks it (policy/export): on the system bus, waiting for each answer. A
 * person may be asked for a password meanwhile. cancellable: stays the caller's, and outlives it.
 */
PlExportAgent pl_asking_agent (GCancellable *cancellable);

G_END_DECLS
