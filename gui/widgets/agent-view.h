/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * Shows its child once the agent has said what there is to show; before that, that it is loading, and
 * where the agent cannot be asked, what is the matter and what works all the same. Property: "content".
 */
#define PL_TYPE_AGENT_VIEW (pl_agent_view_get_type ())
G_DECLARE_FINAL_TYPE (PlAgentView, pl_agent_view, PL, AGENT_VIEW, AdwBin)

/*
 * Shows that it is loading. Where the agent cannot be asked then, read is called once it is back, with page, an object, and
 * client: void (*) (gpointer page, PlClient *client). The first time a page reads by itself.
 */
void pl_agent_view_await (PlAgentView *view, PlClient *client, GCallback read, gpointer page);
void pl_agent_view_show_content (PlAgentView *view);
/* error: of pl_client_call_finish. */
void pl_agent_view_show_error (PlAgentView *view, const GError *error);
/* Whoever is at the screen is one of the staff: from now on what is the matter is said to an adult, and why. */
void pl_agent_view_speak_to_staff (void);
/* What follows from the state of the client alone. */
void pl_agent_view_show_state (PlAgentView *view, PlClientState state);

G_END_DECLS
