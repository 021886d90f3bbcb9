/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* A file of the home as a text that a manager changes: its internet rules (H2), or a level (L1). */
#define PL_TYPE_FILE_TEXT_PAGE (pl_file_text_page_get_type ())
G_DECLARE_FINAL_TYPE (PlFileTextPage, pl_file_text_page, PL, FILE_TEXT_PAGE, PlSubpage)

/* file: "rules.conf" or "levels.d/ID.conf". */
PlSubpage *pl_file_text_page_new (PlClient *client, const char *file);

G_END_DECLS
