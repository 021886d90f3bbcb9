/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The title of a source of lists: one that ships in the language of the app, and one that the home gave as it is. Static, or title. */
const char *pl_source_title (const char *title);
/* The same of what it covers, a sentence without its full stop. Static, or covers. */
const char *pl_source_coverage (const char *covers);

G_END_DECLS
