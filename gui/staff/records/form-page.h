/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"
#include "policy/care/record-kind.h"

G_BEGIN_DECLS

/* A record of care is written down, put right with a reason, or closed. It closes itself once the agent has it. */
#define PL_TYPE_FORM_PAGE (pl_form_page_get_type ())
G_DECLARE_FINAL_TYPE (PlFormPage, pl_form_page, PL, FORM_PAGE, PlSubpage)

PlSubpage *pl_form_page_new (PlClient *client, const PlRecordKind *kind);
/* A text that stands in a field of a new one, to be changed. */
void pl_form_page_propose (PlFormPage *page, const char *field, const char *text);
/* record: a row of Records.List. */
PlSubpage *pl_form_page_new_amend (PlClient *client, const PlRecordKind *kind, PlRecord *record);
PlSubpage *pl_form_page_new_close (PlClient *client, const PlRecordKind *kind, PlRecord *record);

G_END_DECLS
