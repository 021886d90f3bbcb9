/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/answer-page.h"

#include <glib/gi18n.h>

#include "gui/child/request-words.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"

struct _PlAnswerPage {
  PlSubpage parent;
  PlHeading *heading;
  GtkLabel *answer, *reason, *by, *wrote, *words;
};

G_DEFINE_FINAL_TYPE (PlAnswerPage, pl_answer_page, PL_TYPE_SUBPAGE)

static void
show_request (PlAnswerPage *page, PlRecord *request)
{
  g_autofree char *title = pl_request_title (request);
  g_autofree char *by = pl_request_by (request);
  /* Translators: %s is the name of a member of staff. */
  g_autofree char *from =
      *by != '\0' ? g_strdup_printf (C_ ("answer", "From %s"), by) : g_strdup ("");
  const char *words = pl_record_text (request, "words");

  pl_heading_set_label (page->heading, title);
  pl_label_say (page->answer, pl_request_answer (request));
  pl_label_say (page->reason, pl_request_reason (request));
  pl_label_say (page->by, from);
  pl_label_say (page->words, words);
  gtk_widget_set_visible (GTK_WIDGET (page->wrote), *words != '\0');
}

static void
pl_answer_page_class_init (PlAnswerPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/answer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAnswerPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlAnswerPage, answer);
  gtk_widget_class_bind_template_child (widget_class, PlAnswerPage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlAnswerPage, by);
  gtk_widget_class_bind_template_child (widget_class, PlAnswerPage, wrote);
  gtk_widget_class_bind_template_child (widget_class, PlAnswerPage, words);
}

static void
pl_answer_page_init (PlAnswerPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}

PlSubpage *
pl_answer_page_new (PlRecord *request)
{
  PlAnswerPage *page = g_object_new (PL_TYPE_ANSWER_PAGE, NULL);

  show_request (page, request);
  return PL_SUBPAGE (page);
}
