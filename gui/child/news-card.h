/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * Today's card: what is new for the child, a row each; hidden where nothing is. A restriction stands on it for as long as
 * it holds (R1), all else until it was opened, or is old.
 */
#define PL_TYPE_NEWS_CARD (pl_news_card_get_type ())
G_DECLARE_FINAL_TYPE (PlNewsCard, pl_news_card, PL, NEWS_CARD, AdwBin)

/* Reads it, now and again. */
void pl_news_card_read (PlNewsCard *card, PlClient *client);

G_END_DECLS
