/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/comment-page.h"

#include <glib/gi18n.h>

#include "gui/widgets/heading.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"

struct _PlCommentPage {
  PlAskPage parent;
  gint64 rules;
  GtkTextView *words;
};

G_DEFINE_FINAL_TYPE (PlCommentPage, pl_comment_page, PL_TYPE_ASK_PAGE)

static void
on_ask (PlCommentPage *page)
{
  g_autofree char *words = pl_ask_words (page->words);

  if (*words == '\0')
    pl_ask_page_complain (PL_ASK_PAGE (page), C_ ("comment", "Write something first."));
  else
    pl_ask_page_send (PL_ASK_PAGE (page), "CommentOnRules",
                      g_variant_new ("(xss)", page->rules, "", words));
}

static void
pl_comment_page_class_init (PlCommentPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/comment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCommentPage, words);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
}

static void
pl_comment_page_init (PlCommentPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  pl_text_view_cap (page->words, PL_RULES_WORDS_MAX);
}

PlSubpage *
pl_comment_page_new (PlClient *client, gint64 rules)
{
  PlCommentPage *page = g_object_new (PL_TYPE_COMMENT_PAGE, NULL);

  page->rules = rules;
  pl_ask_page_set_client (PL_ASK_PAGE (page), client);
  return PL_SUBPAGE (page);
}
