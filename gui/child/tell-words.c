/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-words.h"

#include <glib/gi18n.h>

#include "gui/app/settings.h"
#include "gui/child/ask-page.h"
#include "gui/child/tell-parts.h"
#include "gui/widgets/list-box.h"
#include "gui/widgets/number-row.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"

struct _PlTellWords {
  AdwBin parent;
  PlTellParts *parts;
  PlHeading *heading;
  GtkTextView *words;
  GtkWidget *telling, *pictures;
  GtkWidget *speak; /* reads aloud what was typed: that is asked for by itself */
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
focus_heading (PlTellWords *words)
{
  gtk_widget_grab_focus (GTK_WIDGET (words->heading));
}

static void
on_next (PlTellWords *words)
{
  if (pl_tell_parts_next (words->parts))
    focus_heading (words);
  else
    g_signal_emit (words, signals[DONE], 0);
}

gboolean
pl_tell_words_back (PlTellWords *words)
{
  return pl_tell_parts_back (words->parts);
}

static void
on_speak (PlTellWords *words)
{
  g_autofree char *typed = pl_ask_words (words->words);

  pl_heading_say (words->heading, typed);
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
}

/* A field stands in a box with what it is called. */
static void
want_field (PlTellWords *words, GtkEditable *field, gboolean wanted)
{
  pl_tell_parts_want (words->parts, gtk_widget_get_parent (GTK_WIDGET (field)), wanted);
}

void
pl_tell_words_show (PlTellWords *words, const PlTellDraft *draft)
{
  guint asks = pl_concern_kind_asks (draft->kind), help = pl_concern_kind_help (draft->kind);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (words->words), draft->words, -1);
  gtk_editable_set_text (words->where, draft->where);
  gtk_editable_set_text (words->when, draft->when);
  gtk_editable_set_text (words->account, draft->account);
  want_field (words, words->where, (asks & PL_CONCERN_ASKS_WHERE) != 0);
  want_field (words, words->when, (asks & PL_CONCERN_ASKS_WHEN) != 0);
  want_field (words, words->account, (asks & PL_CONCERN_ASKS_ACCOUNT) != 0);
  show_helpers (words, help);
  pl_tell_parts_want (words->parts, words->pictures, help != 0);
  pl_tell_parts_show_first (words->parts);
}

void
pl_tell_words_show_last (PlTellWords *words, const PlTellDraft *draft)
{
  pl_tell_words_show (words, draft);
  pl_tell_parts_show_last (words->parts);
}

static void
keep_field (GtkEditable *entry, char **field)
{
  pl_tell_draft_set (field, gtk_editable_get_text (entry));
}

void
pl_tell_words_keep (PlTellWords *words, PlTellDraft *draft)
{
  g_autofree char *typed = pl_ask_words (words->words);

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
pl_tell_words_finalize (GObject *object)
{
  pl_tell_parts_free (PL_TELL_WORDS (object)->parts);
  G_OBJECT_CLASS (pl_tell_words_parent_class)->finalize (object);
}

static void
pl_tell_words_class_init (PlTellWordsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = pl_tell_words_finalize;
  g_type_ensure (PL_TYPE_HEADING);
  signals[DONE] = g_signal_new ("done", PL_TYPE_TELL_WORDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-words.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, words);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, heading);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, speak);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, telling);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, pictures);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, where);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, when);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, account);
  gtk_widget_class_bind_template_child (widget_class, PlTellWords, helpers);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_speak);
}

/* On a page of its own a field has its name for a heading, and needs it once. */
static void
add_field (PlTellWords *words, GtkEditable *field, const char *label)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (field));

  pl_tell_parts_add (words->parts, box, label);
  gtk_entry_set_max_length (GTK_ENTRY (field), PL_TELL_ANSWER_MAX);
  if (pl_settings_easy_read (pl_settings_get ()))
    gtk_widget_set_visible (gtk_widget_get_first_child (box), FALSE);
}

static void
pl_tell_words_init (PlTellWords *words)
{
  gtk_widget_init_template (GTK_WIDGET (words));
  pl_text_view_cap (words->words, PL_TELL_WORDS_MAX);
  words->parts = pl_tell_parts_new (words->heading);
  pl_tell_parts_add (words->parts, words->telling,
                     C_ ("tell", "Anything you want to say? You can skip this."));
  add_field (words, words->where, C_ ("tell", "Where was it? An app, a site, a place"));
  add_field (words, words->when, C_ ("tell", "When was it?"));
  add_field (words, words->account, C_ ("tell", "Which account or name was it?"));
  pl_tell_parts_add (words->parts, words->pictures, C_ ("tell", "Please do not add pictures"));
  g_object_bind_property (pl_settings_get (), "read-aloud", words->speak, "visible",
                          G_BINDING_SYNC_CREATE);
}
