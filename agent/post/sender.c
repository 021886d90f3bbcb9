/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/sender.h"

#include <glib/gi18n.h>
#include <sodium.h>

#include "agent/records/reader-route.h"
#include "agent/time/clock.h"

struct _PlSender {
  PlSenderOptions options;
  char *route;
  GArray *queue;    /* of PlOutboxDue */
  PlErrand *errand; /* that is out; NULL: none */
  gboolean missed;  /* it set out before an occasion came */

  /* the letter that is out */
  PlOutboxDue due;
  PlOutboxParcel *parcel;
  gboolean unwritten; /* it has ended so, and the store does not know yet */
  PlOutboxEnd end;
  PlPostAnswer answer;
};

/* What staff read of a test that was tried. */
static char *
problem_of (const PlPostAnswer *answer)
{
  if (answer->outcome == PL_POST_DONE)
    return g_strdup ("");
  return answer->status != 0
             ? g_strdup_printf (NC_ ("said", "the server's answer was %u: %s"), answer->status,
                                pl_post_failure_text (answer->failure))
             : g_strdup (pl_post_failure_text (answer->failure));
}

/* Writes down how it went; FALSE while the store does not take it. */
static gboolean
write_end (PlSender *sender)
{
  g_autoptr (GError) error = NULL;
  PlStore *store = sender->options.store;

  sender->unwritten =
      !pl_outbox_end (store, &sender->due, sender->end, randombytes_random (), &error);
  if (!sender->unwritten && sender->parcel->purpose == PL_OUTBOX_TEST) {
    g_autofree char *problem = problem_of (&sender->answer);
    pl_reader_route_tried (store, sender->parcel->id, problem, NULL);
  }
  if (sender->unwritten)
    return FALSE;
  g_clear_pointer (&sender->parcel, pl_outbox_parcel_free);
  return TRUE;
}

static void
note_answer (PlSender *sender, const PlPostAnswer *answer)
{
  static const PlOutboxEnd ends[] = {
    [PL_POST_DONE] = PL_OUTBOX_TAKEN,
    [PL_POST_FAILED] = PL_OUTBOX_FAILED,
    [PL_POST_UNSURE] = PL_OUTBOX_UNSURE,
  };

  sender->answer = *answer;
  sender->end = ends[answer->outcome];
  if (sender->end != PL_OUTBOX_FAILED && !g_str_equal (sender->route, PL_ROUTE_NOTICES))
    sender->options.out (sender->options.data);
  write_end (sender);
}

static void
on_sent (GBytes *bytes, gpointer data)
{
  PlSender *sender = data;
  PlPostAnswer answer;

  g_clear_pointer (&sender->errand, pl_errand_free);
  /* Who ends without an answer may have done it. */
  if (bytes == NULL || !pl_post_read_answer (bytes, &answer))
    answer = (PlPostAnswer){ .outcome = PL_POST_UNSURE, .failure = PL_POST_FAILURE_STOPPED };
  note_answer (sender, &answer);
  if (!pl_sender_go (sender) || !pl_sender_is_busy (sender))
    sender->options.done (sender->options.data);
}

/* Who is not there now finds it when they come. */
static void
give_notice (PlSender *sender)
{
  const PlPostAnswer answer = { .outcome = PL_POST_DONE };

  sender->options.notice (sender->parcel->reader, sender->options.notice_data);
  note_answer (sender, &answer);
}

static void
send_parcel (PlSender *sender)
{
  const PlOutboxParcel *parcel = sender->parcel;
  const PlCarrierLetter letter = { parcel->address, parcel->name, parcel->envelope,
                                   pl_clock_wall_ms () };
  PlPostAnswer answer = { .outcome = PL_POST_FAILED };
  PlPostFailure why;

  sender->errand =
      pl_carrier_send (sender->options.carrier, sender->route, &letter, on_sent, sender, &why);
  if (sender->errand != NULL)
    return;
  answer.failure = why;
  note_answer (sender, &answer);
}

/* The next letter; FALSE where the store does not take down that it begins. */
static gboolean
begin_next (PlSender *sender)
{
  g_autoptr (GError) error = NULL;

  sender->due = g_array_index (sender->queue, PlOutboxDue, 0);
  g_array_remove_index (sender->queue, 0);
  sender->parcel = pl_outbox_begin (sender->options.store, &sender->due, &error);
  if (sender->parcel != NULL && g_str_equal (sender->route, PL_ROUTE_NOTICES))
    give_notice (sender);
  else if (sender->parcel != NULL)
    send_parcel (sender);
  else if (error != NULL)
    pl_sender_clear (sender);
  return error == NULL;
}

gboolean
pl_sender_go (PlSender *sender)
{
  if (sender->unwritten && !write_end (sender))
    return FALSE;
  while (sender->errand == NULL && !sender->unwritten && sender->queue->len > 0)
    if (!begin_next (sender))
      return FALSE;
  return !sender->unwritten;
}

void
pl_sender_clear (PlSender *sender)
{
  g_array_set_size (sender->queue, 0);
}

void
pl_sender_add (PlSender *sender, const PlOutboxDue *due)
{
  g_array_append_val (sender->queue, *due);
}

const char *
pl_sender_route (const PlSender *sender)
{
  return sender->route;
}

gboolean
pl_sender_is_busy (const PlSender *sender)
{
  return sender->errand != NULL;
}

void
pl_sender_note_occasion (PlSender *sender)
{
  sender->missed |= pl_sender_is_busy (sender);
}

gboolean
pl_sender_take_occasion (PlSender *sender)
{
  gboolean missed = sender->missed && !pl_sender_is_busy (sender);

  sender->missed &= !missed;
  return missed;
}

PlSender *
pl_sender_new (const char *route, const PlSenderOptions *options)
{
  PlSender *sender = g_new0 (PlSender, 1);

  sender->options = *options;
  sender->route = g_strdup (route);
  sender->queue = g_array_new (FALSE, FALSE, sizeof (PlOutboxDue));
  return sender;
}

void
pl_sender_free (PlSender *sender)
{
  if (sender == NULL)
    return;
  if (sender->errand != NULL)
    pl_outbox_end (sender->options.store, &sender->due, PL_OUTBOX_UNSURE, 0, NULL);
  g_clear_pointer (&sender->errand, pl_errand_free);
  g_clear_pointer (&sender->parcel, pl_outbox_parcel_free);
  g_array_unref (sender->queue);
  g_free (sender->route);
  g_free (sender);
}
