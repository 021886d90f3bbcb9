/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/today/section.h"

G_BEGIN_DECLS

/* What staff must do by a time: duties of restrictions (R2), records that ask for something, placement reviews. */
#define PL_TYPE_CLOCKS_SECTION (pl_clocks_section_get_type ())
G_DECLARE_FINAL_TYPE (PlClocksSection, pl_clocks_section, PL, CLOCKS_SECTION, PlTodaySection)

G_END_DECLS
