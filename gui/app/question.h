/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_QUESTION_NO  "no"
#define PL_QUESTION_YES "yes"

/*
 * What is asked over a window before something is done: the answers are the responses "no", which is also the default one and that
 * of closing it, and "yes". It is shown with gtk_window_present().
 */
AdwMessageDialog *pl_question_new (
    GtkWindow *window, const char *heading, const char *body, const char *no, const char *yes);

G_END_DECLS
