/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/notifier/notice.h"

#include <glib/gi18n.h>

#define ICON "org.porchlight.Porchlight"
/* Every end is told under one id: the last one counts. */
#define END_ID           "end"
#define SECONDS_A_MINUTE 60

static const struct {
  const char *id, *title, *body;
  GNotificationPriority priority;
} notices[] = {
  [PL_NOTICE_MONITORED] = { "monitored",
                            /* TRANSLATORS: a child reads it at log-in: the sign that staff can see something */
                            NC_ ("notice", "Porchlight is on"),
                            NC_ ("notice",
                                 "Staff can see your minutes, blocked sites and what you ask. "
                                 "Nothing you "
                                 "read, write or show."),
                            G_NOTIFICATION_PRIORITY_NORMAL },
  [PL_NOTICE_ANSWERED] = { "answered", NC_ ("notice", "You have an answer"),
                           NC_ ("notice",
                                "Staff have answered something you asked. Open Porchlight to read "
                                "it."),
                           G_NOTIFICATION_PRIORITY_NORMAL },
  [PL_NOTICE_PAGE_BLOCKED] = { "page-blocked", NC_ ("notice", "That page is closed for now"),
                               NC_ ("notice",
                                    "Porchlight says why, and you can ask staff to open it."),
                               G_NOTIFICATION_PRIORITY_LOW },
  [PL_NOTICE_WAITS] = { "waits",
                        /* TRANSLATORS: a member of staff reads it; it must not say what it is */
                        NC_ ("notice", "Something is waiting for you"),
                        NC_ ("notice", "Open Porchlight when nobody else can see your screen."),
                        G_NOTIFICATION_PRIORITY_HIGH },
};

static void
send (GApplication *application,
      const char *id,
      const char *title,
      const char *body,
      GNotificationPriority priority)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GIcon) icon = g_themed_icon_new (ICON);

  g_notification_set_body (notification, body);
  g_notification_set_icon (notification, icon);
  g_notification_set_priority (notification, priority);
  g_notification_set_default_action (notification, "app.open");
  g_application_send_notification (application, id, notification);
}

void
pl_notice_send (GApplication *application, PlNoticeKind kind)
{
  send (application, notices[kind].id, g_dpgettext2 (NULL, "notice", notices[kind].title),
        g_dpgettext2 (NULL, "notice", notices[kind].body), notices[kind].priority);
}

/* Every warning counts: none may wait until a desktop lets itself be disturbed again (T5). */
static void
send_end (GApplication *application, char *title, const char *body)
{
  g_autofree char *taken = title;

  send (application, END_ID, taken, body, G_NOTIFICATION_PRIORITY_URGENT);
}

void
pl_notice_send_end (GApplication *application, const char *what, gint64 seconds)
{
  int minutes = (int)CLAMP ((seconds + SECONDS_A_MINUTE / 2) / SECONDS_A_MINUTE, 1, G_MAXINT);

  if (g_str_equal (what, "leave"))
    send_end (
        application,
        g_strdup_printf (ngettext ("You will be signed out in %d minute",
                                   "You will be signed out in %d minutes", minutes),
                         minutes),
        C_ ("notice", "Please save your work now. You can sign in again for help at any time."));
  else if (g_str_equal (what, "visit"))
    send_end (application,
              g_strdup_printf (ngettext ("This help visit ends in %d minute",
                                         "This help visit ends in %d minutes", minutes),
                               minutes),
              C_ ("notice", "You can start another one straight after."));
  else
    send_end (application,
              g_strdup_printf (ngettext ("Your time online ends in %d minute",
                                         "Your time online ends in %d minutes", minutes),
                               minutes),
              C_ ("notice", "Time to finish what you are doing. Help and Tell staff stay open."));
}

void
pl_notice_withdraw_end (GApplication *application)
{
  g_application_withdraw_notification (application, END_ID);
}
