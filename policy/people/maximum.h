/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/home.h"
#include "policy/people/key-file.h"

G_BEGIN_DECLS

/*
 * Adds "FILE:LINE: reason" to warnings for each window of a child's timetable that the home's
 * maximum cuts (T1). Weekdays are compared with the home's weekdays, exceptions with what holds on
 * their dates. Says nothing where the maximum is not applied.
 */
void pl_maximum_warn (const PlHome *home,
                      const PlTimetable *timetable,
                      const PlKeyFile *file,
                      GPtrArray *warnings);

G_END_DECLS
