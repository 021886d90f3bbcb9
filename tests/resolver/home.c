/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/resolver/home.h"

#include <sys/socket.h>
#include <unistd.h>

#include "tests/tap.h"

Stand stand;
PlSnapshotSource source;
int upstream;
guint16 upstream_port;

static const char *const help[] = { "childline.org.uk", NULL };
static const char *const encrypted[] = { "use-application-dns.net", "_dns.resolver.arpa",
                                         "dns.google", NULL };
static const char *const blocked[] = { "bad.example", "www.tricky.example", NULL };
static const char *const zones[] = { "home.example", NULL };

static void
use_slot (guint slot, PlAccess access)
{
  source.slots[slot] = (PlSnapshotSlot){
    .used = TRUE,
    .access = access,
    .until_ms = G_MAXINT64,
    .always = slot == PL_SLOT_STAFF ? PL_CATEGORIES_STAFF : PL_CATEGORIES_ALWAYS,
    .block = blocked,
  };
}

static void
set_up (void)
{
  upstream_port = 0;
  upstream = stand_udp (&upstream_port);
  stand_source (&source, upstream_port);
  source.help = help;
  source.encrypted_dns = encrypted;
  source.local_zones = zones;
  use_slot (PL_SLOT_STAFF, PL_ACCESS_FILTERED);
  use_slot (SAM, PL_ACCESS_FILTERED);
  use_slot (ALEX, PL_ACCESS_HELP_ONLY);
  use_slot (ADULT, PL_ACCESS_OPEN);
  stand_start (&stand, NULL);
  stand_connect (&stand);
  stand_give_index (&stand, NULL);
  stand_give_snapshot (&stand, &source);
  for (guint slot = 0; slot <= UNUSED; slot++)
    stand_give_sockets (&stand, slot);
}

static void
tear_down (void)
{
  stand_stop (&stand);
  close (upstream);
}

char *
exchange (guint slot, PlSocketKind kind, const Message *query)
{
  gboolean tcp = kind == PL_SOCKET_TCP4 || kind == PL_SOCKET_TCP6;
  int client = stand_client (&stand, slot, kind);
  Message answer;

  message_send (client, tcp, query);
  ck_assert (message_receive (client, tcp, &answer));
  ck_assert_uint_eq (answer.bytes[0] << 8 | answer.bytes[1],
                     query->bytes[0] << 8 | query->bytes[1]);
  close (client);
  return message_words (&answer);
}

void
assert_answer (guint slot, const char *name, guint16 type, const char *expected)
{
  Message query;

  message_query (&query, 0x5a17, name, type);
  g_autofree char *words = exchange (slot, PL_SOCKET_UDP4, &query);
  ck_assert_str_eq (words, expected);
}

void
await_asked (int fd, Asked *asked)
{
  socklen_t size = sizeof asked->from;
  gssize n = recvfrom (fd, asked->message.bytes, sizeof asked->message.bytes, 0,
                       (struct sockaddr *)&asked->from, &size);

  ck_assert_msg (n > 0, "the upstream was not asked");
  asked->message.size = (gsize)n;
}

void
tell (int fd, const Asked *asked, const Message *answer)
{
  ck_assert (sendto (fd, answer->bytes, answer->size, 0, (const struct sockaddr *)&asked->from,
                     sizeof asked->from) == (gssize)answer->size);
}

void
assert_not_asked (void)
{
  guint8 byte;

  ck_assert_int_lt (recv (upstream, &byte, 1, MSG_DONTWAIT), 0);
}

static char *
forwarded (guint slot, const Message *query, Fill fill)
{
  int client = stand_client (&stand, slot, PL_SOCKET_UDP4);
  Asked asked;
  Message answer;

  message_send (client, FALSE, query);
  await_asked (upstream, &asked);
  message_answer (&answer, &asked.message, 0);
  fill (&answer);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  close (client);
  return message_words (&answer);
}

void
assert_forwarded (guint slot, const char *name, guint16 type, Fill fill, const char *expected)
{
  Message query;

  message_query (&query, 0x1234, name, type);
  g_autofree char *words = forwarded (slot, &query, fill);
  ck_assert_str_eq (words, expected);
}

void
one_address (Message *answer)
{
  message_address (answer, NULL, 300, "198.51.100.10");
}

int
home_main (const char *name, const TTest *const *tests)
{
  Suite *suite = suite_create (name);
  TCase *tcase = tcase_create (name);

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 60);
  for (; *tests != NULL; tests++)
    tcase_add_test (tcase, *tests);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
