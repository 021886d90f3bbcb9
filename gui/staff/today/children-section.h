/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/today/section.h"

G_BEGIN_DECLS

/* The children at a glance. */
#define PL_TYPE_CHILDREN_SECTION (pl_children_section_get_type ())
G_DECLARE_FINAL_TYPE (PlChildrenSection, pl_children_section, PL, CHILDREN_SECTION, PlTodaySection)

G_END_DECLS
