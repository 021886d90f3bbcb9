/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/today.h"

G_BEGIN_DECLS

/* Whom a child can ring (H5): danger first, then Childline, the home's own, and with "all" Help at Hand. */
#define PL_TYPE_NUMBER_LIST (pl_number_list_get_type ())
G_DECLARE_FINAL_TYPE (PlNumberList, pl_number_list, PL, NUMBER_LIST, AdwBin)

/* today: nullable; the numbers that are the same everywhere stand there always. */
void pl_number_list_show (PlNumberList *list, const PlToday *today);

G_END_DECLS
