/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "policy/sites/site-index-builder.h"
#include "tests/resolver/home.h"
#include "tests/tap.h"

START_TEST (the_lease_ends_by_itself)
{
  source.lease_until_ms = stand_now_ms ();
  stand_give_snapshot (&stand, &source);
  assert_answer (SAM, "example.org", PL_DNS_TYPE_A,
                 "NOERROR Q example.org A AN example.org A 10 192.0.2.53");
  assert_not_asked ();
  /* staff are untouched */
  assert_forwarded (PL_SLOT_STAFF, "example.org", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q example.org A AN example.org A 300 198.51.100.10");
}
END_TEST

START_TEST (an_index_that_cannot_be_opened_leaves_help_only)
{
  g_autofree char *path = g_build_filename (stand.directory, "index", NULL);

  ck_assert (g_file_set_contents (path, "not an index", -1, NULL));
  stand_give_index (&stand, path);
  unlink (path);
  assert_answer (SAM, "example.org", PL_DNS_TYPE_A,
                 "NOERROR Q example.org A AN example.org A 10 192.0.2.53");
  stand_give_index (&stand, NULL);
  assert_forwarded (SAM, "example.org", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q example.org A AN example.org A 300 198.51.100.10");
}
END_TEST

/* An index in which name is of category gambling; transfer full: its path. */
static char *
write_index_of (const char *name)
{
  char *path = g_build_filename (stand.directory, "index", NULL);
  g_autoptr (PlSiteIndexBuilder) builder =
      pl_site_index_builder_new ((const guint8 *)"0123456789abcdef");
  g_autoptr (GError) error = NULL;
  gsize size;

  int category = pl_site_index_builder_add_category (builder, "gambling", &error);
  g_assert_no_error (error);
  pl_site_index_builder_add (builder, (guint)category, PL_SITE_RULE_BLOCK, name, strlen (name));
  g_autoptr (GBytes) bytes = pl_site_index_builder_finish (builder, NULL, &error);
  g_assert_no_error (error);
  const char *data = g_bytes_get_data (bytes, &size);
  ck_assert (g_file_set_contents (path, data, (gssize)size, NULL));
  return path;
}

static void
give_index_of (const char *name)
{
  g_autofree char *path = write_index_of (name);

  stand_give_index (&stand, path);
  unlink (path);
}

START_TEST (an_index_blocks_by_category_until_another_one_comes)
{
  static const char blocked_first[] = "NOERROR Q www.casino.example A AN www.casino.example A 10 "
                                      "192.0.2.53";

  give_index_of ("casino.example");
  assert_answer (SAM, "www.casino.example", PL_DNS_TYPE_A, blocked_first);
  ck_assert_int_eq (stand_next (&stand, PL_WORKER_BLOCKED).blocked.category, PL_CATEGORY_GAMBLING);
  /* it is read by the categories of each snapshot, and is back after a crash */
  stand_give_snapshot (&stand, &source);
  assert_answer (SAM, "www.casino.example", PL_DNS_TYPE_A, blocked_first);
  stand_restart (&stand, NULL);
  assert_answer (SAM, "www.casino.example", PL_DNS_TYPE_A, blocked_first);
  stand_connect (&stand);
  give_index_of ("dice.example");
  assert_answer (SAM, "dice.example", PL_DNS_TYPE_A,
                 "NOERROR Q dice.example A AN dice.example A 10 192.0.2.53");
  assert_forwarded (SAM, "www.casino.example", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q www.casino.example A AN www.casino.example A 300 198.51.100.10");
}
END_TEST

/* One byte of it, far behind the header, which alone is checked when a worker starts again. */
static void
alter (const char *path)
{
  g_autofree char *data = NULL;
  gsize size;

  ck_assert (g_file_get_contents (path, &data, &size, NULL));
  data[size - 1] ^= 1;
  ck_assert (g_file_set_contents (path, data, (gssize)size, NULL));
}

START_TEST (an_altered_index_leaves_the_good_one)
{
  g_autofree char *path = write_index_of ("rude.example");

  stand_give_index (&stand, path);
  assert_answer (SAM, "rude.example", PL_DNS_TYPE_A,
                 "NOERROR Q rude.example A AN rude.example A 10 192.0.2.53");
  alter (path);
  stand_give_index (&stand, path);
  unlink (path);
  assert_answer (SAM, "rude.example", PL_DNS_TYPE_A,
                 "NOERROR Q rude.example A AN rude.example A 10 192.0.2.53");
  assert_forwarded (SAM, "example.org", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q example.org A AN example.org A 300 198.51.100.10");
}
END_TEST

START_TEST (an_altered_index_alone_leaves_help_only)
{
  g_autofree char *path = write_index_of ("rude.example");

  alter (path);
  stand_give_index (&stand, path);
  unlink (path);
  assert_answer (SAM, "example.org", PL_DNS_TYPE_A,
                 "NOERROR Q example.org A AN example.org A 10 192.0.2.53");
}
END_TEST

START_TEST (a_new_snapshot_holds_for_the_next_query_and_loses_none)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;

  message_query (&query, 1, "swap.example.org", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  source.slots[SAM].access = PL_ACCESS_HELP_ONLY;
  stand_give_snapshot (&stand, &source);
  message_answer (&answer, &asked.message, 0);
  one_address (&answer);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  assert_answer (SAM, "swap.example.org", PL_DNS_TYPE_A,
                 "NOERROR Q swap.example.org A AN swap.example.org A 10 192.0.2.53");
  close (client);
}
END_TEST

START_TEST (a_worker_that_was_killed_is_back_with_all_it_held_and_no_agent)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;

  ck_assert_uint_eq (g_hash_table_size (stand.store), 5 * PL_SOCKET_KINDS + 1);
  stand_restart (&stand, NULL);
  /* the same socket, the same verdict; unheard whether there is an index: help only */
  message_query (&query, 1, "www.bad.example", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  ck_assert (message_receive (client, FALSE, &answer));
  g_autofree char *words = message_words (&answer);
  ck_assert_str_eq (words, "NOERROR Q www.bad.example A AN www.bad.example A 10 192.0.2.53");
  assert_forwarded (ALEX, "childline.org.uk", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q childline.org.uk A AN childline.org.uk A 300 198.51.100.10");
  stand_connect (&stand);
  stand_give_index (&stand, NULL);
  assert_forwarded (SAM, "back.example.org", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q back.example.org A AN back.example.org A 300 198.51.100.10");
  close (client);
}
END_TEST

START_TEST (what_a_killed_worker_had_not_read_is_answered_by_the_next)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;

  kill (stand.pid, SIGSTOP);
  message_query (&query, 1, "www.bad.example", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  stand_restart (&stand, NULL);
  ck_assert (message_receive (client, FALSE, &answer));
  close (client);
}
END_TEST

START_TEST (a_forgotten_slot_is_closed_and_leaves_the_store)
{
  stand_send (&stand, &(PlWorkerMessage){ .type = PL_WORKER_FORGET, .slot = SAM }, -1);
  ck_assert_uint_eq (stand_next (&stand, PL_WORKER_HELLO).hello.slots_held, 0x1f & ~(1 << SAM));
  stand_restart (&stand, NULL);
  ck_assert_uint_eq (g_hash_table_size (stand.store), 4 * PL_SOCKET_KINDS + 1);
}
END_TEST

START_TEST (a_snapshot_that_can_still_be_changed_is_not_taken)
{
  g_autofree char *path = g_build_filename (stand.directory, "index", NULL);

  ck_assert (g_file_set_contents (path, "not sealed", -1, NULL));
  int fd = open (path, O_RDONLY);
  stand_send (&stand, &(PlWorkerMessage){ .type = PL_WORKER_SNAPSHOT }, fd);
  close (fd);
  unlink (path);
  ck_assert_uint_eq (stand_next (&stand, PL_WORKER_HELLO).hello.snapshot_serial, stand.serial);
}
END_TEST

START_TEST (the_agent_is_told_what_was_blocked)
{
  assert_answer (SAM, "Ads.Bad.Example", PL_DNS_TYPE_A,
                 "NOERROR Q Ads.Bad.Example A AN Ads.Bad.Example A 10 192.0.2.53");
  PlWorkerMessage told = stand_next (&stand, PL_WORKER_BLOCKED);
  ck_assert_uint_eq (told.slot, SAM);
  ck_assert_int_eq (told.blocked.category, PL_CATEGORY_NONE);
  ck_assert_uint_eq (told.blocked.cause, PL_SITE_BY_OWN_BLOCK);
  ck_assert_uint_eq (told.blocked.length, 15);
  ck_assert_str_eq (told.blocked.name, "ads.bad.example");
}
END_TEST

static PlWorkerMessage
look (guint slot, PlAccess access, const char *name)
{
  PlWorkerMessage message = { .type = PL_WORKER_LOOK, .slot = slot };

  message.look.question = 7;
  message.look.access = (guint8)access;
  message.look.length = (guint16)g_strlcpy (message.look.name, name, sizeof message.look.name);
  stand_send (&stand, &message, -1);
  return stand_next (&stand, PL_WORKER_VERDICT);
}

START_TEST (the_agent_asks_what_would_be_decided_and_nobody_is_told)
{
  give_index_of ("casino.example");
  PlWorkerMessage told = look (SAM, PL_ACCESS_FILTERED, "www.casino.example");
  ck_assert_uint_eq (told.look.question, 7);
  ck_assert_uint_eq (told.look.answer, PL_SITE_BLOCK);
  ck_assert_uint_eq (told.look.cause, PL_SITE_BY_ALWAYS);
  ck_assert_int_eq (told.look.category, PL_CATEGORY_GAMBLING);
  ck_assert_uint_eq (told.look.rule_offset, 4);
  ck_assert_uint_eq (told.look.rule_length, 14);
  ck_assert_uint_eq (look (SAM, PL_ACCESS_FILTERED, "example.org").look.answer, PL_SITE_ALLOW);
  ck_assert_uint_eq (look (SAM, PL_ACCESS_HELP_ONLY, "example.org").look.cause,
                     PL_SITE_BY_HELP_ONLY);
  /* what is no question gets no answer, and the next one does */
  stand_send (&stand, &(PlWorkerMessage){ .type = PL_WORKER_LOOK, .slot = PL_SLOT_MAX }, -1);
  stand_send (&stand, &(PlWorkerMessage){ .type = PL_WORKER_LOOK, .slot = SAM }, -1);
  ck_assert_uint_eq (look (SAM, PL_ACCESS_FILTERED, "childline.org.uk").look.answer, PL_SITE_HELP);
}
END_TEST

START_TEST (an_agent_that_does_not_read_holds_nothing_up)
{
  int client = stand_client (&stand, ADULT, PL_SOCKET_UDP4);

  for (guint i = 0; i < 1500; i++) {
    g_autofree char *name = g_strdup_printf ("n%u.bad.example", i);
    Message query, answer;
    message_query (&query, (guint16)i, name, PL_DNS_TYPE_A);
    int sam = stand_client (&stand, SAM, PL_SOCKET_UDP4);
    message_send (sam, FALSE, &query);
    ck_assert (message_receive (sam, FALSE, &answer));
    close (sam);
  }
  close (client);
}
END_TEST

int
main (void)
{
  return home_main ("worker", (const TTest *[]){
                                  the_lease_ends_by_itself,
                                  an_index_that_cannot_be_opened_leaves_help_only,
                                  an_index_blocks_by_category_until_another_one_comes,
                                  an_altered_index_leaves_the_good_one,
                                  an_altered_index_alone_leaves_help_only,
                                  a_new_snapshot_holds_for_the_next_query_and_loses_none,
                                  a_worker_that_was_killed_is_back_with_all_it_held_and_no_agent,
                                  what_a_killed_worker_had_not_read_is_answered_by_the_next,
                                  a_forgotten_slot_is_closed_and_leaves_the_store,
                                  a_snapshot_that_can_still_be_changed_is_not_taken,
                                  the_agent_is_told_what_was_blocked,
                                  the_agent_asks_what_would_be_decided_and_nobody_is_told,
                                  an_agent_that_does_not_read_holds_nothing_up,
                                  NULL,
                              });
}
