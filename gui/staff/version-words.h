/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/* A version of a child's profile in words, read once. version: a row of Profiles.ListVersions. */

/* "Mon 9 Mar, 2:41 pm, kim". Transfer full. */
char *pl_version_title (PlRecord *version);
/* The same, of anything that was made. */
char *pl_version_title_of (gint64 made, const char *by);
/* Why, and whether a review decided it. Transfer full. */
char *pl_version_why (PlRecord *version);

G_END_DECLS
