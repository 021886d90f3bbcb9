/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "policy/care/gift.h"
#include "policy/care/letter.h"
#include "policy/care/passphrase.h"
#include "policy/care/pin-change.h"
#include "policy/care/recipients.h"
#include "policy/care/signed.h"
#include "policy/care/words-file.h"
#include "policy/error.h"
#include "tests/tap.h"

#define PASSPHRASE "correct horse battery"

/* Two readers, each with a key. */
static PlReaderKey lee, kim;
static PlReaderSecret *lees, *kims;

static PlReaderSecret *
make (PlReaderKey *key, const char *name)
{
  g_assert_true (pl_reader_key_new (key, name, PASSPHRASE, strlen (PASSPHRASE), PL_PASSPHRASE_MIN,
                                    PL_WRAP_TEST, NULL));
  return pl_reader_key_unlock (key, PASSPHRASE, strlen (PASSPHRASE), NULL);
}

static void
set_up (void)
{
  lees = make (&lee, "Lee Lead");
  kims = make (&kim, "Kim");
}

static void
tear_down (void)
{
  g_clear_pointer (&lees, pl_reader_secret_free);
  g_clear_pointer (&kims, pl_reader_secret_free);
}

static void
new_head (PlSealedHead *head)
{
  head->type = PL_SEALED_CONCERN;
  pl_care_id_new (head->subject);
  pl_care_id_new (head->part);
}

/* A message for lee of so many bytes. */
static GBytes *
message_of (const PlSealedHead *head, const guint8 *text, gsize length)
{
  guint8 key[PL_CONTENT_KEY_SIZE], sealed_key[PL_SEALED_KEY_SIZE];
  g_autoptr (GBytes) content = pl_sealed_content (head, text, length, key);

  pl_sealed_key (head, key, lee.id, lee.box, sealed_key);
  return pl_sealed_message (head, lee.id, sealed_key, content);
}

START_TEST (a_key_file_reads_as_it_was_written_and_opens_with_its_passphrase_only)
{
  g_autofree char *text = pl_reader_key_text (&lee, TRUE);
  g_autofree char *card = pl_reader_key_text (&lee, FALSE);
  g_autoptr (GError) error = NULL;
  PlReaderKey read;

  ck_assert (pl_reader_key_parse (&read, "k", text, strlen (text), NULL));
  ck_assert_mem_eq (&read, &lee, sizeof read);
  ck_assert_ptr_null (pl_reader_key_unlock (&read, "correct horse batterz", 21, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED));
  ck_assert (pl_reader_key_parse (&read, "k", card, strlen (card), NULL));
  ck_assert (!read.wrapped);
  ck_assert_ptr_null (strstr (card, "Secret"));
}
END_TEST

START_TEST (another_passphrase_leaves_the_keys_as_they_are)
{
  PlReaderKey again = lee;

  ck_assert (
      !pl_reader_key_rewrap (&again, lees, "short", 5, PL_PASSPHRASE_MIN, PL_WRAP_TEST, NULL));
  ck_assert (pl_reader_key_rewrap (&again, lees, "another of mine", 15, PL_PASSPHRASE_MIN,
                                   PL_WRAP_TEST, NULL));
  ck_assert_mem_eq (again.id, lee.id, sizeof lee.id);
  ck_assert_ptr_null (pl_reader_key_unlock (&again, PASSPHRASE, strlen (PASSPHRASE), NULL));
  g_autoptr (PlReaderSecret) secret = pl_reader_key_unlock (&again, "another of mine", 15, NULL);
  ck_assert_mem_eq (pl_reader_secret_box (secret), pl_reader_secret_box (lees), 32);
}
END_TEST

START_TEST (a_key_file_whose_id_or_private_keys_are_of_other_keys_is_refused)
{
  PlReaderKey mixed = lee;

  memcpy (mixed.box, kim.box, sizeof mixed.box);
  g_autofree char *text = pl_reader_key_text (&mixed, TRUE);
  ck_assert (!pl_reader_key_parse (&mixed, "k", text, strlen (text), NULL));
  /* The id is bound to what is wrapped. */
  mixed = kim;
  mixed.ops = lee.ops;
  memcpy (mixed.salt, lee.salt, sizeof mixed.salt);
  memcpy (mixed.nonce, lee.nonce, sizeof mixed.nonce);
  memcpy (mixed.secret, lee.secret, sizeof mixed.secret);
  ck_assert_ptr_null (pl_reader_key_unlock (&mixed, PASSPHRASE, strlen (PASSPHRASE), NULL));
}
END_TEST

START_TEST (every_length_comes_back_and_sizes_tell_only_powers_of_two)
{
  static const gsize lengths[] = { 0, 1, 1023, 1024, 1025, 2047, 2048, 31999, PL_SEALED_TEXT_MAX };
  g_autofree guint8 *text = g_malloc (PL_SEALED_TEXT_MAX);

  randombytes_buf (text, PL_SEALED_TEXT_MAX);
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    PlSealedHead head;
    PlSealed sealed;
    gsize length, size;
    new_head (&head);
    g_autoptr (GBytes) message = message_of (&head, text, lengths[i]);
    ck_assert (pl_sealed_read (g_bytes_get_data (message, &size), g_bytes_get_size (message),
                               &sealed, NULL));
    gsize padded = size - PL_SEALED_HEAD_SIZE - 16;
    ck_assert (padded > lengths[i] && (padded & (padded - 1)) == 0);
    guint8 *opened = pl_sealed_open (&sealed, &lee, lees, &length, NULL);
    ck_assert_ptr_nonnull (opened);
    ck_assert_uint_eq (length, lengths[i]);
    ck_assert (memcmp (opened, text, length) == 0);
    sodium_free (opened);
  }
}
END_TEST

START_TEST (a_message_is_for_its_reader_and_for_nobody_else)
{
  PlSealedHead head;
  PlSealed sealed;
  gsize length;
  g_autoptr (GError) error = NULL;

  new_head (&head);
  g_autoptr (GBytes) message = message_of (&head, (const guint8 *)"words", 5);
  ck_assert (
      pl_sealed_read (g_bytes_get_data (message, NULL), g_bytes_get_size (message), &sealed, NULL));
  ck_assert_ptr_null (pl_sealed_open (&sealed, &kim, kims, &length, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED));
  /* Nor by the name of another. */
  memcpy (sealed.reader, kim.id, sizeof kim.id);
  ck_assert_ptr_null (pl_sealed_open (&sealed, &kim, kims, &length, NULL));
  ck_assert_ptr_null (pl_sealed_open (&sealed, &lee, lees, &length, NULL));
}
END_TEST

START_TEST (one_reader_gives_it_to_another)
{
  PlSealedHead head;
  PlSealed sealed, second;
  guint8 sealed_key[PL_SEALED_KEY_SIZE];
  gsize length;

  new_head (&head);
  g_autoptr (GBytes) message = message_of (&head, (const guint8 *)"words", 5);
  ck_assert (
      pl_sealed_read (g_bytes_get_data (message, NULL), g_bytes_get_size (message), &sealed, NULL));
  ck_assert (!pl_sealed_reseal (&sealed, &kim, kims, kim.id, kim.box, sealed_key, NULL));
  ck_assert (pl_sealed_reseal (&sealed, &lee, lees, kim.id, kim.box, sealed_key, NULL));
  g_autoptr (GBytes) content = g_bytes_new (sealed.content, sealed.content_length);
  g_autoptr (GBytes) copy = pl_sealed_message (&head, kim.id, sealed_key, content);
  ck_assert (
      pl_sealed_read (g_bytes_get_data (copy, NULL), g_bytes_get_size (copy), &second, NULL));
  guint8 *opened = pl_sealed_open (&second, &kim, kims, &length, NULL);
  ck_assert_str_eq ((char *)opened, "words");
  sodium_free (opened);
}
END_TEST

START_TEST (a_message_with_any_bit_changed_is_refused)
{
  PlSealedHead head;
  gsize size, length;

  new_head (&head);
  g_autoptr (GBytes) message = message_of (&head, (const guint8 *)"words", 5);
  const guint8 *bytes = g_bytes_get_data (message, &size);
  for (gsize i = 0; i < size; i++) {
    g_autofree guint8 *changed = g_memdup2 (bytes, size);
    PlSealed sealed;
    changed[i] ^= (guint8)(1 << (i % 8));
    if (pl_sealed_read (changed, size, &sealed, NULL))
      ck_assert_ptr_null (pl_sealed_open (&sealed, &lee, lees, &length, NULL));
  }
  for (gsize cut = 0; cut < size; cut += 7) {
    PlSealed sealed;
    ck_assert (!pl_sealed_read (bytes, cut, &sealed, NULL));
  }
}
END_TEST

static GBytes *
answer_of (const char *text)
{
  const guint8 subject[PL_CARE_ID_SIZE] = { 7 };
  PlRecipient recipients[2];

  memcpy (recipients[0].id, lee.id, sizeof lee.id);
  memcpy (recipients[0].box, lee.box, sizeof lee.box);
  memcpy (recipients[1].id, kim.id, sizeof kim.id);
  memcpy (recipients[1].box, kim.box, sizeof kim.box);
  return pl_signed_new (PL_SIGNED_ANSWER, subject, &kim, kims, 1795320000, (const guint8 *)text,
                        strlen (text), recipients, 2, NULL);
}

START_TEST (a_signed_message_says_who_and_what_and_opens_for_its_recipients)
{
  g_autoptr (GBytes) bytes = answer_of ("I am here");
  PlSigned message;
  PlSealedHead head;
  PlSealed sealed;
  gsize length;

  ck_assert (
      pl_signed_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &message, NULL));
  ck_assert_int_eq (message.kind, PL_SIGNED_ANSWER);
  ck_assert_mem_eq (message.reader, kim.id, sizeof kim.id);
  ck_assert_int_eq (message.when, 1795320000);
  ck_assert (pl_signed_verify (&message, kim.sign));
  ck_assert (!pl_signed_verify (&message, lee.sign));
  pl_signed_content_head (&message, &head);
  g_autoptr (GBytes) content = g_bytes_new (message.content, message.content_length);
  g_autoptr (GBytes) copy = pl_sealed_message (&head, pl_signed_recipient (&message, 0),
                                               pl_signed_recipient_key (&message, 0), content);
  ck_assert (
      pl_sealed_read (g_bytes_get_data (copy, NULL), g_bytes_get_size (copy), &sealed, NULL));
  guint8 *opened = pl_sealed_open (&sealed, &lee, lees, &length, NULL);
  ck_assert_str_eq ((char *)opened, "I am here");
  sodium_free (opened);
}
END_TEST

START_TEST (a_signed_message_with_any_bit_changed_is_refused)
{
  g_autoptr (GBytes) bytes = answer_of ("x");
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++) {
    g_autofree guint8 *changed = g_memdup2 (data, size);
    PlSigned message;
    changed[i] ^= (guint8)(1 << (i % 8));
    ck_assert (!pl_signed_read (changed, size, &message, NULL) ||
               !pl_signed_verify (&message, kim.sign));
  }
}
END_TEST

START_TEST (a_message_has_recipients_when_it_has_words_and_else_none)
{
  const guint8 subject[PL_CARE_ID_SIZE] = { 0 };
  const PlRecipient nobody[1] = { 0 };

  ck_assert_ptr_null (pl_signed_new (PL_SIGNED_ANSWER, subject, &kim, kims, 1, (const guint8 *)"x",
                                     1, NULL, 0, NULL));
  ck_assert_ptr_null (pl_signed_new (PL_SIGNED_SEEN, subject, &kim, kims, 1, (const guint8 *)"x", 1,
                                     nobody, 1, NULL));
  g_autoptr (GBytes) seen =
      pl_signed_new (PL_SIGNED_SEEN, subject, &kim, kims, 1, NULL, 0, NULL, 0, NULL);
  ck_assert_uint_eq (g_bytes_get_size (seen), 68 + 64);
}
END_TEST

START_TEST (a_letter_keeps_its_lines_apart_from_the_words)
{
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();
  const char *words = "Kind: not a line\n\nof the head";
  gsize length;

  pl_letter_head_add (head, "Child", "sam\nKind: forged");
  pl_letter_head_add (head, "Kind", "talk");
  guint8 *letter = pl_letter_new (head, (const guint8 *)words, strlen (words), &length);
  g_autofree char *child = pl_letter_value (letter, length, "Child");
  g_autofree char *kind = pl_letter_value (letter, length, "Kind");
  ck_assert_str_eq (child, "sam Kind: forged");
  ck_assert_str_eq (kind, "talk");
  gsize at = pl_letter_words (letter, length);
  ck_assert_uint_eq (length - at, strlen (words));
  ck_assert (memcmp (letter + at, words, strlen (words)) == 0);
  sodium_free (letter);
}
END_TEST

START_TEST (words_travel_in_a_file_that_can_change_no_more)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  int fd = pl_words_file_new ((const guint8 *)"na\xc3\xafve", 6, NULL);
  guint8 *words = pl_words_file_read (fd, &length, NULL);

  ck_assert_uint_eq (length, 6);
  ck_assert (memcmp (words, "na\xc3\xafve", 6) == 0);
  sodium_free (words);
  ck_assert_int_eq (pwrite (fd, "x", 1, 0), -1);
  close (fd);
  fd = memfd_create ("open", MFD_ALLOW_SEALING);
  ck_assert_ptr_null (pl_words_file_read (fd, &length, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  close (fd);
}
END_TEST

START_TEST (words_that_are_too_long_or_no_text_are_refused)
{
  g_autofree char *long_words = g_strnfill (PL_WORDS_MAX + 1, 'a');
  g_autoptr (GError) error = NULL;

  ck_assert (pl_words_check ((guint8 *)long_words, PL_WORDS_MAX, NULL));
  ck_assert (!pl_words_check ((guint8 *)long_words, PL_WORDS_MAX + 1, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT));
  ck_assert (!pl_words_check ((const guint8 *)"\xff", 1, NULL));
  ck_assert (!pl_words_check ((const guint8 *)"a\0b", 3, NULL));
  ck_assert (!pl_words_check ((const guint8 *)"\x1b[2J", 4, NULL));
  ck_assert (pl_words_check ((const guint8 *)"", 0, NULL));
}
END_TEST

START_TEST (what_a_reader_hands_on_opens_for_whom_it_was_given)
{
  PlSealedHead head;
  PlSealed sealed;
  GVariantBuilder parts;
  gsize length;

  new_head (&head);
  g_autoptr (GBytes) message = message_of (&head, (const guint8 *)"words", 5);
  g_variant_builder_init (&parts, G_VARIANT_TYPE ("aa{sv}"));
  for (int i = 0; i < 2; i++) { /* one that lee has, and one without a copy */
    g_variant_builder_open (&parts, G_VARIANT_TYPE_VARDICT);
    g_variant_builder_add (&parts, "{sv}", "sealed",
                           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                                      g_bytes_get_data (message, NULL),
                                                      i == 0 ? g_bytes_get_size (message) : 0, 1));
    g_variant_builder_close (&parts);
  }
  g_autoptr (GVariant) rows = g_variant_ref_sink (g_variant_builder_end (&parts));
  g_autoptr (GVariant) gift = g_variant_ref_sink (pl_gift_new (rows, &lee, lees, &kim));
  ck_assert_uint_eq (g_variant_n_children (gift), 1);
  g_autoptr (GVariant) part = NULL, key = NULL;
  g_variant_get_child (gift, 0, "(@ay@ay)", &part, &key);
  ck_assert_mem_eq (g_variant_get_fixed_array (part, &length, 1), head.part, PL_CARE_ID_SIZE);
  g_assert_true (
      pl_sealed_read (g_bytes_get_data (message, NULL), g_bytes_get_size (message), &sealed, NULL));
  g_autoptr (GBytes) content = g_bytes_new (sealed.content, sealed.content_length);
  g_autoptr (GBytes) kims_copy =
      pl_sealed_message (&head, kim.id, g_variant_get_fixed_array (key, &length, 1), content);
  g_assert_true (pl_sealed_read (g_bytes_get_data (kims_copy, NULL), g_bytes_get_size (kims_copy),
                                 &sealed, NULL));
  guint8 *text = pl_sealed_open (&sealed, &kim, kims, &length, NULL);
  ck_assert_ptr_nonnull (text);
  ck_assert_str_eq ((const char *)text, "words");
  sodium_free (text);
}
END_TEST

START_TEST (an_answer_goes_to_whom_the_letter_names)
{
  g_autofree char *id = pl_care_id_text (kim.id), *box = pl_care_hex (kim.box, sizeof kim.box);
  g_autofree char *letter = g_strdup_printf (
      "Child: sam\nAnswer-to: %s %s\nAnswer-to: nonsense\n\nAnswer-to: %s %s\n", id, box, id, box);
  g_autoptr (GArray) recipients = pl_recipients_of_letter ((const guint8 *)letter, strlen (letter));

  ck_assert_uint_eq (recipients->len, 1);
  ck_assert_mem_eq (g_array_index (recipients, PlRecipient, 0).id, kim.id, PL_CARE_ID_SIZE);
  ck_assert_mem_eq (g_array_index (recipients, PlRecipient, 0).box, kim.box, PL_PUBLIC_KEY_SIZE);
}
END_TEST

START_TEST (a_passphrase_is_said_to_be_as_strong_as_it_is)
{
  ck_assert_int_eq (pl_passphrase_strength (""), PL_PASSPHRASE_TOO_SHORT);
  ck_assert_int_eq (pl_passphrase_strength ("elevensigns"), PL_PASSPHRASE_TOO_SHORT);
  ck_assert_int_eq (pl_passphrase_strength ("aaaaaaaaaaaaaaaaaaaaaaaa"), PL_PASSPHRASE_WEAK);
  ck_assert_int_eq (pl_passphrase_strength ("121212121212"), PL_PASSPHRASE_WEAK);
  ck_assert_int_eq (pl_passphrase_strength ("twelve signs"), PL_PASSPHRASE_FAIR);
  ck_assert_int_eq (pl_passphrase_strength ("correct horse battery staple"), PL_PASSPHRASE_STRONG);
}
END_TEST

static gboolean
proves (const PlReaderKey *old, const PlReaderKey *next, const char *text, GBytes *proof)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (proof, &length);

  return pl_pin_change_verify (old, next, text, bytes, length);
}

START_TEST (a_pin_is_changed_once_by_who_knows_the_old_one)
{
  PlReaderKey next = lee, after = lee, other = kim;

  ck_assert (pl_reader_key_rewrap (&next, lees, "271828", 6, PL_PIN_MIN, PL_WRAP_TEST, NULL));
  ck_assert (pl_reader_key_rewrap (&after, lees, "161803", 6, PL_PIN_MIN, PL_WRAP_TEST, NULL));
  g_autofree char *text = pl_reader_key_text (&next, TRUE);
  g_autofree char *after_text = pl_reader_key_text (&after, TRUE);
  g_autofree char *other_text = pl_reader_key_text (&other, TRUE);
  g_autoptr (GBytes) proof = pl_pin_change_prove (&lee, lees, text);
  ck_assert (proves (&lee, &next, text, proof));
  ck_assert_msg (!proves (&lee, &after, after_text, proof), "a proof is of one file");
  ck_assert_msg (!proves (&next, &next, text, proof), "and of one change");
  g_autoptr (GBytes) forged = pl_pin_change_prove (&lee, kims, text);
  ck_assert (!proves (&lee, &next, text, forged));
  g_autoptr (GBytes) taken = pl_pin_change_prove (&lee, lees, other_text);
  ck_assert_msg (!proves (&lee, &other, other_text, taken), "the keys stay the same");
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  ck_assert (!proves (&lee, &next, text, none));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_key_file_reads_as_it_was_written_and_opens_with_its_passphrase_only,
    another_passphrase_leaves_the_keys_as_they_are,
    a_key_file_whose_id_or_private_keys_are_of_other_keys_is_refused,
    every_length_comes_back_and_sizes_tell_only_powers_of_two,
    a_message_is_for_its_reader_and_for_nobody_else,
    one_reader_gives_it_to_another,
    a_message_with_any_bit_changed_is_refused,
    a_signed_message_says_who_and_what_and_opens_for_its_recipients,
    a_signed_message_with_any_bit_changed_is_refused,
    a_message_has_recipients_when_it_has_words_and_else_none,
    a_letter_keeps_its_lines_apart_from_the_words,
    words_travel_in_a_file_that_can_change_no_more,
    words_that_are_too_long_or_no_text_are_refused,
    what_a_reader_hands_on_opens_for_whom_it_was_given,
    an_answer_goes_to_whom_the_letter_names,
    a_passphrase_is_said_to_be_as_strong_as_it_is,
    a_pin_is_changed_once_by_who_knows_the_old_one,
    NULL,
  };

  return pl_tap_main_with ("sealed", tests, 60, set_up, tear_down);
}
