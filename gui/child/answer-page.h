/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* What staff answered to something that the child asked (F6, T6), with the reason. */
#define PL_TYPE_ANSWER_PAGE (pl_answer_page_get_type ())
G_DECLARE_FINAL_TYPE (PlAnswerPage, pl_answer_page, PL, ANSWER_PAGE, PlSubpage)

PlSubpage *pl_answer_page_new (PlRecord *request);

G_END_DECLS
