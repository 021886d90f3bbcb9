/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/home-file-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/staff/children/profile-edit.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"

#define FILE "home.conf"

/* One row of text: a key of the home file (porchlight.conf(5)). */
typedef struct {
  const char *section, *key, *title;
} Field;

#define FIELDS_MAX 7

/* By PlHomeMatter. */
static const struct {
  const char *title, *hint;
  Field fields[FIELDS_MAX];
} matters[] = {
  [PL_HOME_ABOUT] = { NC_ ("home", "Name and time zone"),
                      NC_ ("home",
                           "The name stands at the top of every page. Times are read in this "
                           "zone, such as Europe/London."),
                      { { "Home", "Name", NC_ ("home", "Name of the home") },
                        { "Home", "Timezone", NC_ ("home", "Time zone") },
                        { "Device", "Room", NC_ ("home", "Room that this computer stands in") } } },
  [PL_HOME_MAXIMUM] = { NC_ ("home", "The most time in a week"),
                        NC_ ("home",
                             "No child’s timetable goes beyond it. Write 12:00-22:00; more "
                             "than one with a semicolon. An empty day sets no limit. none: "
                             "closed all day. A change takes two names: yours, and the head "
                             "of risk’s whom you asked."),
                        { { "Timetable", "Monday", NC_ ("home", "Monday") },
                          { "Timetable", "Tuesday", NC_ ("home", "Tuesday") },
                          { "Timetable", "Wednesday", NC_ ("home", "Wednesday") },
                          { "Timetable", "Thursday", NC_ ("home", "Thursday") },
                          { "Timetable", "Friday", NC_ ("home", "Friday") },
                          { "Timetable", "Saturday", NC_ ("home", "Saturday") },
                          { "Timetable", "Sunday", NC_ ("home", "Sunday") } } },
  [PL_HOME_HELP] = { NC_ ("home", "Help sites and numbers"),
                     NC_ ("home",
                          "They come in addition to those that Porchlight brings, which nobody "
                          "can take away. Official numbers only, never a person’s own."),
                     { { "Help", "Sites",
                         NC_ ("home", "Help sites, like example.org; with semicolons") },
                       { "Help", "Numbers",
                         NC_ ("home", "Numbers, like Office: 01632 960 112; with semicolons") } } },
  [PL_HOME_RULES] = { NC_ ("home", "Version and review of the rules"),
                      NC_ ("home",
                           "Children sign each version anew. Where the version is empty, it is "
                           "the day of the last change."),
                      { { "Rules", "Version", NC_ ("home", "Version") },
                        { "Rules", "Review", NC_ ("home", "Next review, like 2027-05-31") } } },
  [PL_HOME_KEPT] = { NC_ ("home", "How long records are kept"),
                     NC_ ("home",
                          "In days. Records are kept so long after they are over; what is open "
                          "stays. "
                          "Empty, or 0: for good. The law has the home keep case records for 75 "
                          "years "
                          "and its other records for 15; it need not be on this computer."),
                     { { "Records", "UsageDays",
                         NC_ ("home", "Minutes online and blocked names, from 7 to 400") },
                       { "Records", "ActDays", NC_ ("home", "Records, and what the log says") } } },
};

struct _PlHomeFilePage {
  PlSubpage parent;
  PlClient *client;
  PlAgentView *view;
  GCancellable *cancellable;
  PlHomeMatter matter;
  PlProfileEdit *edit;
  PlHeading *heading;
  GtkLabel *hint, *others, *problem, *saved;
  GtkBox *entries;
  GtkEditable *reason, *consulted;
  GtkWidget *consulted_box, *save, *undo;
  GtkEditable *texts[FIELDS_MAX];
  char *shown[FIELDS_MAX];  /* as the agent had it when it was shown */
  char *before[FIELDS_MAX]; /* before what was saved last; NULL: nothing was */
  gboolean undoing;
};

G_DEFINE_FINAL_TYPE (PlHomeFilePage, pl_home_file_page, PL_TYPE_SUBPAGE)

static guint
n_fields (PlHomeMatter matter)
{
  guint n = 0;

  while (n < FIELDS_MAX && matters[matter].fields[n].key != NULL)
    n++;
  return n;
}

/* What follows from a key's value; value: nullable. A closed day is a key with nothing in it. */
static char *
in_words (PlHomeMatter matter, const char *value)
{
  if (value == NULL)
    return g_strdup ("");
  return g_strdup (*value == '\0' && matter == PL_HOME_MAXIMUM ? "none" : value);
}

const char *
pl_home_matter_title (PlHomeMatter matter)
{
  return g_dpgettext2 (NULL, "home", matters[matter].title);
}

char *
pl_home_matter_summary (const char *text, PlHomeMatter matter)
{
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < n_fields (matter); i++) {
    const Field *field = &matters[matter].fields[i];
    g_autofree char *value = pl_key_value (text, field->section, field->key);
    g_autofree char *words = in_words (matter, value);
    if (*words == '\0')
      continue;
    g_string_append (summary, summary->len > 0 ? "\n" : "");
    if (matter == PL_HOME_MAXIMUM || matter == PL_HOME_KEPT)
      g_string_append_printf (summary, "%s: ", g_dpgettext2 (NULL, "home", field->title));
    g_string_append (summary, words);
  }
  if (summary->len == 0)
    g_string_append (summary, matter == PL_HOME_MAXIMUM ? C_ ("home", "no limit of the home’s")
                                                        : C_ ("home", "nothing of the home’s own"));
  return g_string_free (g_steal_pointer (&summary), FALSE);
}

static char *
value_in_words (const PlHomeFilePage *page, guint i)
{
  const Field *field = &matters[page->matter].fields[i];

  if (!pl_profile_edit_has (page->edit, field->section, field->key))
    return g_strdup ("");
  g_autofree char *value = pl_profile_edit_value (page->edit, field->section, field->key);
  return in_words (page->matter, value);
}

/* What was typed stays; what is there now stands beside it. What others wrote; transfer full. */
static char *
show_values (PlHomeFilePage *page)
{
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < n_fields (page->matter); i++) {
    g_autofree char *value = value_in_words (page, i);
    gboolean typed = page->shown[i] != NULL &&
                     strcmp (gtk_editable_get_text (page->texts[i]), page->shown[i]) != 0;

    if (!typed)
      gtk_editable_set_text (page->texts[i], value);
    else if (g_strcmp0 (value, page->shown[i]) != 0)
      g_string_append_printf (others, "\n%s: %s",
                              g_dpgettext2 (NULL, "home", matters[page->matter].fields[i].title),
                              value);
    g_free (page->shown[i]);
    page->shown[i] = g_steal_pointer (&value);
  }
  return g_string_free (g_steal_pointer (&others), FALSE);
}

/* The file as it is now. */

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlHomeFilePage *page = data;
  gboolean known = page->shown[0] != NULL;
  if (reply == NULL && !known) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  gboolean another = pl_profile_edit_take (page->edit, reply);
  g_autofree char *theirs = show_values (page);
  gtk_widget_set_sensitive (page->save, TRUE);
  pl_agent_view_show_content (page->view);
  if (!known || !another)
    return;
  g_autofree char *words =
      g_strconcat (C_ ("home", "Somebody else has changed the home’s file meanwhile. Nothing is "
                               "saved yet; what you typed is still here. Look at it again, then "
                               "save."),
                   theirs, NULL);
  pl_label_say (page->others, words);
  pl_label_say (page->problem, "");
}

static void
read_file (PlHomeFilePage *page)
{
  pl_client_call_staff (page->client, "Home", "Get", g_variant_new ("(s)", FILE), page->cancellable,
                        on_file, page);
}

/* Saving. */

static void
take_typed (PlHomeFilePage *page)
{
  pl_profile_edit_forget (page->edit);
  for (guint i = 0; i < n_fields (page->matter); i++) {
    const Field *field = &matters[page->matter].fields[i];
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (page->texts[i])));
    gboolean closed = page->matter == PL_HOME_MAXIMUM && g_ascii_strcasecmp (text, "none") == 0;

    if (strcmp (text, page->shown[i]) == 0)
      continue;
    pl_profile_edit_set (page->edit, field->section, field->key,
                         closed          ? ""
                         : *text == '\0' ? NULL
                                         : text);
  }
}

static void
keep_before (PlHomeFilePage *page)
{
  for (guint i = 0; i < n_fields (page->matter); i++) {
    g_free (page->before[i]);
    page->before[i] = g_strdup (page->shown[i]);
  }
}

static void
on_written (PlHomeFilePage *page)
{
  if (!page->undoing)
    keep_before (page);
  pl_label_say (page->saved, page->undoing ? C_ ("home", "It is as it was before.")
                                           : C_ ("home", "Saved. It holds from now on."));
  pl_label_say (page->others, "");
  gtk_widget_set_visible (page->undo, !page->undoing);
  gtk_editable_set_text (page->reason, "");
  for (guint i = 0; i < FIELDS_MAX; i++)
    g_clear_pointer (&page->shown[i], g_free);
  pl_profile_edit_free (page->edit);
  page->edit = pl_profile_edit_new (FILE);
  read_file (page);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlHomeFilePage *page = data;
  gtk_widget_set_sensitive (page->save, TRUE);
  if (reply != NULL) {
    on_written (page);
    return;
  }
  pl_label_say (page->problem, pl_refusal_words (error));
  /* Perhaps somebody else was faster. */
  if (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
    read_file (page);
}

static void
save (PlHomeFilePage *page)
{
  g_autoptr (GError) error = NULL;

  pl_label_say (page->problem, "");
  pl_label_say (page->saved, "");
  take_typed (page);
  g_autofree char *text = pl_profile_edit_text (page->edit, &error);
  if (text == NULL)
    pl_label_say (page->problem, pl_refusal_words (error));
  else if (!pl_profile_edit_is_changed (page->edit))
    pl_label_say (page->problem, C_ ("home", "Nothing is different."));
  else if (*gtk_editable_get_text (page->reason) == '\0')
    pl_label_say (page->problem, C_ ("home", "Say why: it is on record."));
  else {
    gtk_widget_set_sensitive (page->save, FALSE);
    pl_client_call_staff (page->client, "Home", "Set",
                          g_variant_new ("(sxsss)", FILE, pl_profile_edit_version (page->edit),
                                         text, gtk_editable_get_text (page->reason),
                                         gtk_editable_get_text (page->consulted)),
                          page->cancellable, on_set, page);
  }
}

static void
on_save (PlHomeFilePage *page)
{
  page->undoing = FALSE;
  save (page);
}

static void
on_undo (PlHomeFilePage *page)
{
  page->undoing = TRUE;
  for (guint i = 0; i < n_fields (page->matter); i++)
    gtk_editable_set_text (page->texts[i], page->before[i]);
  if (*gtk_editable_get_text (page->reason) == '\0')
    /* Translators: why a change was taken back, for the record. */
    gtk_editable_set_text (page->reason, C_ ("home", "Taken back: it was not meant so"));
  save (page);
}

/* The page. */

static void
add_entries (PlHomeFilePage *page)
{
  for (guint i = 0; i < n_fields (page->matter); i++) {
    const char *title = g_dpgettext2 (NULL, "home", matters[page->matter].fields[i].title);
    GtkWidget *label =
        g_object_new (GTK_TYPE_LABEL, "label", title, "wrap", TRUE, "xalign", 0.0, NULL);
    GtkWidget *entry = gtk_entry_new ();

    gtk_widget_add_css_class (label, "quieter");
    gtk_widget_add_css_class (entry, "field");
    gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    -1);
    gtk_box_append (page->entries, label);
    gtk_box_append (page->entries, entry);
    page->texts[i] = GTK_EDITABLE (entry);
  }
}

static void
pl_home_file_page_dispose (GObject *object)
{
  PlHomeFilePage *page = PL_HOME_FILE_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_home_file_page_parent_class)->dispose (object);
}

static void
pl_home_file_page_finalize (GObject *object)
{
  PlHomeFilePage *page = PL_HOME_FILE_PAGE (object);

  pl_profile_edit_free (page->edit);
  for (guint i = 0; i < FIELDS_MAX; i++) {
    g_free (page->shown[i]);
    g_free (page->before[i]);
  }
  G_OBJECT_CLASS (pl_home_file_page_parent_class)->finalize (object);
}

static void
pl_home_file_page_class_init (PlHomeFilePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_home_file_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_home_file_page_finalize;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/home-file-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, view);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, hint);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, entries);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, others);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, consulted);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, consulted_box);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, saved);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, save);
  gtk_widget_class_bind_template_child (widget_class, PlHomeFilePage, undo);
  gtk_widget_class_bind_template_callback (widget_class, pl_subpage_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
pl_home_file_page_init (PlHomeFilePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->edit = pl_profile_edit_new (FILE);
}

PlSubpage *
pl_home_file_page_new (PlClient *client, PlHomeMatter matter)
{
  PlHomeFilePage *page = g_object_new (PL_TYPE_HOME_FILE_PAGE, "title", C_ ("home", "Home"), NULL);

  page->client = g_object_ref (client);
  page->matter = matter;
  pl_heading_set_label (page->heading, pl_home_matter_title (matter));
  gtk_label_set_label (page->hint, g_dpgettext2 (NULL, "home", matters[matter].hint));
  gtk_widget_set_visible (page->consulted_box, matter == PL_HOME_MAXIMUM);
  add_entries (page);
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_file), page);
  read_file (page);
  return PL_SUBPAGE (page);
}
