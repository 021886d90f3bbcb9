/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/children/agreed-rows.h"

G_BEGIN_DECLS

/* Days of exception (T2): a birthday, or the days of a school holiday at once. */
#define PL_TYPE_AGREED_DAYS (pl_agreed_days_get_type ())
G_DECLARE_FINAL_TYPE (PlAgreedDays, pl_agreed_days, PL, AGREED_DAYS, PlAgreedRows)

PlAgreedPart *pl_agreed_days_new (void);

G_END_DECLS
