/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/help-page.h"

#include <glib/gi18n.h>

#include "gui/app/settings.h"
#include "gui/child/lesson-page.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/number-list.h"

struct _PlHelpPage {
  AdwBin parent;
  PlNumberList *numbers;
  GtkListBox *smart, *lessons;
  GtkWidget *easy_read, *large_type, *read_aloud;
};

/* SMART, as Childnet teaches it. */
static const struct {
  const char *letter, *word, *words;
} smart[] = {
  { "S", NC_ ("smart", "Safe"),
    NC_ ("smart", "Keep your name, address, school and number to yourself.") },
  { "M", NC_ ("smart", "Meeting"),
    NC_ ("smart", "Meeting someone you only know online can be dangerous. Talk to staff first.") },
  { "A", NC_ ("smart", "Accepting"),
    NC_ ("smart", "Messages, files and pictures from people you do not know can bring trouble.") },
  { "R", NC_ ("smart", "Reliable"),
    NC_ ("smart", "People can lie about who they are. Not everything online is true.") },
  { "T", NC_ ("smart", "Tell"),
    NC_ ("smart", "Tell someone you trust if anything online worries you.") },
};

G_DEFINE_FINAL_TYPE (PlHelpPage, pl_help_page, ADW_TYPE_BIN)

static void
pl_help_page_class_init (PlHelpPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_HEADING);
  g_type_ensure (PL_TYPE_NUMBER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/help-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, smart);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, lessons);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, easy_read);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, large_type);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, read_aloud);
}

static void
add_smart (PlHelpPage *page, guint i)
{
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                    g_dpgettext2 (NULL, "smart", smart[i].word), "subtitle",
                    g_dpgettext2 (NULL, "smart", smart[i].words), "subtitle-lines", 0, NULL);
  GtkWidget *letter = g_object_new (GTK_TYPE_LABEL, "label", smart[i].letter, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (letter, "letter");
  adw_action_row_add_prefix (row, letter);
  gtk_list_box_append (page->smart, GTK_WIDGET (row));
}

static void
add_lesson (PlHelpPage *page, guint i)
{
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", pl_lesson_title (i),
                    "title-lines", 0, "activatable", TRUE, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (row), "lesson");
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("porchlight-next-symbolic"));
  gtk_list_box_append (page->lessons, GTK_WIDGET (row));
}

static void
on_lesson (PlHelpPage *page, GtkListBoxRow *row)
{
  pl_subpage_open (GTK_WIDGET (page), pl_lesson_page_new ((guint)gtk_list_box_row_get_index (row)));
}

static void
bind (GtkWidget *chosen, const char *setting)
{
  g_object_bind_property (pl_settings_get (), setting, chosen, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
pl_help_page_init (PlHelpPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  for (guint i = 0; i < G_N_ELEMENTS (smart); i++)
    add_smart (page, i);
  for (guint i = 0; i < pl_lesson_count (); i++)
    add_lesson (page, i);
  g_signal_connect_object (page->lessons, "row-activated", G_CALLBACK (on_lesson), page,
                           G_CONNECT_SWAPPED);
  bind (page->easy_read, "easy-read");
  bind (page->large_type, "large-type");
  bind (page->read_aloud, "read-aloud");
}

void
pl_help_page_show (PlHelpPage *page, const PlToday *today)
{
  pl_number_list_show (page->numbers, today);
}

void
pl_help_page_focus_easy (PlHelpPage *page)
{
  gtk_widget_grab_focus (page->easy_read);
}
