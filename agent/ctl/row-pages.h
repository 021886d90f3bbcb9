/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "policy/export/rows.h"

G_BEGIN_DECLS

/* The agent on the system bus, as policy/export asks it. */
extern const PlExportAgent pl_ctl_agent;

/* pl_export_all_concerns, of that agent. */
GVariant *pl_ctl_all_concerns (const char *interface,
                               const char *method,
                               const char *reply_type,
                               GError **error);

G_END_DECLS
