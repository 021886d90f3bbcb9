/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/profile-change.h"

G_BEGIN_DECLS

/* What a language begins with among needs: "easy-read;language-pl". */
#define PL_NEED_LANGUAGE "language-"

/* What stood, and what stands, where two profiles differ (L2): for whoever puts it into words. */

/* "timetable", "level" ...; static. */
const char *pl_profile_field_code (PlProfileField field);

/*
 * What a profile holds in the place that a change is about, in no language:
 * timetable, exception: "16:00-20:00;20:30-21:30", "" for none; quiet: "20:00-21:30", "" for none;
 * allowance, allowance-week: minutes, "" for no limit; born, agreed: "YYYY-MM-DD", "" for none;
 * level: its name; name: the name; social, allow, block: "yes" or ""; contact: "always", or times, "Monday 18:00-19:00;...",
 * or "" for none; time-up: "internet-off", "lock", "end-session"; needs: "easy-read;large-type;read-aloud", "" for none.
 * home: as of pl_profile_changes. Transfer full.
 */
char *
pl_profile_value (const PlHome *home, const PlProfile *profile, const PlProfileChange *change);

G_END_DECLS
