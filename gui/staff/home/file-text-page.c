/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/file-text-page.h"

#include <glib/gi18n.h>

#include "gui/staff/saving.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"

#define RULES  "rules.conf"
#define MARGIN 8 /* px around the text */

struct _PlFileTextPage {
  PlSubpage parent;
  GtkTextView *text;
  PlSaving *saving;
};

G_DEFINE_FINAL_TYPE (PlFileTextPage, pl_file_text_page, PL_TYPE_SUBPAGE)

static char *
text_of (PlFileTextPage *page)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (page->text), "text", &text, NULL);
  return text;
}

static void
take (gpointer data)
{
  PlFileTextPage *page = data;
  g_autofree char *text = text_of (page);

  pl_file_edit_put (pl_saving_edit (page->saving), text);
}

/* The cursor stays where nothing is another. */
static void
show (gpointer data)
{
  PlFileTextPage *page = data;
  g_autofree char *text = text_of (page);
  g_autofree char *wanted = pl_file_edit_text (pl_saving_edit (page->saving), NULL);

  if (!g_str_equal (text, wanted))
    pl_text_buffer_put (gtk_text_view_get_buffer (page->text), wanted);
}

static const PlSavingPage level_saving = { .show = show, .take = take };
static const PlSavingPage rules_saving = {
  .show = show,
  .take = take,
  .context = "home",
  .done = NC_ ("home", "Saved. Children read the new rules from now on."),
};

/* The page. */

static void
add_text (PlFileTextPage *page, GtkBox *sheet, const char *name)
{
  page->text = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab",
                             FALSE, "left-margin", MARGIN, "right-margin", MARGIN, "top-margin",
                             MARGIN, "bottom-margin", MARGIN, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->text), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_box_append (sheet, g_object_new (GTK_TYPE_FRAME, "child", page->text, NULL));
  pl_text_view_cap (page->text, PL_HOME_TEXT_MAX);
}

static void
pl_file_text_page_class_init (PlFileTextPageClass *class)
{
}

static void
pl_file_text_page_init (PlFileTextPage *page)
{
}

static void
read_text (PlFileTextPage *page)
{
  pl_saving_read (page->saving);
}

/* Rules take one name, a level two. */
PlSubpage *
pl_file_text_page_new (PlClient *client, const char *file)
{
  PlFileTextPage *page = g_object_new (PL_TYPE_FILE_TEXT_PAGE, NULL);
  gboolean rules = g_str_equal (file, RULES);
  const char *name =
      rules ? C_ ("home", "The rules, as a text") : C_ ("home", "The level, as a text");
  GtkBox *sheet =
      pl_sheet_new (PL_SUBPAGE (page), rules ? C_ ("home", "Rules") : C_ ("level", "Levels"), name);

  pl_sheet_add_text (sheet, "quieter",
                     rules ? C_ ("home", "Each topic begins with its name in brackets. Children "
                                         "are asked to read and sign what is new.")
                           : C_ ("home", "What is wrong is named with its line, and changes "
                                         "nothing. The manual of porchlight.conf says what may "
                                         "stand here."));
  add_text (page, sheet, name);
  page->saving = pl_saving_add (sheet, client, PL_SAVING_HOME_FILE, file,
                                rules ? &rules_saving : &level_saving, page);
  if (!rules)
    pl_saving_ask_consulted (page->saving,
                             C_ ("home", "Whom did you consult? The head of risk, by name"));
  pl_agent_view_await (pl_sheet_view (sheet), client, G_CALLBACK (read_text), page);
  read_text (page);
  return PL_SUBPAGE (page);
}
