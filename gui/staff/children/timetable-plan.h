/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "policy/time/timetable.h"

G_BEGIN_DECLS

/*
 * A child's week as a picture to drag on, beside the same week as text: what is dragged is written into the text, and what is
 * typed is drawn. Under it, what that would make of today.
 */
#define PL_TYPE_TIMETABLE_PLAN (pl_timetable_plan_get_type ())
G_DECLARE_FINAL_TYPE (PlTimetablePlan, pl_timetable_plan, PL, TIMETABLE_PLAN, AdwBin)

/* days: the seven texts, Monday first; they outlive the plan. A day is written as the page of its texts says. */
PlTimetablePlan *pl_timetable_plan_new (PlClient *client, GtkEditable *const days[PL_WEEKDAYS]);
/* The profile as it would be, for today; nullable. */
void pl_timetable_plan_show_profile (PlTimetablePlan *plan, const char *text);

G_END_DECLS
