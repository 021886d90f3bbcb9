/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "policy/care/told-duty.h"

G_BEGIN_DECLS

/*
 * One who must be told of a concern: how that stands, by when, or when it was done and with which reference. What is
 * overdue stands out by a sign and by words. Floating. What it shows is of opened letters: it goes when they are locked.
 */
AdwActionRow *pl_duty_row_new (const PlToldDuty *duty);

/* TRUE where somebody is still to do it. */
gboolean pl_duty_is_to_do (const PlToldDuty *duty);

G_END_DECLS
