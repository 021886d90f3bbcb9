/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A home's month on paper: what porchlightctl month --json gives. The PDF; NULL and an error. */
GBytes *pl_month_paper (JsonObject *month, GError **error);

G_END_DECLS
