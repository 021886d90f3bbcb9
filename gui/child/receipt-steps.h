/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/record.h"
#include "gui/app/today.h"

G_BEGIN_DECLS

/* Fills a list with the states of a receipt, each marked only when it is true (C7). today: nullable. */
void pl_receipt_steps_show (GtkListBox *list, PlRecord *receipt, const PlToday *today);

G_END_DECLS
