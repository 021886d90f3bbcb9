/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Whom to ring, on which number, and when; in large digits that can be copied. */
#define PL_TYPE_NUMBER_ROW (pl_number_row_get_type ())
G_DECLARE_FINAL_TYPE (PlNumberRow, pl_number_row, PL, NUMBER_ROW, GtkListBoxRow)

GtkWidget *pl_number_row_new (const char *who, const char *digits, const char *words);

G_END_DECLS
