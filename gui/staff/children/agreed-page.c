/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/staff/children/change-preview.h"
#include "gui/staff/children/over-blocking.h"
#include "gui/staff/children/profile-edit.h"
#include "gui/staff/children/timetable-plan.h"
#include "gui/widgets/heading.h"
#include "policy/error.h"

/* One row of text: a key of the profile file (porchlight.conf(5)). */
typedef struct {
  const char *section, *key, *title;
} Field;

#define FIELDS_MAX 8

#define WEEK(section)                                                                              \
  { section, "Monday", NC_ ("agreed", "Monday") },                                                 \
      { section, "Tuesday", NC_ ("agreed", "Tuesday") },                                           \
      { section, "Wednesday", NC_ ("agreed", "Wednesday") },                                       \
      { section, "Thursday", NC_ ("agreed", "Thursday") },                                         \
      { section, "Friday", NC_ ("agreed", "Friday") },                                             \
      { section, "Saturday", NC_ ("agreed", "Saturday") },                                         \
  {                                                                                                \
    section, "Sunday", NC_ ("agreed", "Sunday")                                                    \
  }

/* By PlAgreed. */
static const struct {
  const char *title, *hint;
  Field fields[FIELDS_MAX];
} matters[] = {
  [PL_AGREED_TIMETABLE] = { NC_ ("agreed", "Timetable"),
                            NC_ ("agreed",
                                 "Write 16:00-20:00; more than one with a semicolon: "
                                 "12:00-14:00;16:00-20:00. An empty day is as the home’s. none: "
                                 "closed all day."),
                            { WEEK ("Timetable") } },
  [PL_AGREED_ALLOWANCE] = { NC_ ("agreed", "Allowance"),
                            NC_ ("agreed", "Minutes. Empty: no limit."),
                            { WEEK ("Allowance"),
                              { "Allowance", "Weekly", NC_ ("agreed", "The whole week") } } },
  [PL_AGREED_QUIET] = { NC_ ("agreed", "Quiet time"),
                        NC_ ("agreed",
                             "Quiet time ends with lights-out. It closes the internet "
                             "only where a review agreed it with the child."),
                        { { "Quiet", "LightsOut", NC_ ("agreed", "Lights-out, like 21:30") },
                          { "Quiet", "Minutes",
                            NC_ ("agreed", "Minutes before it; empty: 90") } } },
  [PL_AGREED_SITES] = { NC_ ("agreed", "Own sites"),
                        NC_ ("agreed", "Names like example.org, with semicolons between them."),
                        { { "Sites", "Allow", NC_ ("agreed", "Allowed for this child") },
                          { "Sites", "Block", NC_ ("agreed", "Blocked for this child") } } },
  [PL_AGREED_NEEDS] = { NC_ ("agreed", "Own needs"),
                        NC_ ("agreed", "Write true or false."),
                        { { "Needs", "EasyRead", NC_ ("agreed", "Easy read") },
                          { "Needs", "LargeType", NC_ ("agreed", "Larger type") },
                          { "Needs", "ReadAloud", NC_ ("agreed", "Read aloud") } } },
};

struct _PlAgreedPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlAgreed what;
  char *account;
  PlProfileEdit *edit;
  PlHeading *heading;
  GtkLabel *hint, *needed, *others, *problem, *saved;
  PlChangePreview *preview;
  PlTimetablePlan *plan; /* nullable: of the timetable alone */
  GtkBox *entries;
  GtkEditable *reason;
  GtkWidget *save, *undo;
  GtkEditable *texts[FIELDS_MAX];
  char *shown[FIELDS_MAX];    /* as the agent had it when it was shown */
  char *before[FIELDS_MAX];   /* before what was saved last; NULL: nothing was */
  gint64 review;              /* the newest one of this child, 0: none */
  char *theirs;               /* what somebody else wrote where something else was typed */
  gboolean undoing, reviewed; /* what goes on: it takes back; it was sent with the review */
};

G_DEFINE_FINAL_TYPE (PlAgreedPage, pl_agreed_page, PL_TYPE_SUBPAGE)

static guint
n_fields (const PlAgreedPage *page)
{
  guint n = 0;

  while (n < FIELDS_MAX && matters[page->what].fields[n].key != NULL)
    n++;
  return n;
}

static void
say (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
}

/* A closed day is a key with nothing in it. */
static char *
value_in_words (const PlAgreedPage *page, guint i)
{
  const Field *field = &matters[page->what].fields[i];
  g_autofree char *value = pl_profile_edit_value (page->edit, field->section, field->key);

  return *value == '\0' && page->what == PL_AGREED_TIMETABLE &&
                 pl_profile_edit_has (page->edit, field->section, field->key)
             ? g_strdup ("none")
             : g_steal_pointer (&value);
}

static void
show_values (PlAgreedPage *page)
{
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < n_fields (page); i++) {
    g_autofree char *value = value_in_words (page, i);
    gboolean typed = page->shown[i] != NULL &&
                     strcmp (gtk_editable_get_text (page->texts[i]), page->shown[i]) != 0;

    /* What was typed stays; what is there now stands beside it. */
    if (!typed)
      gtk_editable_set_text (page->texts[i], value);
    else if (g_strcmp0 (value, page->shown[i]) != 0)
      g_string_append_printf (others, "\n%s: %s",
                              g_dpgettext2 (NULL, "agreed", matters[page->what].fields[i].title),
                              value);
    g_free (page->shown[i]);
    page->shown[i] = g_steal_pointer (&value);
  }
  g_free (page->theirs);
  page->theirs = others->len > 0
                     ? g_strconcat ("\n", C_ ("agreed", "They wrote:"), others->str, NULL)
                     : g_strdup ("");
}

static void
take_typed (PlAgreedPage *page)
{
  pl_profile_edit_forget (page->edit);
  for (guint i = 0; i < n_fields (page); i++) {
    const Field *field = &matters[page->what].fields[i];
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (page->texts[i])));
    gboolean closed = page->what == PL_AGREED_TIMETABLE && g_ascii_strcasecmp (text, "none") == 0;

    if (strcmp (text, page->shown[i]) == 0)
      continue;
    pl_profile_edit_set (page->edit, field->section, field->key,
                         closed          ? ""
                         : *text == '\0' ? NULL
                                         : text);
  }
}

static gboolean
is_block (const PlAgreedPage *page, guint i)
{
  return g_str_equal (matters[page->what].fields[i].key, "Block");
}

static void
add_needed (GString *words, const char *site)
{
  g_autofree char *examples = NULL;
  PlNeeded needed = pl_over_blocking (site, &examples);

  if (needed == PL_NEEDED_NO)
    return;
  if (words->len > 0)
    g_string_append_c (words, '\n');
  g_string_append_printf (
      words,
      /* Translators: a name of a site, and names of sites that are in it or that it is in. */
      needed == PL_NEEDED_HELP
          ? C_ ("agreed", "%1$s has help or health sites (%2$s). They stay open all the same.")
          : C_ ("agreed", "%1$s has learning sites (%2$s). Blocking it would close them."),
      site, examples);
}

/* A site that children need is not closed by the way (F10). */
static void
show_needed (PlAgreedPage *page)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; page->what == PL_AGREED_SITES && i < n_fields (page); i++) {
    g_auto (GStrv) sites = g_strsplit (gtk_editable_get_text (page->texts[i]), ";", -1);
    for (char **site = sites; *site != NULL && is_block (page, i); site++)
      add_needed (words, g_strstrip (*site));
  }
  say (page->needed, words->str);
}

/* The child reads the same once it is saved. */
static void
on_typed (PlAgreedPage *page)
{
  if (page->shown[0] == NULL)
    return;
  take_typed (page);
  g_autofree char *text = pl_profile_edit_text (page->edit, NULL);
  pl_change_preview_show (page->preview,
                          pl_profile_edit_is_changed (page->edit) ? g_strdup (text) : NULL);
  if (page->plan != NULL)
    pl_timetable_plan_show_profile (page->plan, text);
  show_needed (page);
}

/* The profile as it is now. */

static void
on_profile (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlAgreedPage *page = data;
  if (reply == NULL) {
    say (page->problem, error->message);
    return;
  }
  gboolean known = page->shown[0] != NULL;
  gboolean another = pl_profile_edit_take (page->edit, reply);
  show_values (page);
  on_typed (page);
  gtk_widget_set_sensitive (page->save, TRUE);
  if (!known || !another)
    return;
  g_autofree char *words = g_strconcat (
      C_ ("agreed",
          "Somebody else has changed this profile meanwhile. Nothing is saved yet; what you "
          "typed is still here. Look at it again, then save."),
      page->theirs, NULL);
  say (page->others, words);
  say (page->problem, "");
}

static void
read_profile (PlAgreedPage *page)
{
  pl_client_call_staff (page->client, "Profiles", "Get", g_variant_new ("(s)", page->account),
                        page->cancellable, on_profile, page);
}

static void
on_reviews (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) row =
      g_variant_n_children (rows) > 0 ? g_variant_get_child_value (rows, 0) : NULL;
  if (row != NULL)
    g_variant_lookup (row, "id", "x", &PL_AGREED_PAGE (data)->review);
}

/* Saving. */

static void
keep_before (PlAgreedPage *page)
{
  for (guint i = 0; i < n_fields (page); i++) {
    g_free (page->before[i]);
    page->before[i] = g_strdup (page->shown[i]);
  }
}

/* Reads and shows everything anew. */
static void
start_over (PlAgreedPage *page)
{
  for (guint i = 0; i < FIELDS_MAX; i++)
    g_clear_pointer (&page->shown[i], g_free);
  pl_profile_edit_free (page->edit);
  page->edit = pl_profile_edit_new (page->account);
  read_profile (page);
}

static void
on_written (PlAgreedPage *page)
{
  if (!page->undoing)
    keep_before (page);
  say (page->saved, page->undoing ? C_ ("agreed", "It is as it was before.")
                                  : C_ ("agreed", "Saved. It holds from now on."));
  say (page->others, "");
  gtk_widget_set_visible (page->undo, !page->undoing);
  gtk_editable_set_text (page->reason, "");
  start_over (page);
}

static void send_profile (PlAgreedPage *page, gint64 review);

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlAgreedPage *page = data;
  gtk_widget_set_sensitive (page->save, TRUE);
  if (reply != NULL) {
    on_written (page);
    return;
  }
  /* It takes something away: that needs a review (L4). */
  if (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED) && page->review > 0 && !page->reviewed) {
    page->reviewed = TRUE;
    send_profile (page, page->review);
    return;
  }
  say (page->problem, error->message);
  /* Perhaps somebody else was faster. */
  if (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
    read_profile (page);
}

static void
send_profile (PlAgreedPage *page, gint64 review)
{
  g_autoptr (GError) error = NULL;
  GVariant *arguments =
      pl_profile_edit_arguments (page->edit, gtk_editable_get_text (page->reason), review, &error);

  if (arguments == NULL) {
    say (page->problem, error->message);
    return;
  }
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_client_call_staff (page->client, "Profiles", "Set", arguments, page->cancellable, on_set,
                        page);
}

static void
save (PlAgreedPage *page)
{
  say (page->problem, "");
  say (page->saved, "");
  page->reviewed = FALSE;
  take_typed (page);
  if (!pl_profile_edit_is_changed (page->edit))
    say (page->problem, C_ ("agreed", "Nothing is different."));
  else if (*gtk_editable_get_text (page->reason) == '\0')
    say (page->problem, C_ ("agreed", "Say why: the child reads it."));
  else
    send_profile (page, 0);
}

static void
on_save (PlAgreedPage *page)
{
  page->undoing = FALSE;
  save (page);
}

static void
on_undo (PlAgreedPage *page)
{
  page->undoing = TRUE;
  for (guint i = 0; i < n_fields (page); i++)
    gtk_editable_set_text (page->texts[i], page->before[i]);
  if (*gtk_editable_get_text (page->reason) == '\0')
    /* Translators: why a change was taken back; the child reads it. */
    gtk_editable_set_text (page->reason, C_ ("agreed", "Taken back: it was not meant so"));
  save (page);
}

/* The page. */

static void
add_entries (PlAgreedPage *page)
{
  for (guint i = 0; i < n_fields (page); i++) {
    const char *title = g_dpgettext2 (NULL, "agreed", matters[page->what].fields[i].title);
    GtkWidget *label =
        g_object_new (GTK_TYPE_LABEL, "label", title, "wrap", TRUE, "xalign", 0.0, NULL);
    GtkWidget *entry = gtk_entry_new ();

    gtk_widget_add_css_class (label, "quieter");
    gtk_widget_add_css_class (entry, "field");
    gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    -1);
    gtk_box_append (page->entries, label);
    gtk_box_append (page->entries, entry);
    g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed), page, G_CONNECT_SWAPPED);
    page->texts[i] = GTK_EDITABLE (entry);
  }
}

/* The same week as a picture, before its text. */
static void
add_plan (PlAgreedPage *page)
{
  page->plan = pl_timetable_plan_new (page->client, page->texts);
  gtk_box_prepend (page->entries, GTK_WIDGET (page->plan));
}

static void
pl_agreed_page_dispose (GObject *object)
{
  PlAgreedPage *page = PL_AGREED_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_agreed_page_parent_class)->dispose (object);
}

static void
pl_agreed_page_finalize (GObject *object)
{
  PlAgreedPage *page = PL_AGREED_PAGE (object);

  g_free (page->account);
  g_free (page->theirs);
  pl_profile_edit_free (page->edit);
  for (guint i = 0; i < FIELDS_MAX; i++) {
    g_free (page->shown[i]);
    g_free (page->before[i]);
  }
  G_OBJECT_CLASS (pl_agreed_page_parent_class)->finalize (object);
}

static void
pl_agreed_page_class_init (PlAgreedPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_agreed_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_agreed_page_finalize;
  g_type_ensure (PL_TYPE_CHANGE_PREVIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/agreed-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, hint);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, entries);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, needed);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, preview);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, others);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, saved);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, save);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, undo);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
pl_agreed_page_init (PlAgreedPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_agreed_page_new (PlClient *client, PlRecord *child, PlAgreed what)
{
  PlAgreedPage *page =
      g_object_new (PL_TYPE_AGREED_PAGE, "title", pl_record_text (child, "name"), NULL);

  page->client = g_object_ref (client);
  page->what = what;
  page->account = g_strdup (pl_record_text (child, "account"));
  page->edit = pl_profile_edit_new (page->account);
  pl_heading_set_label (page->heading, g_dpgettext2 (NULL, "agreed", matters[what].title));
  gtk_label_set_label (page->hint, g_dpgettext2 (NULL, "agreed", matters[what].hint));
  add_entries (page);
  if (what == PL_AGREED_TIMETABLE)
    add_plan (page);
  pl_change_preview_set_child (page->preview, client, page->account, pl_record_text (child, "name"),
                               FALSE);
  gtk_widget_set_sensitive (page->save, FALSE);
  read_profile (page);
  pl_client_call_staff (client, "Decisions", "ListReviews",
                        g_variant_new ("(sxu)", page->account, (gint64)0, 1u), page->cancellable,
                        on_reviews, page);
  return PL_SUBPAGE (page);
}
