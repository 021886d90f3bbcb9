/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * A child of today's (Staff.GetToday), as their page takes one (gui/staff/children/child-words.h). flags: of Staff.ListFlags,
 * everybody's. NULL: the account is no child's. Transfer full.
 */
PlRecord *pl_today_child_new (PlRecord *today, GVariant *flags, const char *account);
/* The same of a row of today's children. */
PlRecord *pl_today_child_of (PlRecord *row, GVariant *flags);

G_END_DECLS
