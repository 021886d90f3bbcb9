/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/resolver/message.h"
#include "tests/resolver/stand.h"

/*
 * Our resolver for the DNS benchmark: INDEX UPSTREAM-PORT BLOCKED-NAME. Starts it with one child's slot,
 * prints its pid, its port, and the milliseconds from its start to the first answer; stops it when
 * standard input ends.
 */
int
main (int argc, char **argv)
{
  static Stand stand;
  static PlSnapshotSource source;
  static Message query, answer;
  const char *const arguments[] = { "--per-second=0", NULL };

  if (argc != 4)
    return 2;
  stand_source (&source, (guint16)atoi (argv[2]));
  source.slots[1] = (PlSnapshotSlot){ .used = TRUE,
                                      .access = PL_ACCESS_FILTERED,
                                      .until_ms = G_MAXINT64,
                                      .always = PL_CATEGORIES_ALWAYS };
  gint64 start = g_get_monotonic_time ();
  stand_start (&stand, arguments);
  stand_connect (&stand);
  stand_give_snapshot (&stand, &source);
  stand_give_index (&stand, argv[1]);
  stand_give_sockets (&stand, 1);
  int client = stand_client (&stand, 1, PL_SOCKET_UDP4);
  message_query (&query, 1, argv[3], PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  if (!message_receive (client, FALSE, &answer))
    return 1;
  double first_ms = (double)(g_get_monotonic_time () - start) / 1000;
  g_autofree char *words = message_words (&answer);
  if (!g_str_has_suffix (words, "A 10 192.0.2.53")) {
    fprintf (stderr, "the first answer is wrong: %s\n", words);
    return 1;
  }
  printf ("%d %u %.1f\n", (int)stand.pid, stand.ports[1], first_ms);
  fflush (stdout);
  while (getchar () != EOF)
    ;
  stand_stop (&stand);
  return 0;
}
