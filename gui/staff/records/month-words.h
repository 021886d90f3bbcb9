/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The codes of a month's numbers (policy/export/month.h) in words. Transfer full. */

char *pl_month_part_words (const char *part);
char *pl_month_count_words (const char *part, const char *code);

G_END_DECLS
