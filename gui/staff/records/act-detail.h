/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * The particulars of an act, as the log shows them: why first, in the words of who did it, and then a name and a value each.
 * entry: a row of Audit.Find. Numbers that records have among themselves, and hashes, are left out: the record
 * whole is in its export. "" for what is no object. Transfer full.
 */
char *pl_act_detail (PlRecord *entry);

G_END_DECLS
