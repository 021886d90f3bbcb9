/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/notifier/notice.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

#include "gui/app/easy-words.h"

#define ICON             "org.porchlight.Porchlight"
#define SERVER           "org.freedesktop.Notifications"
#define SECONDS_A_MINUTE 60

struct _PlNotices {
  const PlNoticesFuncs *funcs;
  gpointer data;
  NotifyNotification *shown[PL_NOTICE_KINDS]; /* NULL before the first of a kind */
  gboolean waiting[PL_NOTICE_KINDS];          /* for a desktop that can show it */
  guint watch;
};

static const struct {
  const char *title, *body;
  NotifyUrgency urgency;
} words[] = {
  [PL_NOTICE_MONITORED] = { /* TRANSLATORS: a child reads it at log-in: the sign that staff can see something */
                            NC_ ("notice", "Porchlight is on"),
                            NC_ ("notice",
                                 "Staff can see your minutes, blocked sites and what you ask. "
                                 "Nothing you "
                                 "read, write or show."),
                            NOTIFY_URGENCY_NORMAL },
  [PL_NOTICE_ANSWERED] = { NC_ ("notice", "You have an answer"),
                           NC_ ("notice",
                                "Staff have answered you. Open Porchlight to read it."),
                           NOTIFY_URGENCY_NORMAL },
  [PL_NOTICE_PAGE_BLOCKED] = { NC_ ("notice", "That page is closed for now"),
                               NC_ ("notice",
                                    "Porchlight says why, and you can ask staff to open it."),
                               NOTIFY_URGENCY_LOW },
  [PL_NOTICE_WAITS] = { /* TRANSLATORS: a member of staff reads it; it must not say what it is */
                        NC_ ("notice", "Something is waiting for you"),
                        NC_ ("notice", "Open Porchlight when nobody else can see your screen."),
                        NOTIFY_URGENCY_CRITICAL },
};

static void
on_pressed (NotifyNotification *notification, char *action, gpointer data)
{
  PlNotices *notices = data;

  notices->funcs->pressed (notices->data);
}

static void
on_stay (NotifyNotification *notification, char *action, gpointer data)
{
  PlNotices *notices = data;

  notices->funcs->stay (notices->data);
}

/* A server takes a second showing of the same notice for a new one in its place. */
static void
show (PlNotices *notices, PlNoticeKind kind)
{
  g_autoptr (GError) error = NULL;

  notices->waiting[kind] = !notify_notification_show (notices->shown[kind], &error);
  if (notices->waiting[kind])
    g_info ("no notice can be shown yet: %s", error->message);
}

/* stay: a help visit can be longer. */
static void
put (PlNotices *notices,
     PlNoticeKind kind,
     const char *title,
     const char *body,
     NotifyUrgency urgency,
     gboolean stay)
{
  NotifyNotification **place = &notices->shown[kind];

  if (*place != NULL)
    notify_notification_update (*place, title, body, ICON);
  else {
    *place = notify_notification_new (title, body, ICON);
    notify_notification_set_urgency (*place, urgency);
  }
  notify_notification_clear_actions (*place);
  notify_notification_add_action (*place, "default", C_ ("notice", "Open"), on_pressed, notices,
                                  NULL);
  if (stay)
    notify_notification_add_action (*place, "stay", C_ ("visit", "Stay longer"), on_stay, notices,
                                    NULL);
  show (notices, kind);
}

void
pl_notices_show (PlNotices *notices, PlNoticeKind kind)
{
  pl_easy_words_use_as_kept ();
  put (notices, kind, g_dpgettext2 (NULL, "notice", words[kind].title),
       g_dpgettext2 (NULL, "notice", words[kind].body), words[kind].urgency, FALSE);
}

/* Every warning counts: none may wait until a desktop lets itself be disturbed again (T5). */
static void
put_end (PlNotices *notices, char *title, const char *body, gboolean stay)
{
  g_autofree char *taken = title;

  put (notices, PL_NOTICE_END, taken, body, NOTIFY_URGENCY_CRITICAL, stay);
}

void
pl_notices_show_end (PlNotices *notices, const char *what, gint64 seconds)
{
  int minutes = (int)CLAMP ((seconds + SECONDS_A_MINUTE / 2) / SECONDS_A_MINUTE, 1, G_MAXINT);

  pl_easy_words_use_as_kept ();
  if (g_str_equal (what, "leave"))
    put_end (
        notices,
        g_strdup_printf (ngettext ("You will be signed out in %d minute",
                                   "You will be signed out in %d minutes", minutes),
                         minutes),
        C_ ("notice", "Please save your work now. You can sign in again for help at any time."),
        FALSE);
  else if (g_str_equal (what, "visit"))
    put_end (notices,
             g_strdup_printf (ngettext ("This help visit ends in %d minute",
                                        "This help visit ends in %d minutes", minutes),
                              minutes),
             C_ ("notice", "You can stay longer, or start another one straight after."), TRUE);
  else
    put_end (notices,
             g_strdup_printf (ngettext ("Your time online ends in %d minute",
                                        "Your time online ends in %d minutes", minutes),
                              minutes),
             C_ ("notice", "Time to finish what you are doing. Help and Tell staff stay open."),
             FALSE);
}

void
pl_notices_withdraw (PlNotices *notices, PlNoticeKind kind)
{
  notices->waiting[kind] = FALSE;
  if (notices->shown[kind] != NULL)
    notify_notification_close (notices->shown[kind], NULL);
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  PlNotices *notices = data;

  for (guint kind = 0; kind < PL_NOTICE_KINDS; kind++)
    if (notices->waiting[kind])
      show (notices, kind);
}

PlNotices *
pl_notices_new (const PlNoticesFuncs *funcs, gpointer data)
{
  if (!notify_init ("Porchlight"))
    return NULL;
  PlNotices *notices = g_new0 (PlNotices, 1);
  notices->funcs = funcs;
  notices->data = data;
  notices->watch = g_bus_watch_name (G_BUS_TYPE_SESSION, SERVER, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                     on_appeared, NULL, notices, NULL);
  return notices;
}

void
pl_notices_free (PlNotices *notices)
{
  if (notices == NULL)
    return;
  g_bus_unwatch_name (notices->watch);
  for (guint kind = 0; kind < PL_NOTICE_KINDS; kind++)
    g_clear_object (&notices->shown[kind]);
  notify_uninit ();
  g_free (notices);
}
