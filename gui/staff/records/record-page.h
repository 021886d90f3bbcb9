/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"
#include "policy/care/record-kind.h"

G_BEGIN_DECLS

/* One record of care: what it says, what is still to be done about it, and everything that was written into it. */
#define PL_TYPE_RECORD_PAGE (pl_record_page_get_type ())
G_DECLARE_FINAL_TYPE (PlRecordPage, pl_record_page, PL, RECORD_PAGE, PlSubpage)

/* record: a row of Records.List. */
PlSubpage *pl_record_page_new (PlClient *client, const PlRecordKind *kind, PlRecord *record);

G_END_DECLS
