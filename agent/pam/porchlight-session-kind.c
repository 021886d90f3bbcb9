/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * porchlight-session-kind ACCOUNT: asks the agent what kind of session the person may have now, and
 * prints it; for pam_porchlight.so. Nothing is printed where the agent does not say. Its status is 0
 * where it did.
 */
#include <gio/gio.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

/* A log-in waits for it: no longer than that, whatever hangs. */
#define PATIENCE_S 2

static GVariant *
ask (uid_t uid)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  if (bus == NULL)
    return NULL;
  return g_dbus_connection_call_sync (bus, "org.porchlight.Agent1", "/org/porchlight/Agent1",
                                      "org.porchlight.Agent1", "GetSessionKind",
                                      g_variant_new ("(u)", (guint32)uid), G_VARIANT_TYPE ("(s)"),
                                      G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
}

int
main (int argc, char **argv)
{
  const char *kind;

  alarm (PATIENCE_S);
  /* In su and its like the real user is whoever called it; the bus is to see root. */
  if (argc != 2 || setuid (geteuid ()) != 0)
    return 1;
  const struct passwd *person = getpwnam (argv[1]);
  if (person == NULL)
    return 1;
  g_autoptr (GVariant) reply = ask (person->pw_uid);
  if (reply == NULL)
    return 1;
  g_variant_get (reply, "(&s)", &kind);
  return printf ("%s\n", kind) > 0 ? 0 : 1;
}
