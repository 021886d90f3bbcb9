/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/records/concern-chain.h"
#include "agent/records/concern-delete.h"
#include "agent/records/concern-filing.h"
#include "agent/records/concern-message.h"
#include "agent/records/concern-notice.h"
#include "agent/records/concern-view.h"
#include "agent/records/outbox-private.h"
#include "agent/records/vault.h"
#include "policy/care/signed.h"
#include "policy/error.h"
#include "tests/records/stand.h"

#define PASSPHRASE "a passphrase of theirs"

/* Who reads: jo on shift, kim the manager, lee the lead, ria outside. */
enum {
  JO,
  KIM,
  LEE,
  RIA,
  PEOPLE
};

static const char *const accounts[PEOPLE] = { "jo", "kim", "lee", "" };
static const char *const names[PEOPLE] = { "Jo", "Kim", "Lee", "Ria" };
static const PlReaderRole roles[PEOPLE] = { PL_READER_STAFF, PL_READER_MANAGER, PL_READER_LEAD,
                                            PL_READER_RESPONSIBLE };
static PlReaderKey keys[PEOPLE];
static PlCare *care;
static PlHomePeople *people;
static PlFilingPlace place;

/* As they are in the store now. */
static void
look_at_people (void)
{
  g_clear_pointer (&people, pl_home_people_free);
  people = g_new0 (PlHomePeople, 1);
  people->readers = pl_reader_list (store, NULL);
  people->entries = g_array_new (FALSE, FALSE, sizeof (PlPerson));
  people->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < people->readers->len; i++) {
    const PlReader *reader = people->readers->pdata[i];
    char *id = pl_care_id_text (reader->key.id);
    PlReaderRole role;
    ck_assert (pl_reader_role_parse (reader->role, &role));
    const PlPerson person = { .id = id,
                              .account = *reader->account != '\0' ? reader->account : NULL,
                              .name = reader->key.name,
                              .roles = PL_READER_BIT (role),
                              .has_key = TRUE };
    g_ptr_array_add (people->texts, id);
    if (reader->state == PL_READER_ACTIVE)
      g_array_append_val (people->entries, person);
  }
  people->people =
      (PlPeople){ (const PlPerson *)people->entries->data, people->entries->len, FALSE };
  place = (PlFilingPlace){ people, care, "A home", "boot-1" };
}

static void
set_up (void)
{
  stand_set_up ();
  care = pl_care_read (NULL, NULL, 0, NULL);
  for (guint i = 0; i < PEOPLE; i++) {
    ck_assert (pl_reader_key_new (&keys[i], names[i], PASSPHRASE, strlen (PASSPHRASE),
                                  PL_PASSPHRASE_MIN, PL_WRAP_TEST, NULL));
    ck_assert (pl_reader_add (store, &jo, &keys[i], accounts[i], pl_reader_role_code (roles[i]),
                              PL_READER_ACTIVE, NULL));
  }
  look_at_people ();
}

static void
tear_down (void)
{
  g_clear_pointer (&people, pl_home_people_free);
  g_clear_pointer (&care, pl_care_free);
  stand_tear_down ();
}

static PlConcern *
file_as (const char *client, PlConcernKind kind, const char *const *not_accounts)
{
  const PlFiling filing = { .client = client,
                            .child = "sam",
                            .kind = kind,
                            .not_accounts = not_accounts,
                            .words = (const guint8 *)"words",
                            .length = 5 };
  PlConcern *concern = pl_concern_file (store, &place, &filing, NULL);

  ck_assert_ptr_nonnull (concern);
  return concern;
}

static gboolean
sees (guint who, const PlConcern *concern)
{
  g_autoptr (GPtrArray) concerns = pl_concern_list (store, NULL);
  PlConcern *found = pl_concern_find (concerns, concern->id);
  PlConcernSight sight;

  return found != NULL && pl_concern_sees (store, found, &place, keys[who].id, &sight);
}

static void
pass (gint64 seconds)
{
  stand_time.wall_ms += seconds * 1000;
  stand_time.boottime_ms += seconds * 1000;
}

static gboolean
turn (void)
{
  gint64 next;
  gboolean changed;

  ck_assert (pl_concern_turn (store, care, "boot-1", &next, &changed, NULL));
  return changed;
}

static gboolean
add_words (const PlConcern *concern)
{
  const PlFiling more = {
    .client = "form-0099", .child = "sam", .words = (const guint8 *)"more", .length = 4
  };
  g_autoptr (PlConcern) found = pl_concern_add_words (store, &place, &more, concern->id, NULL);

  return found != NULL;
}

typedef struct {
  guint who, n;
} Letters;

static gboolean
count_letter (gint64 number, GBytes *record, gpointer data)
{
  Letters *letters = data;
  PlOutboxRow row;

  letters->n += pl_outbox_row_read (record, &row) &&
                memcmp (row.reader, keys[letters->who].id, PL_CARE_ID_SIZE) == 0;
  return TRUE;
}

/* How many wait for a reader. */
static guint
letters_for (guint who)
{
  Letters letters = { .who = who };

  ck_assert (pl_vault_each (store, PL_VAULT_OUTBOX, count_letter, &letters, NULL));
  return letters.n;
}

/* A message of one kind, without words for seen, else with some. */
static GBytes *
message_of (guint who, PlSignedKind kind, const PlConcern *concern)
{
  g_autoptr (PlReaderSecret) secret =
      pl_reader_key_unlock (&keys[who], PASSPHRASE, strlen (PASSPHRASE), NULL);
  g_autoptr (GArray) recipients = pl_concern_recipients (store, concern, &place);

  return pl_signed_new (kind, concern->id, &keys[who], secret, stand_time.wall_ms / 1000,
                        (const guint8 *)"so", 2, (const PlRecipient *)recipients->data,
                        kind == PL_SIGNED_SEEN ? 0 : recipients->len, NULL);
}

static gboolean
receive (GBytes *message, GError **error)
{
  return pl_concern_receive (store, &place, NULL, g_bytes_get_data (message, NULL),
                             g_bytes_get_size (message), NULL, error);
}

static gboolean
say (guint who, PlSignedKind kind, const PlConcern *concern, GError **error)
{
  g_autoptr (GBytes) message = message_of (who, kind, concern);

  return receive (message, error);
}

START_TEST (it_is_there_after_another_start_as_it_was_filed)
{
  const char *const not_these[] = { "kim", NULL };
  g_autoptr (PlConcern) filed = file_as ("form-0001", PL_CONCERN_MONEY, not_these);

  stand_reopen ();
  g_autoptr (GPtrArray) concerns = pl_concern_list (store, NULL);
  const PlConcern *found = pl_concern_find (concerns, filed->id);
  ck_assert_ptr_nonnull (found);
  ck_assert_str_eq (found->child, "sam");
  ck_assert_int_eq (found->kind, PL_CONCERN_MONEY);
  ck_assert_int_eq (found->filed, STAND_NOW_MS / 1000);
  ck_assert_uint_eq (found->readers->len, filed->readers->len);
  ck_assert_str_eq (found->not_accounts->pdata[0], "kim");
  ck_assert (found->words_kept);
}
END_TEST

START_TEST (the_next_reader_sees_it_when_nobody_did_and_not_before)
{
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);
  int minutes = pl_care_minutes (care, PL_CONCERN_TALK, PL_READER_STAFF);

  ck_assert (sees (JO, concern) && !sees (KIM, concern) && !sees (LEE, concern));
  pass (minutes * 60 - 1);
  ck_assert (!turn () && !sees (KIM, concern));
  pass (1);
  ck_assert (turn () && sees (KIM, concern) && !sees (LEE, concern));
}
END_TEST

START_TEST (a_clock_that_is_set_back_keeps_nobody_waiting)
{
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);

  stand_time.boottime_ms +=
      (gint64)pl_care_minutes (care, PL_CONCERN_TALK, PL_READER_STAFF) * 60 * 1000;
  stand_time.wall_ms -= STAND_DAY_MS;
  ck_assert (turn () && sees (KIM, concern));
}
END_TEST

START_TEST (what_was_seen_goes_no_further_unless_who_saw_it_is_gone)
{
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);

  ck_assert (say (JO, PL_SIGNED_SEEN, concern, NULL));
  pass (7 * 24 * 60 * 60);
  ck_assert (!turn () && !sees (KIM, concern));
  ck_assert (pl_reader_revoke (store, &jo, keys[JO].id, "lost", NULL));
  look_at_people ();
  ck_assert (turn () && sees (KIM, concern) && !sees (JO, concern) && !sees (LEE, concern));
}
END_TEST

START_TEST (who_is_not_to_see_it_never_does_whatever_passes)
{
  const char *const not_jo[] = { "jo", NULL };
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, not_jo);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 30; i++) {
    ck_assert (!sees (JO, concern));
    pass (12 * 60 * 60);
    turn ();
  }
  ck_assert (sees (LEE, concern));
  ck_assert (!say (JO, PL_SIGNED_SEEN, concern, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
}
END_TEST

START_TEST (states_follow_what_readers_say)
{
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);
  static const struct {
    PlSignedKind kind;
    const char *state;
  } steps[] = {
    { PL_SIGNED_SEEN, "seen" },
    { PL_SIGNED_ANSWER, "seen" },
    { PL_SIGNED_ACTING, "acting" },
    { PL_SIGNED_CLOSED, "closed" },
  };

  ck_assert_str_eq (pl_concern_state_code (concern, FALSE), "saved");
  ck_assert_str_eq (pl_concern_state_code (concern, TRUE), "sent");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    ck_assert (say (JO, steps[i].kind, concern, NULL));
    g_autoptr (GPtrArray) concerns = pl_concern_list (store, NULL);
    const PlConcern *found = pl_concern_find (concerns, concern->id);
    ck_assert_str_eq (pl_concern_state_code (found, TRUE), steps[i].state);
  }
}
END_TEST

/* The child to whom a message of jo's says something; "-" for nobody. */
static char *
answered_by (PlSignedKind kind, const PlConcern *concern)
{
  g_autoptr (GBytes) message = message_of (JO, kind, concern);
  char *child = NULL;

  ck_assert (pl_concern_receive (store, &place, NULL, g_bytes_get_data (message, NULL),
                                 g_bytes_get_size (message), &child, NULL));
  return child != NULL ? child : g_strdup ("-");
}

START_TEST (a_child_has_an_answer_when_a_reader_says_something_and_not_when_staff_logged_it)
{
  const PlFiling filing = { .client = "form-0002",
                            .staff = &jo,
                            .child = "sam",
                            .kind = PL_CONCERN_TALK,
                            .words = (const guint8 *)"words",
                            .length = 5 };
  g_autoptr (PlConcern) told = file_as ("form-0001", PL_CONCERN_TALK, NULL);
  g_autoptr (PlConcern) logged = pl_concern_file (store, &place, &filing, NULL);
  g_autofree char *seen = answered_by (PL_SIGNED_SEEN, told);
  g_autofree char *answer = answered_by (PL_SIGNED_ANSWER, told);
  g_autofree char *outcome = answered_by (PL_SIGNED_CLOSED, told);
  g_autofree char *of_staff = answered_by (PL_SIGNED_ANSWER, logged);

  ck_assert_str_eq (seen, "-");
  ck_assert_str_eq (answer, "sam");
  ck_assert_str_eq (outcome, "sam");
  ck_assert_str_eq (of_staff, "-");
}
END_TEST

START_TEST (what_was_told_later_waits_until_it_was_seen_too_and_an_old_word_does_not_count_for_it)
{
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);
  g_autoptr (GBytes) seen = message_of (JO, PL_SIGNED_SEEN, concern);
  PlAuditHead before, after;

  ck_assert_uint_eq (letters_for (JO), 1);
  ck_assert (receive (seen, NULL));
  ck_assert_uint_eq (letters_for (JO), 0);
  pass (60);
  ck_assert (add_words (concern));
  ck_assert_uint_eq (letters_for (JO), 1);
  ck_assert (pl_concern_chain_head (store, &before, NULL));
  ck_assert (receive (seen, NULL));
  ck_assert_uint_eq (letters_for (JO), 1);
  ck_assert (pl_concern_chain_head (store, &after, NULL));
  ck_assert_mem_eq (&before, &after, sizeof before);
  ck_assert (say (JO, PL_SIGNED_SEEN, concern, NULL));
  ck_assert_uint_eq (letters_for (JO), 0);
}
END_TEST

START_TEST (an_acknowledgement_that_comes_again_is_none_even_where_the_readers_clock_is_ahead)
{
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);
  PlAuditHead before, after;

  stand_time.wall_ms += STAND_DAY_MS;
  g_autoptr (GBytes) seen = message_of (JO, PL_SIGNED_SEEN, concern);
  stand_time.wall_ms -= STAND_DAY_MS;
  ck_assert (receive (seen, NULL));
  pass (60);
  ck_assert (add_words (concern));
  ck_assert (pl_concern_chain_head (store, &before, NULL));
  stand_reopen ();
  ck_assert (receive (seen, NULL));
  ck_assert_uint_eq (letters_for (JO), 1);
  ck_assert (pl_concern_chain_head (store, &after, NULL));
  ck_assert_mem_eq (&before, &after, sizeof before);
  ck_assert (say (JO, PL_SIGNED_SEEN, concern, NULL));
  ck_assert_uint_eq (letters_for (JO), 0);
}
END_TEST

/* The one record of a kind, as the first version wrote it: it ended before its last field. */
static gboolean
make_old (gint64 number, GBytes *record, gpointer data)
{
  const char *type = "(u(ayssusu)(xxxsx)(basas)abua(ayuu)a(ayux)(xuxu)a(xayubayux)ayuaay)";
  g_autoptr (GVariant) newest =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), record, FALSE));
  GVariantBuilder old;

  g_variant_builder_init (&old, G_VARIANT_TYPE_TUPLE);
  g_variant_builder_add (&old, "u", 1u);
  for (gsize i = 1; i + 1 < g_variant_n_children (newest); i++) {
    g_autoptr (GVariant) field = g_variant_get_child_value (newest, i);
    g_variant_builder_add_value (&old, field);
  }
  g_autoptr (GVariant) whole = g_variant_ref_sink (g_variant_builder_end (&old));
  GBytes **made = data;
  *made = g_variant_get_data_as_bytes (whole);
  return FALSE;
}

START_TEST (what_an_older_porchlight_wrote_is_read_and_written_anew)
{
  g_autoptr (PlConcern) filed = file_as ("form-0001", PL_CONCERN_MONEY, NULL);
  g_autoptr (GBytes) old = NULL;

  ck_assert (say (JO, PL_SIGNED_SEEN, filed, NULL));
  pl_vault_each (store, PL_VAULT_CASE, make_old, &old, NULL);
  ck_assert (pl_vault_put (store, PL_VAULT_CASE, filed->number, old, NULL));
  for (int again = 0; again < 2; again++) {
    stand_reopen ();
    g_autoptr (GPtrArray) concerns = pl_concern_list (store, NULL);
    PlConcern *found = pl_concern_find (concerns, filed->id);
    ck_assert_ptr_nonnull (found);
    ck_assert_str_eq (found->child, "sam");
    ck_assert_uint_eq (found->seen->len, 1);
    ck_assert_uint_eq (found->parts->len, 1);
    ck_assert (pl_concern_save (store, found, NULL));
  }
}
END_TEST

START_TEST (what_is_closed_is_sent_to_nobody_but_how_it_ended)
{
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);

  pass (2 * 24 * 60 * 60);
  turn ();
  ck_assert (sees (KIM, concern) && add_words (concern));
  ck_assert_uint_eq (letters_for (KIM), 2);
  ck_assert (say (JO, PL_SIGNED_CLOSED, concern, NULL));
  ck_assert_uint_eq (letters_for (KIM), 1);
  ck_assert_uint_eq (letters_for (JO), 0);
}
END_TEST

static gboolean
close_and_fail (PlStore *of, gpointer data, GError **error)
{
  ck_assert (say (JO, PL_SIGNED_CLOSED, data, NULL));
  return FALSE;
}

START_TEST (what_is_kept_in_memory_is_what_was_written)
{
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);

  ck_assert (!pl_store_transact (store, close_and_fail, concern, NULL));
  g_autoptr (GPtrArray) kept = pl_concern_list (store, NULL);
  const PlConcern *found = pl_concern_find (kept, concern->id);
  ck_assert_str_eq (pl_concern_state_code (found, FALSE), "saved");
  ck_assert (say (JO, PL_SIGNED_ACTING, concern, NULL));
  stand_reopen ();
  g_autoptr (GPtrArray) read = pl_concern_list (store, NULL);
  ck_assert_str_eq (pl_concern_state_code (pl_concern_find (read, concern->id), FALSE), "acting");
}
END_TEST

static gboolean
file_and_fail (PlStore *of, gpointer data, GError **error)
{
  g_autoptr (PlConcern) concern = file_as ("form-0002", PL_CONCERN_TALK, NULL);

  return FALSE;
}

START_TEST (what_the_disk_did_not_take_is_not_there_at_all)
{
  g_autoptr (PlConcern) kept = file_as ("form-0001", PL_CONCERN_TALK, NULL);
  PlAuditHead before, after;

  ck_assert (pl_concern_chain_head (store, &before, NULL));
  ck_assert (!pl_store_transact (store, file_and_fail, NULL, NULL));
  ck_assert (pl_concern_chain_head (store, &after, NULL));
  g_autoptr (GPtrArray) concerns = pl_concern_list (store, NULL);
  ck_assert_uint_eq (concerns->len, 1);
  ck_assert_mem_eq (&before, &after, sizeof before);
}
END_TEST

START_TEST (only_what_is_closed_for_long_is_removed_with_its_words)
{
  g_autoptr (PlConcern) open = file_as ("form-0001", PL_CONCERN_TALK, NULL);
  g_autoptr (PlConcern) closed = file_as ("form-0002", PL_CONCERN_MONEY, NULL);
  gint64 part = g_array_index (closed->parts, PlConcernPartNote, 0).number;
  const char *held[] = { closed->child, NULL };

  ck_assert (say (JO, PL_SIGNED_CLOSED, closed, NULL));
  ck_assert (pl_concern_delete (store, STAND_NOW_MS / 1000, NULL, NULL));
  g_autoptr (GPtrArray) before = pl_concern_list (store, NULL);
  ck_assert_uint_eq (before->len, 2);
  pass (1000);
  ck_assert (pl_concern_delete (store, stand_time.wall_ms / 1000, held, NULL));
  g_autoptr (GPtrArray) kept = pl_concern_list (store, NULL);
  ck_assert_uint_eq (kept->len, 2);
  ck_assert (pl_concern_delete (store, stand_time.wall_ms / 1000, NULL, NULL));
  g_autoptr (GPtrArray) after = pl_concern_list (store, NULL);
  ck_assert_uint_eq (after->len, 1);
  ck_assert_ptr_nonnull (pl_concern_find (after, open->id));
  ck_assert_ptr_null (pl_vault_get (store, PL_VAULT_PART, part, NULL));
  ck_assert_ptr_null (pl_concern_chain_verify (store, NULL));
}
END_TEST

START_TEST (without_a_reader_the_kind_is_kept_and_it_says_so)
{
  for (guint i = 0; i < PEOPLE; i++)
    ck_assert (pl_reader_revoke (store, &jo, keys[i].id, "gone", NULL));
  look_at_people ();
  g_autoptr (PlConcern) concern = file_as ("form-0001", PL_CONCERN_TALK, NULL);
  ck_assert_uint_eq (concern->readers->len, 0);
  ck_assert (!concern->words_kept);
}
END_TEST

/* Against what is obvious: on the path, its time come, and none of those whom it is not for. */
START_TEST (any_wishes_at_any_time_show_it_to_those_alone_who_may_see_it)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (int i = 0; i < 60; i++) {
    const char *not_these[PEOPLE] = { NULL };
    guint excluded = (guint)g_rand_int_range (random, 0, 1 << 3), n = 0;
    g_autofree char *client = g_strdup_printf ("form-%04d", i);
    for (guint who = JO; who <= LEE; who++)
      if (excluded & (1u << who))
        not_these[n++] = accounts[who];
    g_autoptr (PlConcern) concern =
        file_as (client, (PlConcernKind)g_rand_int_range (random, 0, PL_CONCERN_KINDS), not_these);
    g_autoptr (PlRoute) route = pl_concern_route (concern);
    pass (g_rand_int_range (random, 0, 40 * 60 * 60));
    for (guint who = JO; who < PEOPLE; who++) {
      gboolean may = FALSE;
      for (guint j = 0; j < concern->readers->len; j++) {
        const PlConcernReader *row = &g_array_index (concern->readers, PlConcernReader, j);
        may |= memcmp (row->id, keys[who].id, PL_CARE_ID_SIZE) == 0 &&
               pl_escalation_due (route, care, concern->kind, concern->filed, row->step) <=
                   stand_time.wall_ms / 1000;
      }
      ck_assert (who == RIA || !may || !(excluded & (1u << who)));
      ck_assert_int_eq (sees (who, concern), may);
    }
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    it_is_there_after_another_start_as_it_was_filed,
    the_next_reader_sees_it_when_nobody_did_and_not_before,
    a_clock_that_is_set_back_keeps_nobody_waiting,
    what_was_seen_goes_no_further_unless_who_saw_it_is_gone,
    who_is_not_to_see_it_never_does_whatever_passes,
    states_follow_what_readers_say,
    a_child_has_an_answer_when_a_reader_says_something_and_not_when_staff_logged_it,
    what_was_told_later_waits_until_it_was_seen_too_and_an_old_word_does_not_count_for_it,
    an_acknowledgement_that_comes_again_is_none_even_where_the_readers_clock_is_ahead,
    what_an_older_porchlight_wrote_is_read_and_written_anew,
    what_is_closed_is_sent_to_nobody_but_how_it_ended,
    what_is_kept_in_memory_is_what_was_written,
    what_the_disk_did_not_take_is_not_there_at_all,
    only_what_is_closed_for_long_is_removed_with_its_words,
    without_a_reader_the_kind_is_kept_and_it_says_so,
    any_wishes_at_any_time_show_it_to_those_alone_who_may_see_it,
    NULL,
  };

  return pl_tap_main_with ("concern", tests, 120, set_up, tear_down);
}
