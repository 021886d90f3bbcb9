/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/today/section.h"

G_BEGIN_DECLS

/* Whether the filter works, and what it does not cover. */
#define PL_TYPE_FILTER_SECTION (pl_filter_section_get_type ())
G_DECLARE_FINAL_TYPE (PlFilterSection, pl_filter_section, PL, FILTER_SECTION, PlTodaySection)

G_END_DECLS
