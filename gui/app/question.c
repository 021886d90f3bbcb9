/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/question.h"

/* GTK 4.8 names a button that may have a mnemonic by its words and by its label, and a screen reader says both. */
static void
name_once (GtkWidget *button, const char *words)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static void
name_buttons (GtkWidget *widget)
{
  const char *words = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  if (words != NULL)
    name_once (widget, words);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

AdwMessageDialog *
pl_question_new (
    GtkWindow *window, const char *heading, const char *body, const char *no, const char *yes)
{
  AdwMessageDialog *question = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, heading, body));

  adw_message_dialog_add_responses (question, PL_QUESTION_NO, no, PL_QUESTION_YES, yes, NULL);
  adw_message_dialog_set_default_response (question, PL_QUESTION_NO);
  adw_message_dialog_set_close_response (question, PL_QUESTION_NO);
  name_buttons (GTK_WIDGET (question));
  return question;
}
