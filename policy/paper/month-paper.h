/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "policy/paper/paper.h"

G_BEGIN_DECLS

/* A home's month on paper (R10). month: of pl_export_month. Transfer full. */
PlPaper *pl_month_paper_new (JsonObject *month);
/* The same as a PDF; NULL and an error. */
GBytes *pl_month_paper (JsonObject *month, GError **error);

/* A part's or a count's code as people write it. g_free. */
char *pl_month_words (const char *code);

G_END_DECLS
