/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "policy/export/concerns.h"

G_BEGIN_DECLS

/*
 * The home's numbers of a month ("2026-11"), beside those of the month before, for the monthly independent visit (R10); no
 * child is named: "home", "before", "month", "parts" (an object of objects of [BEFORE, NOW], in the order in which they
 * are read), and with a key "concerns_of": whose. key: nullable: concerns are not counted. Transfer full; NULL and an
 * error, PL_ERROR_ARGUMENT where it is no month.
 */
JsonObject *pl_export_month (const PlExportAgent *agent,
                             const char *month,
                             const PlExportKey *key,
                             GError **error);

G_END_DECLS
