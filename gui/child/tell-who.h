/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/child/tell-draft.h"

G_BEGIN_DECLS

/*
 * The fourth step: who should see it, and who not (C5), with a choice made beforehand; and who sees it
 * next, and by when (C9). Signal "send".
 */
#define PL_TYPE_TELL_WHO (pl_tell_who_get_type ())
G_DECLARE_FINAL_TYPE (PlTellWho, pl_tell_who, PL, TELL_WHO, AdwBin)

/* Asks the agent who there is. The draft stays the caller's, and is written into. */
void pl_tell_who_show (PlTellWho *who, PlClient *client, PlTellDraft *draft);
/* Its last page, which sends. */
void pl_tell_who_show_last (PlTellWho *who);
/* A page of it back (tell-parts.h); FALSE where it shows its first. */
gboolean pl_tell_who_back (PlTellWho *who);
/* It is on its way, or could not be saved: error nullable. */
void pl_tell_who_sending (PlTellWho *who);
void pl_tell_who_failed (PlTellWho *who, const GError *error);

G_END_DECLS
