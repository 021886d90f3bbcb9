/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "policy/paper/paper.h"

G_BEGIN_DECLS

/* Nothing, where the key is missing. */
const char *pl_export_text (JsonObject *object, const char *key);

/* "2026-11-22T09:30:00+00:00" as people read it; other texts as they are. g_free. */
char *pl_export_readable (const char *value);

/* A field, unless nothing stands in it. */
void pl_export_field (PlPaper *paper, const char *name, const char *value);

/* What was told in confidence (R4, R6); nothing where that was not asked for. */
void pl_export_add_concerns (PlPaper *paper, JsonObject *export);

G_END_DECLS
