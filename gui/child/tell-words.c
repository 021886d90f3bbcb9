/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-words.h"

#include <glib/gi18n.h>

#include "gui/child/ask-page.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/list-box.h"
#include "gui/widgets/number-row.h"

/* What is typed and what the form adds to it is at most what the agent takes (policy/care/letter.h). */
#define WORDS_MAX 7000
#define FIELD_MAX 200

struct _PlTellWords {
  AdwBin parent;
  GtkTextView *words;
  GtkWidget *asks, *pictures;
  GtkEditable *where, *when, *account;
  GtkListBox *helpers;
};

enum {
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlTellWords, pl_tell_words, ADW_TYPE_BIN)

/* Who can help where there are pictures (C6): by name and site, since no call is needed. */
static const struct {
  guint help;
  const char *who, *where, *words;
} helpers[] = {
  { PL_CONCERN_HELP_REPORT_REMOVE, NC_ ("helper", "Report Remove"), "childline.org.uk/remove",
    NC_ ("helper", "Takes a picture of you down. You need not say who you are.") },
  { PL_CONCERN_HELP_CEOP, NC_ ("helper", "CEOP"), "ceop.police.uk",
    NC_ ("helper", "Police who help when somebody online hurts or scares you.") },
  { PL_CONCERN_HELP_POLICE, NC_ ("helper", "Police"), "101",
    NC_ ("helper", "If you are in danger now, ring 999.") },
  { PL_CONCERN_HELP_CHILDRENS_COMMISSIONER, NC_ ("helper", "Help at Hand"), "0800 528 0731",
    NC_ ("helper", "Free. For children in care, about care and carers.") },
};

static void
on_next (PlTellWords *words)
{
  g_signal_emit (words, signals[DONE], 0);
}

static void
show_helpers (PlTellWords *words, guint help)
{
  pl_list_box_clear (words->helpers);
  for (guint i = 0; i < G_N_ELEMENTS (helpers); i++)
    if (help & helpers[i].help)
      gtk_list_box_append (words->helpers,
                           pl_number_row_new (g_dpgettext2 (NULL, "helper", helpers[i].who),
                                              helpers[i].where,
                                              g_dpgettext2 (NULL, "helper", helpers[i].words)));
  gtk_widget_set_visible (words->pictures, help != 0);
}

/* A field stands in a box with what it is called. */
static void
show_field (GtkEditable *field, gboolean visible)
{
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (field)), visible);
}

void
pl_tell_words_show (PlTellWords *words, const PlTellDraft *draft)
{
  guint asks = pl_concern_kind_asks (draft->kind);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (words->words), draft->words, -1);
  gtk_editable_set_text (words->where, draft->where);
  gtk_editable_set_text (words->when, draft->when);
  gtk_editable_set_text (words->account, draft->account);
  show_field (words->where, (asks & PL_CONCERN_ASKS_WHERE) != 0);
  show_field (words->when, (asks & PL_CONCERN_ASKS_WHEN) != 0);
  show_field (words->account, (asks & PL_CONCERN_ASKS_ACCOUNT) != 0);
  gtk_widget_set_visible (words->asks, asks != 0);
  show_helpers (words, pl_concern_kind_help (draft->kind));
}

static void
keep_field (GtkEditable *entry, char **field)
{
  g_autofree char *text =
      g_utf8_substring (gtk_editable_get_text (entry), 0,
                        MIN (g_utf8_strlen (gtk_editable_get_text (entry), -1), FIELD_MAX));

  pl_tell_draft_set (field, text);
}

void
pl_tell_words_keep (PlTellWords *words, PlTellDraft *draft)
{
  g_autofree char *typed = pl_ask_words (words->words, WORDS_MAX);

  pl_tell_draft_set (&draft->words, typed);
  keep_field (words->where, &draft->where);
  keep_field (words->when, &draft->when);
  keep_field (words->account, &draft->account);
}

void
pl_tell_words_clear (PlTellWords *words)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (words->words), "", 0);
  gtk_editable_set_text (words->where, "");
  gtk_editable_set_text (words->when, "");
  gtk_editable_set_text (words->account, "");
}

static void
pl_tell_words_class_init (PlTellWordsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_HEADING);
  signals[DONE] = g_signal_new ("done", PL_TYPE_TELL_WORDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-words.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, words);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, asks);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, pictures);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, where);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, when);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, account);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, helpers);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
pl_tell_words_init (PlTellWords *words)
{
  gtk_widget_init_template (GTK_WIDGET (words));
}
