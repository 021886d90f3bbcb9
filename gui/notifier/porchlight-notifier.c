/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The helper of a session: says on the screen what the agent tells its person. One a session; it sleeps in between. */
#include <gio/gdesktopappinfo.h>
#include <glib/gi18n.h>
#include <locale.h>

#include "gui/notifier/listener.h"
#include "gui/notifier/notice.h"

#define APP_ID      "org.porchlight.Porchlight"
#define NOTIFIER_ID "org.porchlight.Porchlight.Notifier"

typedef struct {
  GApplication *application;
  PlNotices *notices;
  PlListener *listener;
  guint over;                     /* when the end has come that was told of last */
  gboolean monitored;             /* has been said */
  gboolean told[PL_NOTICE_KINDS]; /* of what the person has not looked at since */
} Notifier;

/* One that is open already comes to the front. */
static void
open_app (gpointer data)
{
  g_autoptr (GDesktopAppInfo) app = g_desktop_app_info_new (APP_ID ".desktop");
  g_autoptr (GError) error = NULL;

  if (app == NULL)
    g_warning (APP_ID ".desktop is not installed");
  else if (!g_app_info_launch (G_APP_INFO (app), NULL, NULL, &error))
    g_warning ("the app: %s", error->message);
}

static void
stay_longer (gpointer data)
{
  Notifier *notifier = data;

  pl_listener_extend_visit (notifier->listener);
}

static void
tell (Notifier *notifier, PlNoticeKind kind)
{
  pl_notices_show (notifier->notices, kind);
  notifier->told[kind] = TRUE;
}

/* What was missed, and not again because the agent was started again. */
static void
tell_missed (Notifier *notifier, gboolean missed, PlNoticeKind kind)
{
  if (missed && !notifier->told[kind])
    tell (notifier, kind);
}

/* The person has looked: what they were told of is no news any more. */
static void
forget (Notifier *notifier, PlNoticeKind kind)
{
  if (notifier->told[kind])
    pl_notices_withdraw (notifier->notices, kind);
  notifier->told[kind] = FALSE;
}

/* H4: at log-in, and when it begins; not again because the agent was started again. */
static void
on_listening (gboolean monitored, const char *const *missed, gpointer data)
{
  Notifier *notifier = data;

  if (monitored && !notifier->monitored)
    pl_notices_show (notifier->notices, PL_NOTICE_MONITORED);
  notifier->monitored = monitored;
  tell_missed (notifier, g_strv_contains (missed, "answered"), PL_NOTICE_ANSWERED);
  tell_missed (notifier, g_strv_contains (missed, "waits"), PL_NOTICE_WAITS);
  if (g_strv_contains (missed, "visit"))
    open_app (notifier);
}

static gboolean
on_over (gpointer data)
{
  Notifier *notifier = data;

  notifier->over = 0;
  pl_notices_withdraw (notifier->notices, PL_NOTICE_END);
  return G_SOURCE_REMOVE;
}

/* What was told of does not come. */
static void
put_off (Notifier *notifier)
{
  g_clear_handle_id (&notifier->over, g_source_remove);
  pl_notices_withdraw (notifier->notices, PL_NOTICE_END);
}

static void
tell_end (Notifier *notifier, GVariant *arguments)
{
  const char *what;
  gint64 seconds;

  g_variant_get (arguments, "(&sx)", &what, &seconds);
  pl_notices_show_end (notifier->notices, what, seconds);
  g_clear_handle_id (&notifier->over, g_source_remove);
  /* Whole seconds are told, of which the last may have begun. */
  notifier->over =
      g_timeout_add_seconds ((guint)CLAMP (seconds + 1, 1, G_MAXINT), on_over, notifier);
}

static void
on_heard (const char *signal, GVariant *arguments, gpointer data)
{
  Notifier *notifier = data;

  if (g_str_equal (signal, "TimeEnding"))
    tell_end (notifier, arguments);
  else if (g_str_equal (signal, "Answered"))
    tell (notifier, PL_NOTICE_ANSWERED);
  else if (g_str_equal (signal, "PageBlocked"))
    pl_notices_show (notifier->notices, PL_NOTICE_PAGE_BLOCKED);
  else if (g_str_equal (signal, "SomethingWaits"))
    tell (notifier, PL_NOTICE_WAITS);
  else if (g_str_equal (signal, "VisitBegins"))
    open_app (notifier);
  else if (g_str_equal (signal, "VisitExtended"))
    put_off (notifier);
  else if (g_str_equal (signal, "Seen")) {
    forget (notifier, PL_NOTICE_ANSWERED);
    forget (notifier, PL_NOTICE_WAITS);
  }
}

/* A second one finds the first on the session's bus, and ends. */
static void
on_startup (GApplication *application, gpointer data)
{
  static const PlListenerFuncs funcs = { on_listening, on_heard };
  static const PlNoticesFuncs presses = { open_app, stay_longer };
  Notifier *notifier = data;

  notifier->notices = pl_notices_new (&presses, notifier);
  if (notifier->notices == NULL) {
    g_warning ("libnotify does not start");
    return;
  }
  notifier->listener = pl_listener_new (&funcs, notifier);
  /* A help visit (T11): PAM says so at log-in, also where there is no agent to say it later. */
  if (g_strcmp0 (g_getenv ("PORCHLIGHT_SESSION"), "help-visit") == 0)
    open_app (notifier);
  g_application_hold (application);
}

static void
on_activate (GApplication *application, gpointer data)
{
}

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) application =
      g_application_new (NOTIFIER_ID, G_APPLICATION_DEFAULT_FLAGS);
  Notifier notifier = { .application = application };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Porchlight");
  g_signal_connect (application, "startup", G_CALLBACK (on_startup), &notifier);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &notifier);
  int status = g_application_run (application, argc, argv);
  pl_listener_free (notifier.listener);
  pl_notices_free (notifier.notices);
  g_clear_handle_id (&notifier.over, g_source_remove);
  return status;
}
