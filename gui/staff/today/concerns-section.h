/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/today/section.h"

G_BEGIN_DECLS

/* Of the concerns that this person may see: that there is one, since when, and whose turn it is. Nothing of what was told. */
#define PL_TYPE_CONCERNS_SECTION (pl_concerns_section_get_type ())
G_DECLARE_FINAL_TYPE (PlConcernsSection, pl_concerns_section, PL, CONCERNS_SECTION, PlTodaySection)

G_END_DECLS
