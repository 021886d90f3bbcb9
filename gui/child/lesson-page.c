/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/lesson-page.h"

#include <glib/gi18n.h>

#include "gui/widgets/heading.h"

#define LINES_MAX 6

struct _PlLessonPage {
  PlSubpage parent;
  PlHeading *heading;
  GtkListBox *lines;
};

G_DEFINE_FINAL_TYPE (PlLessonPage, pl_lesson_page, PL_TYPE_SUBPAGE)

static const struct {
  const char *title;
  const char *lines[LINES_MAX];
} lessons[] = {
  { NC_ ("lesson", "Searching well and safely"),
    { NC_ ("lesson", "Use two or three words that say exactly what you want."),
      NC_ ("lesson", "Look at who made the page. Do they want to sell you something?"),
      NC_ ("lesson", "Check it on a second site before you believe it."),
      NC_ ("lesson",
           "If you see something bad, close it and tell an adult. It is not your fault.") } },
  { NC_ ("lesson", "Privacy settings"),
    { NC_ ("lesson", "Make your accounts private, so that only people you know see them."),
      NC_ ("lesson", "Switch off your place in photos and in apps."),
      NC_ ("lesson", "Your name, home, school and number stay with you."),
      NC_ ("lesson", "Take a different password for each account, and tell it to nobody."),
      NC_ ("lesson", "Staff can look at the settings with you.") } },
  { NC_ ("lesson", "Nude pictures and the law"),
    { NC_ ("lesson", "Nobody may ask you for a nude picture. You can always say no."),
      NC_ ("lesson",
           "In the UK it is against the law to make, send or keep nude pictures of anybody under "
           "18."),
      NC_ ("lesson", "If it happened, you are not bad. Adults here will help you."),
      NC_ ("lesson",
           "Do not send it on, and do not save it. Tell staff, or ring Childline on 0800 1111."),
      NC_ ("lesson", "Report Remove (childline.org.uk/remove) can take a picture of you down.") } },
  { NC_ ("lesson", "Tricks for money"),
    { NC_ ("lesson", "Free things, prizes and easy money are nearly always a trick."),
      NC_ ("lesson", "Nobody real asks for your password or a code from your phone."),
      NC_ ("lesson", "Never let somebody use your bank account for their money."),
      NC_ (
          "lesson",
          "If somebody threatens you for money, do not pay. Tell staff. You are not to blame.") } },
  { NC_ ("lesson", "When somebody bullies you"),
    { NC_ ("lesson", "It is not your fault."),
      NC_ ("lesson", "Do not answer. Keep the messages, and show them to staff."),
      NC_ ("lesson", "Block the person, and report them in the app."),
      NC_ ("lesson",
           "If you see it happen to somebody else, be kind to them and tell an adult.") } },
};

guint
pl_lesson_count (void)
{
  return G_N_ELEMENTS (lessons);
}

const char *
pl_lesson_title (guint lesson)
{
  return g_dpgettext2 (NULL, "lesson", lessons[lesson].title);
}

static void
show_lesson (PlLessonPage *page, guint lesson)
{
  g_object_set (page, "title", pl_lesson_title (lesson), NULL);
  pl_heading_set_label (page->heading, pl_lesson_title (lesson));
  for (guint i = 0; i < LINES_MAX && lessons[lesson].lines[i] != NULL; i++)
    gtk_list_box_append (page->lines,
                         g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                       g_dpgettext2 (NULL, "lesson", lessons[lesson].lines[i]),
                                       "title-lines", 0, NULL));
}

static void
pl_lesson_page_class_init (PlLessonPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/lesson-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLessonPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlLessonPage, lines);
}

static void
pl_lesson_page_init (PlLessonPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}

PlSubpage *
pl_lesson_page_new (guint lesson)
{
  PlLessonPage *page = g_object_new (PL_TYPE_LESSON_PAGE, NULL);

  show_lesson (page, lesson);
  return PL_SUBPAGE (page);
}
