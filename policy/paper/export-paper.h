/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * An export for people (R6): what policy/data/export.schema.json describes, on paper. The chain's head stands at
 * the foot of every page. The PDF; NULL and an error.
 */
GBytes *pl_export_paper (JsonObject *export, GError **error);

G_END_DECLS
