/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* A short page to learn from (H6). It is in the program: it needs no network, and nobody sees that it was read. */
#define PL_TYPE_LESSON_PAGE (pl_lesson_page_get_type ())
G_DECLARE_FINAL_TYPE (PlLessonPage, pl_lesson_page, PL, LESSON_PAGE, PlSubpage)

guint pl_lesson_count (void);
/* In the language of the screen. */
const char *pl_lesson_title (guint lesson);

PlSubpage *pl_lesson_page_new (guint lesson);

G_END_DECLS
