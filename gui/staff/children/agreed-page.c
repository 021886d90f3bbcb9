/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-page.h"

#include <glib/gi18n.h>

#include "gui/staff/children/agreed-contacts.h"
#include "gui/staff/children/agreed-days.h"
#include "gui/staff/children/agreed-switches.h"
#include "gui/staff/children/agreed-texts.h"
#include "gui/staff/children/change-preview.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "policy/error.h"

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

static const PlAgreedKey timetable[] = { WEEK ("Timetable") };
static const PlAgreedKey allowance[] = {
  WEEK ("Allowance"),
  { "Allowance", "Weekly", NC_ ("agreed", "The whole week") },
};
static const PlAgreedKey quiet[] = {
  { "Quiet", "LightsOut", NC_ ("agreed", "Lights-out, like 21:30") },
  { "Quiet", "Minutes", NC_ ("agreed", "Minutes before it; empty: 90") },
};
static const PlAgreedKey sites[] = {
  { "Sites", "Allow", NC_ ("agreed", "Allowed for this child") },
  { "Sites", "Block", NC_ ("agreed", "Blocked for this child") },
  { "Sites", "Until",
    NC_ ("agreed", "Last day of one of them, like example.org 2026-04-01. None: for good") },
};

/* By PlAgreed. keys: of a part of texts. */
static const struct {
  const char *title, *hint;
  const PlAgreedKey *keys;
  guint n;
  PlAgreedPart *(*part) (void);
} matters[] = {
  [PL_AGREED_TIMETABLE] = { NC_ ("agreed", "Timetable"),
                            NC_ ("agreed",
                                 "Write 16:00-20:00; more than one with a semicolon: "
                                 "12:00-14:00;16:00-20:00. An empty day is as the home’s. none: "
                                 "closed all day."),
                            timetable, G_N_ELEMENTS (timetable) },
  [PL_AGREED_EXCEPTIONS] = { NC_ ("agreed", "Exceptions"),
                             NC_ ("agreed",
                                  "On these days the hours below hold, and not those of the "
                                  "weekday: a birthday, a school holiday. The home’s maximum "
                                  "stays."),
                             .part = pl_agreed_days_new },
  [PL_AGREED_ALLOWANCE] = { NC_ ("agreed", "Allowance"),
                            NC_ ("agreed", "Minutes. Empty: no limit."), allowance,
                            G_N_ELEMENTS (allowance) },
  [PL_AGREED_QUIET] = { NC_ ("agreed", "Quiet time"),
                        NC_ ("agreed",
                             "Quiet time ends with lights-out. It closes the internet "
                             "only where a review agreed it with the child."),
                        quiet, G_N_ELEMENTS (quiet) },
  [PL_AGREED_CONTACT] = { NC_ ("agreed", "Agreed contact"),
                          NC_ ("agreed",
                               "These sites stay open for it, whatever the level, through quiet "
                               "time, and when the allowance is used. To reduce it is a "
                               "restriction."),
                          .part = pl_agreed_contacts_new },
  [PL_AGREED_SITES] = { NC_ ("agreed", "Own sites"),
                        NC_ ("agreed", "Names like example.org, with semicolons between them."),
                        sites, G_N_ELEMENTS (sites) },
  [PL_AGREED_NEEDS] = { NC_ ("agreed", "Own needs"),
                        NC_ ("agreed", "It helps to read, and changes nothing of what is open."),
                        .part = pl_agreed_switches_new },
};

struct _PlAgreedPage {
  PlSubpage parent;
  PlClient *client;
  PlAgentView *view;
  GCancellable *cancellable;
  char *account;
  PlProfileEdit *edit;
  PlAgreedPart *part;
  PlHeading *heading;
  GtkLabel *hint, *others, *problem, *saved;
  PlChangePreview *preview;
  GtkBox *entries;
  GtkEditable *reason;
  GtkWidget *save, *undo;
  gint64 review; /* the newest one of this child, 0: none */
  gboolean known, undoing,
      reviewed; /* the profile is; it takes back; it was sent with the review */
};

G_DEFINE_FINAL_TYPE (PlAgreedPage, pl_agreed_page, PL_TYPE_SUBPAGE)

/* The child reads the same once it is saved. */
static void
preview (PlAgreedPage *page)
{
  pl_change_preview_show (page->preview, pl_profile_edit_is_changed (page->edit)
                                             ? pl_profile_edit_text (page->edit, NULL)
                                             : NULL);
}

static void
take (PlAgreedPage *page)
{
  pl_profile_edit_forget (page->edit);
  pl_agreed_part_take (page->part, page->edit);
}

static void
on_changed (PlAgreedPage *page)
{
  if (!page->known)
    return;
  take (page);
  preview (page);
}

/* The profile as it is now. */

typedef struct {
  PlAgreedPage *page;
  GString *words;
} Contested;

static void
add_theirs (const char *section, const char *key, const char *theirs, gpointer data)
{
  Contested *contested = data;
  g_autofree char *title = pl_agreed_part_title (contested->page->part, key);

  g_string_append_printf (contested->words, "\n%s: %s", title,
                          theirs != NULL ? theirs : C_ ("agreed", "nothing any more"));
}

/* Nobody's change is lost: what was typed stays, and theirs stands beside it. */
static void
say_others (PlAgreedPage *page)
{
  g_autoptr (GString) words = g_string_new (
      C_ ("agreed", "Somebody else has changed this profile meanwhile. Nothing is saved yet; what "
                    "you typed is still here. Look at it again, then save."));
  gsize own = words->len;
  Contested contested = { page, words };

  pl_profile_edit_contested (page->edit, add_theirs, &contested);
  if (words->len > own)
    g_string_insert (words, (gssize)own, C_ ("agreed", "\nThey wrote:"));
  pl_label_say (page->others, words->str);
  pl_label_say (page->problem, "");
}

static void
on_profile (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlAgreedPage *page = data;
  if (reply == NULL && !page->known) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  gboolean another = pl_profile_edit_take (page->edit, reply);
  if (page->known && another && pl_profile_edit_is_changed (page->edit))
    say_others (page);
  page->known = TRUE;
  pl_agreed_part_show (page->part, page->edit);
  on_changed (page);
  gtk_widget_set_sensitive (page->save, TRUE);
  pl_agent_view_show_content (page->view);
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
on_written (PlAgreedPage *page)
{
  pl_profile_edit_saved (page->edit);
  pl_label_say (page->saved, page->undoing ? C_ ("agreed", "It is as it was before.")
                                           : C_ ("agreed", "Saved. It holds from now on."));
  pl_label_say (page->others, "");
  gtk_widget_set_visible (page->undo, !page->undoing);
  gtk_editable_set_text (page->reason, "");
  read_profile (page);
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
  pl_label_say (page->problem, pl_refusal_words (error));
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
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_client_call_staff (page->client, "Profiles", "Set", arguments, page->cancellable, on_set,
                        page);
}

static void
save (PlAgreedPage *page)
{
  pl_label_say (page->problem, "");
  pl_label_say (page->saved, "");
  page->reviewed = FALSE;
  if (!pl_profile_edit_is_changed (page->edit))
    pl_label_say (page->problem, C_ ("agreed", "Nothing is different."));
  else if (*gtk_editable_get_text (page->reason) == '\0')
    pl_label_say (page->problem, C_ ("agreed", "Say why: the child reads it."));
  else
    send_profile (page, 0);
}

static void
on_save (PlAgreedPage *page)
{
  page->undoing = FALSE;
  take (page);
  save (page);
}

static void
on_undo (PlAgreedPage *page)
{
  page->undoing = TRUE;
  pl_profile_edit_take_back (page->edit);
  pl_agreed_part_show (page->part, page->edit);
  preview (page);
  if (*gtk_editable_get_text (page->reason) == '\0')
    /* Translators: why a change was taken back; the child reads it. */
    gtk_editable_set_text (page->reason, C_ ("agreed", "Taken back: it was not meant so"));
  save (page);
}

/* The page. */

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
  pl_profile_edit_free (page->edit);
  G_OBJECT_CLASS (pl_agreed_page_parent_class)->finalize (object);
}

static void
pl_agreed_page_class_init (PlAgreedPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_agreed_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_agreed_page_finalize;
  g_type_ensure (PL_TYPE_CHANGE_PREVIEW);
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/agreed-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, hint);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, entries);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, preview);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, others);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, saved);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, save);
  gtk_widget_class_bind_template_child (widget_class, PlAgreedPage, undo);
  gtk_widget_class_bind_template_callback (widget_class, pl_subpage_submit);
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
  const char *name = pl_record_text (child, "name");
  PlAgreedPage *page = g_object_new (PL_TYPE_AGREED_PAGE, "title", name, NULL);

  page->client = g_object_ref (client);
  page->account = g_strdup (pl_record_text (child, "account"));
  page->edit = pl_profile_edit_new (page->account);
  page->part = matters[what].part != NULL
                   ? matters[what].part ()
                   : pl_agreed_texts_new (client, matters[what].keys, matters[what].n);
  g_signal_connect_object (page->part, "changed", G_CALLBACK (on_changed), page, G_CONNECT_SWAPPED);
  gtk_box_append (page->entries, GTK_WIDGET (page->part));
  pl_heading_set_label (page->heading, g_dpgettext2 (NULL, "agreed", matters[what].title));
  gtk_label_set_label (page->hint, g_dpgettext2 (NULL, "agreed", matters[what].hint));
  pl_change_preview_set_child (page->preview, client, page->account, name, FALSE);
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_profile), page);
  read_profile (page);
  pl_client_call_staff (client, "Decisions", "ListReviews",
                        g_variant_new ("(sxu)", page->account, (gint64)0, 1u), page->cancellable,
                        on_reviews, page);
  return PL_SUBPAGE (page);
}
