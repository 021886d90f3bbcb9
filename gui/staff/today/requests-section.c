/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/requests-section.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/ready-words.h"
#include "gui/app/settings.h"
#include "gui/app/time-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/today/refuse-page.h"
#include "gui/staff/today/today-words.h"

/* Of a window's width: what a toast has beside its words, pixels. */
#define BESIDE_TOAST 160
#define REQUESTS_MAX 100

/* What is given at one tap where the child asked for more, or for no number. */
#define MINUTES_LESS 15
#define MINUTES      30

/* How long a mistake can be taken back with one tap; the agent allows it for longer. */
#define UNDO_S 20

struct _PlRequestsSection {
  PlTodaySection parent;
};

G_DEFINE_FINAL_TYPE (PlRequestsSection, pl_requests_section, PL_TYPE_TODAY_SECTION)

/* One button of a row: what it does to which request. */
typedef struct {
  PlTodaySection *section; /* the button lies in it */
  PlRecord *request;
  guint minutes; /* of time; 0: a yes to anything else */
} Answer;

static void
answer_free (gpointer data, GClosure *closure)
{
  Answer *answer = data;

  g_object_unref (answer->request);
  g_free (answer);
}

/* A toast's own title is markup and of one line; this has words of people in it, and why something was refused. */
static AdwToast *
toast_new (const char *words)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  adw_toast_set_custom_title (toast, label);
  return toast;
}

/* As max-width-chars counts them. */
static int
letters_in (GtkWidget *widget, int width)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int letter = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                    pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (width * PANGO_SCALE / MAX (letter, 1), 1);
}

/* In passing, at the window's edge. toast: transfer full. A toast is as high as its words are at the width that they want. */
static void
say (PlTodaySection *section, AdwToast *toast)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (section), ADW_TYPE_TOAST_OVERLAY);
  int width = gtk_widget_get_width (toasts) - BESIDE_TOAST;

  gtk_label_set_max_width_chars (GTK_LABEL (adw_toast_get_custom_title (toast)),
                                 letters_in (toasts, width));
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PlTodaySection) section = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (section)) == NULL)
    return;
  say (section,
       toast_new (reply != NULL ? C_ ("request", "Closed again.") : pl_refusal_words (error)));
}

static void
on_undo (AdwToast *toast, gpointer data)
{
  PlTodaySection *section = data;
  gint64 *id = g_object_get_data (G_OBJECT (toast), "request");

  pl_client_call_staff (
      pl_today_section_get_client (section), "Decisions", "CloseSite",
      g_variant_new ("(xs)", *id, C_ ("request", "That was a mistake of ours. Ask us about it.")),
      NULL, on_undone, g_object_ref (section));
}

/* A site can be closed again; time that was given is not taken away. */
static void
offer_undo (AdwToast *toast, PlTodaySection *section, gint64 id)
{
  adw_toast_set_button_label (toast, C_ ("request", "Undo"));
  adw_toast_set_timeout (toast, UNDO_S);
  g_object_set_data_full (G_OBJECT (toast), "request", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo), section, 0);
}

/* What was answered. */
typedef struct {
  PlTodaySection *section;
  gint64 site; /* a request for a site that was allowed; 0: anything else */
} Sent;

static Sent *
sent_new (PlTodaySection *section, gint64 site)
{
  Sent *sent = g_new (Sent, 1);

  *sent = (Sent){ g_object_ref (section), site };
  return sent;
}

/* Whatever came of it: what holds is asked anew. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Sent *sent = data;
  g_autoptr (PlTodaySection) section = sent->section;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (section)) == NULL)
    return;
  AdwToast *toast = toast_new (reply != NULL ? C_ ("request", "Answered. The child is told.")
                                             : pl_refusal_words (error));
  if (reply != NULL && sent->site != 0)
    offer_undo (toast, section, sent->site);
  say (section, toast);
  pl_today_section_ask (section);
}

/* Who typed a password half a minute ago still wants it done: that the page was asked anew meanwhile cancels nothing. */
static void
on_yes (GtkButton *button, gpointer data)
{
  const Answer *answer = data;
  PlTodaySection *section = answer->section;
  gint64 id = pl_record_number (answer->request, "id");
  const char *reason = pl_ready_yes;

  gboolean site = g_str_equal (pl_record_text (answer->request, "kind"), "site");
  Sent *sent = sent_new (section, site ? id : 0);

  gtk_widget_set_sensitive (gtk_widget_get_parent (GTK_WIDGET (button)), FALSE);
  if (answer->minutes > 0)
    pl_client_call_staff (pl_today_section_get_client (section), "Decisions", "Grant",
                          g_variant_new ("(suxsbx)", pl_record_text (answer->request, "child"),
                                         answer->minutes, (gint64)0, reason, FALSE, id),
                          NULL, on_answered, sent);
  else
    pl_client_call_staff (
        pl_today_section_get_client (section), "Decisions", "Decide",
        g_variant_new ("(xbssx)", id, TRUE, reason, site ? "child" : "", (gint64)0), NULL,
        on_answered, sent);
}

static void
on_no (GtkButton *button, gpointer data)
{
  const Answer *answer = data;

  pl_subpage_open (GTK_WIDGET (button),
                   pl_refuse_page_new (pl_today_section_get_client (answer->section),
                                       answer->request,
                                       pl_record_person (answer->request, "child")));
}

/* A screen reader says whose request it answers, too. label: transfer full. */
static void
add_button (GtkWidget *box,
            PlTodaySection *section,
            PlRecord *request,
            char *label,
            const char *class,
            guint minutes,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Answer *answer = g_new (Answer, 1);
  g_autofree char *about = g_strdup_printf ("%s, %s", label, pl_record_person (request, "child"));

  *answer = (Answer){ section, g_object_ref (request), minutes };
  gtk_widget_add_css_class (button, "pill-button");
  gtk_widget_add_css_class (button, class);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, about,
                                  -1);
  g_signal_connect_data (button, "clicked", clicked, answer, answer_free, 0);
  gtk_box_append (GTK_BOX (box), button);
  g_free (label);
}

static void
add_minutes (
    GtkWidget *box, PlTodaySection *section, PlRecord *request, guint minutes, gboolean first)
{
  char *label = first
                    /* Translators: a button: so many minutes more. */
                    ? g_strdup_printf (C_ ("request", "Give %u"), minutes)
                    : g_strdup_printf (C_ ("request", "%u"), minutes);

  add_button (box, section, request, label, first ? "yes" : "less", minutes, G_CALLBACK (on_yes));
}

static void
add_answers (GtkWidget *box, PlTodaySection *section, PlRecord *request)
{
  const char *kind = pl_record_text (request, "kind");
  guint asked = (guint)pl_record_number (request, "minutes");

  if (g_str_equal (kind, "time")) {
    add_minutes (box, section, request, asked > 0 ? asked : MINUTES, TRUE);
    if (asked == 0 || asked > MINUTES_LESS)
      add_minutes (box, section, request, MINUTES_LESS, FALSE);
  } else if (g_str_equal (kind, "site")) {
    add_button (
        box, section, request,
        /* Translators: a button: a site is opened for one child, by name. */
        g_strdup_printf (C_ ("request", "Allow for %s"), pl_record_person (request, "child")),
        "yes", 0, G_CALLBACK (on_yes));
  } else {
    add_button (box, section, request, g_strdup (C_ ("request", "Yes, soon")), "yes", 0,
                G_CALLBACK (on_yes));
  }
  add_button (box, section, request, g_strdup (C_ ("request", "Not now …")), "no", 0,
              G_CALLBACK (on_no));
}

/* "Sam: 30 minutes more", "Alex: chess.com", "Alex: an earlier review". Transfer full. */
static char *
title_of (const char *name, PlRecord *request)
{
  const char *kind = pl_record_text (request, "kind");
  gint64 minutes = pl_record_number (request, "minutes");

  if (g_str_equal (kind, "site"))
    /* Translators: a child's name, and a site. */
    return g_strdup_printf (C_ ("request", "%1$s: %2$s"), name, pl_record_text (request, "site"));
  if (g_str_equal (kind, "review"))
    return g_strdup_printf (C_ ("request", "%s: an earlier review"), name);
  if (minutes == 0)
    return g_strdup_printf (C_ ("request", "%s: more time"), name);
  g_autofree char *duration = pl_words_duration (minutes * 60);
  /* Translators: a child's name, and "1 hour", asked for in addition to what there is. */
  return g_strdup_printf (C_ ("request", "%1$s: %2$s more"), name, duration);
}

static char *
subtitle_of (PlRecord *today, PlRecord *request)
{
  const char *words = pl_record_text (request, "words");
  g_autofree char *ago = pl_staff_ago (today, pl_record_number (request, "made"));

  return *words == '\0' ? g_steal_pointer (&ago)
                        /* Translators: what a child wrote, and how long ago. */
                        : g_strdup_printf (C_ ("request", "“%1$s”, %2$s"), words, ago);
}

static GtkWidget *
words_new (const char *title, const char *subtitle)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *const texts[] = { title, subtitle };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", texts[i], "wrap", TRUE, "wrap-mode",
                                     PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);
    if (i > 0)
      gtk_widget_set_css_classes (label, (const char *[]){ "quieter", "caption", NULL });
    gtk_box_append (GTK_BOX (box), label);
  }
  return box;
}

/* The answers stand under the words: there is room for both at every width and size of type. */
static void
add_request (PlTodaySection *section, PlRecord *request)
{
  g_autofree char *title = title_of (pl_record_person (request, "child"), request);
  g_autofree char *subtitle = subtitle_of (pl_today_section_get_today (section), request);
  GtkWidget *answers = g_object_new (GTK_TYPE_BOX, "spacing", 8, NULL);
  GtkWidget *box = words_new (title, subtitle);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "activatable", FALSE,
                                 "focusable", FALSE, NULL);

  pl_settings_stack (pl_settings_get (), GTK_BOX (answers));
  add_answers (answers, section, request);
  gtk_widget_add_css_class (box, "asking");
  gtk_box_append (GTK_BOX (box), answers);
  pl_today_section_add (section, row);
}

static void
on_requests (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTodaySection *section = data;
  if (reply == NULL) {
    pl_today_section_fail (section, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  if (!pl_today_section_begin (section, rows))
    return;
  /* The one who has waited longest comes first. */
  for (gsize i = g_variant_n_children (rows); i > 0; i--) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i - 1);
    g_autoptr (PlRecord) request = pl_record_new (fields);
    add_request (section, request);
  }
  pl_today_section_end (section, C_ ("today", "Nobody is waiting for an answer"));
}

static void
ask (PlTodaySection *section)
{
  pl_client_call_staff (pl_today_section_get_client (section), "Decisions", "ListRequests",
                        g_variant_new ("(sbxu)", "", TRUE, (gint64)0, REQUESTS_MAX),
                        pl_today_section_get_cancellable (section), on_requests, section);
}

static void
pl_requests_section_class_init (PlRequestsSectionClass *class)
{
  PL_TODAY_SECTION_CLASS (class)->ask = ask;
}

static void
pl_requests_section_init (PlRequestsSection *section)
{
}
