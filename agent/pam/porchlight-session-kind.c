/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * porchlight-session-kind ACCOUNT: asks the agent what kind of session the person may have now, and
 * prints it, and on a line of its own the language that a child reads, where one is set; for pam_porchlight.so. Nothing is
 * printed where the agent does not say. Its status is 0 where it did.
 */
#include <gio/gio.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

/* A log-in waits for it: no longer than that, whatever hangs. */
#define PATIENCE_S 2

/* A word, transfer full; NULL where the agent does not say. */
static char *
ask (GDBusConnection *bus, const char *method, uid_t uid)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      bus, "org.porchlight.Agent1", "/org/porchlight/Agent1", "org.porchlight.Agent1", method,
      g_variant_new ("(u)", (guint32)uid), G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
      -1, NULL, NULL);
  char *word = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(s)", &word);
  return word;
}

int
main (int argc, char **argv)
{
  alarm (PATIENCE_S);
  /* In su and its like the real user is whoever called it; the bus is to see root. */
  if (argc != 2 || setuid (geteuid ()) != 0)
    return 1;
  const struct passwd *person = getpwnam (argv[1]);
  if (person == NULL)
    return 1;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_autofree char *kind = bus != NULL ? ask (bus, "GetSessionKind", person->pw_uid) : NULL;
  if (kind == NULL)
    return 1;
  g_autofree char *language = ask (bus, "GetSessionLanguage", person->pw_uid);
  gboolean set = language != NULL && *language != '\0';
  return printf ("%s\n%s%s", kind, set ? language : "", set ? "\n" : "") > 0 ? 0 : 1;
}
