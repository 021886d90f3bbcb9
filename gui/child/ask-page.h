/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * A page with a form that is sent to staff once. What was typed stays until it is sent, also where it
 * could not be. Properties, widgets of the template: "form", "button", "problem" (a label), "asked" (shown
 * in the form's place when it is sent).
 */
#define PL_TYPE_ASK_PAGE (pl_ask_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlAskPage, pl_ask_page, PL, ASK_PAGE, PlSubpage)

struct _PlAskPageClass {
  PlSubpageClass parent_class;
  void (*sent) (PlAskPage *page); /* nullable */
};

PlClient *pl_ask_page_get_client (PlAskPage *page);
void pl_ask_page_set_client (PlAskPage *page, PlClient *client);

/* Calls a method of the Child interface; arguments: floating. */
void pl_ask_page_send (PlAskPage *page, const char *method, GVariant *arguments);
/* Says what has to be put right before it is sent. */
void pl_ask_page_complain (PlAskPage *page, const char *words);

/* What a text view holds, without spaces around it. Transfer full. */
char *pl_ask_words (GtkTextView *view);

G_END_DECLS
