/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/* A help visit (T11), and the window of the app in one. */

/* Whether this session is one. Before the agent has answered, what it said to PAM counts. */
gboolean pl_visit_is_on (PlClient *client);
/* Over the whole screen, with nothing that makes it small; or as other windows are. */
void pl_visit_dress (GtkWindow *window, gboolean visit);
/* Asks before a visit is ended and what was not sent goes with it. Responses of the dialog: "end" or "back". */
void pl_visit_ask_before_end (GtkWindow *window, GCallback on_response, gpointer data);

G_END_DECLS
