/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/source-update.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/lists/download.h"
#include "agent/lists/list-check.h"
#include "policy/error.h"

#define HOUR 3600
/* After the first failure; each further one doubles it, up to the source's own interval. */
#define FIRST_RETRY (15 * 60)
/* The same of a source of which no list has come yet: its home has nothing else. */
#define FIRST_RETRY_OF_NONE 60
/* A server that asks for more is asked again all the same. */
#define WAIT_MAX (7 * 24 * HOUR)
/* What is fetched in one look before it is put off: a rest, then the whole. */
#define TRIES 3
/* Of a digest, in the id of a held list. */
#define ID_DIGITS 8

PlSourceUpdate *
pl_source_update_new (const PlUpdate *update, const PlListSource *source)
{
  PlSourceUpdate *self = g_new0 (PlSourceUpdate, 1);
  g_auto (PlListCheck) check = { 0 };

  self->update = update;
  self->source = source;
  self->list = g_strconcat (source->id, ".list", NULL);
  self->held = g_strconcat (source->id, ".held", NULL);
  self->part = g_strconcat (source->id, ".part", NULL);
  self->file = g_strconcat (source->id, ".state", NULL);
  self->state = pl_source_state_read (self->file);
  PlListFacts *good = &self->state->good;
  if (access (self->list, F_OK) != 0) {
    pl_list_facts_clear (good);
  } else if (*good->digest == '\0' &&
             pl_list_check (update->importer, self->list, source->category, &check, NULL)) {
    pl_source_state_set (&good->digest, check.digest);
    pl_source_state_set (&good->guarded, check.guarded);
    good->entries = (gint64)check.entries;
    good->size = (gint64)check.size;
  }
  if (access (self->held, F_OK) != 0)
    pl_list_facts_clear (&self->state->held);
  return self;
}

void
pl_source_update_free (PlSourceUpdate *self)
{
  if (self == NULL)
    return;
  pl_source_state_free (self->state);
  g_free (self->list);
  g_free (self->held);
  g_free (self->part);
  g_free (self->file);
  g_free (self->error);
  g_free (self);
}

/* ---- when ---- */

/*
 * Between nine and eleven tenths, so that not every home comes at once; the same part of it for every source of a
 * run, so that those that failed together are due together.
 */
static gint64
with_jitter (const PlUpdate *update, gint64 seconds)
{
  return seconds * 9 / 10 + seconds / 5 * update->random / G_MAXUINT32;
}

gboolean
pl_source_update_is_due (const PlSourceUpdate *self, gboolean now)
{
  const PlSourceState *state = self->state;
  gint64 present = self->update->now;

  if (self->source->off || (state->wait > present && state->wait <= present + WAIT_MAX))
    return FALSE;
  /* A time in the future is from a clock that was wrong. */
  return now || state->due <= present || state->checked > present;
}

static gint64
first_retry (const PlSourceState *state)
{
  return *state->good.digest != '\0' ? FIRST_RETRY : FIRST_RETRY_OF_NONE;
}

static void
plan_next (PlSourceUpdate *self)
{
  PlSourceState *state = self->state;
  gint64 interval = (gint64)self->source->every_h * HOUR;

  state->failures = self->error != NULL ? MIN (state->failures + 1, 16) : 0;
  if (state->failures > 0)
    interval = MIN (interval, first_retry (state) << (state->failures - 1));
  state->due = self->update->now + with_jitter (self->update, interval);
}

/* It failed before, and fails again before its time: whoever is impatient, or pulls at a cable, puts its time off no further. */
static gboolean
stays_due (const PlSourceUpdate *self)
{
  const PlSourceState *state = self->state;

  return self->error != NULL && state->failures > 0 && state->due > self->update->now &&
         state->checked <= self->update->now;
}

static void
plan (PlSourceUpdate *self, guint32 retry_after_s)
{
  PlSourceState *state = self->state;

  if (!stays_due (self))
    plan_next (self);
  state->checked = self->update->now;
  state->wait = 0;
  if (retry_after_s > 0)
    state->wait = state->checked + MIN ((gint64)retry_after_s, WAIT_MAX);
  state->due = MAX (state->due, state->wait);
}

/* ---- what comes ---- */

static void
set_result (PlSourceUpdate *self, const char *text)
{
  pl_source_state_set (&self->state->result, text);
}

static void
fail (PlSourceUpdate *self, const char *reason)
{
  gboolean list = *self->state->good.digest != '\0';
  g_autofree char *text = g_strdup_printf (
      list ? NC_ ("said", "failed: %s; the last good list stays") : NC_ ("said", "failed: %s"),
      reason);

  g_free (self->error);
  self->error = g_strdup (reason);
  set_result (self, text);
}

static gboolean
save (PlSourceUpdate *self, GError **error)
{
  return pl_source_state_write (self->state, self->file, error);
}

static gboolean
put (const char *from, const char *to, GError **error)
{
  if (rename (from, to) == 0)
    return TRUE;
  return pl_error_io (error, to, g_strerror (errno));
}

static void
note (PlListFacts *facts, const PlListCheck *check, const PlFetchHead *head, gint64 now)
{
  pl_source_state_set (&facts->tag, head->tag);
  pl_source_state_set (&facts->modified, head->modified);
  pl_source_state_set (&facts->digest, check->digest);
  pl_source_state_set (&facts->guarded, check->guarded);
  facts->entries = (gint64)check->entries;
  facts->size = (gint64)check->size;
  facts->fetched = now;
}

/* A list is put in its place before the state says so: what the state then lacks is found out again. */
static gboolean
take (PlSourceUpdate *self, const PlListCheck *check, const PlFetchHead *head, GError **error)
{
  PlSourceState *state = self->state;

  if (!put (self->part, self->list, error))
    return FALSE;
  note (&state->good, check, head, self->update->now);
  unlink (self->held);
  pl_list_facts_clear (&state->held);
  pl_source_state_set (&state->rejected, "");
  set_result (self, NC_ ("said", "new list"));
  return TRUE;
}

static gboolean
hold (PlSourceUpdate *self,
      const PlListCheck *check,
      const PlFetchHead *head,
      const char *reason,
      GError **error)
{
  PlSourceState *state = self->state;
  g_autofree char *text =
      g_strdup_printf (NC_ ("said", "held for a person to look at: %s"), reason);

  if (!put (self->part, self->held, error))
    return FALSE;
  note (&state->held, check, head, self->update->now);
  pl_source_state_set (&state->reason, reason);
  set_result (self, text);
  return TRUE;
}

static gboolean
judge (PlSourceUpdate *self, const PlFetchHead *head, GError **error)
{
  const PlListFacts *good = &self->state->good;
  g_auto (PlListCheck) check = { 0 };

  if (!pl_list_check (self->update->importer, self->part, self->source->category, &check, error))
    return FALSE;
  if (check.entries < (guint64)self->source->minimum) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "it has %lu sites; at least %d are expected"), (gulong)check.entries,
                 self->source->minimum);
    return FALSE;
  }
  if (g_str_equal (check.digest, self->state->rejected)) {
    set_result (
        self, NC_ ("said", "the list that was rejected is still there; the last good list stays"));
    unlink (self->part);
    return TRUE;
  }
  g_autofree char *reason = pl_list_check_hold (&check, (guint64)good->entries, good->guarded);
  return reason != NULL ? hold (self, &check, head, reason, error)
                        : take (self, &check, head, error);
}

/* ---- asking ---- */

/* A weak tag does not say that bytes are the same (RFC 9110, 8.8.3). */
static gboolean
is_strong (const char *tag)
{
  return *tag == '"';
}

static void
fill_job (const PlSourceUpdate *self, PlFetchJob *job)
{
  const PlUpdate *update = self->update;
  const PlSourceState *state = self->state;
  const char *secret = g_hash_table_lookup (update->credentials, self->source->id);
  /* A held list is compared with, too: what a person is looking at need not come again. */
  const PlListFacts *have = *state->held.digest != '\0' ? &state->held : &state->good;
  struct stat part;

  *job = (PlFetchJob){ .size_max = PL_UPDATE_LIST_MAX,
                       .connect_ms = update->connect_ms,
                       .stall_ms = update->stall_ms,
                       .total_ms = update->total_ms };
  g_strlcpy (job->address, self->source->address, sizeof job->address);
  g_strlcpy (job->authorization, secret != NULL ? secret : "", sizeof job->authorization);
  if (is_strong (state->part_tag) && stat (self->part, &part) == 0 && part.st_size > 0 &&
      (guint64)part.st_size < PL_UPDATE_LIST_MAX) {
    job->offset = (guint64)part.st_size;
    g_strlcpy (job->tag, state->part_tag, sizeof job->tag);
  } else if (*have->digest != '\0') {
    g_strlcpy (job->tag, have->tag, sizeof job->tag);
    g_strlcpy (job->modified, have->modified, sizeof job->modified);
  }
}

/* The file begins anew: from now on its rest is that of this tag. */
static gboolean
on_begun (const PlFetchHead *head, gpointer user_data, GError **error)
{
  PlSourceUpdate *self = user_data;

  pl_source_state_set (&self->state->part_tag, head->tag);
  return save (self, error);
}

static void
on_progress (guint64 bytes, guint64 total, gpointer user_data)
{
  PlSourceUpdate *self = user_data;
  PlUpdateMessage message = { .type = PL_UPDATE_PROGRESS,
                              .bytes = (gint64)bytes,
                              .total = (gint64)total };

  g_strlcpy (message.source, self->source->id, sizeof message.source);
  g_strlcpy (message.text, NC_ ("said", "fetching"), sizeof message.text);
  self->update->tell (&message, self->update->user_data);
}

static PlDownloadOutcome
fetch (PlSourceUpdate *self, PlFetchJob *job, PlDownloadAnswer *answer, GError **error)
{
  const PlUpdate *update = self->update;
  int fetcher = update->fetcher (update->user_data, error);
  PlDownload download = {
    .job = job,
    .fetcher = fetcher,
    .path = self->part,
    .begun = on_begun,
    .progress = on_progress,
    .user_data = self,
  };

  *answer = (PlDownloadAnswer){ .failure = -1 };
  if (fetcher < 0)
    return PL_DOWNLOAD_FAILED;
  on_progress (job->offset, 0, self);
  PlDownloadOutcome outcome = pl_download_run (&download, answer, error);
  close (fetcher);
  return outcome;
}

/* A connection that broke is gone on with at once; a rest that does not fit is begun anew. */
static gboolean
is_worth_a_try (const PlSourceUpdate *self, const PlFetchJob *job, int failure)
{
  struct stat part;

  if (failure == PL_FETCH_FAILED_CHANGED) {
    unlink (self->part);
    return job->offset > 0;
  }
  return failure == PL_FETCH_FAILED_SHORT && is_strong (self->state->part_tag) &&
         stat (self->part, &part) == 0 && (guint64)part.st_size > job->offset;
}

/* What cannot be a part of anything makes room. */
static void
drop_part (const PlSourceUpdate *self, int failure)
{
  if (failure != PL_FETCH_FAILED_SHORT && failure != PL_FETCH_FAILED_STALLED &&
      failure != PL_FETCH_FAILED_SLOW && failure != PL_FETCH_FAILED_CONNECT &&
      failure != PL_FETCH_FAILED_NAME)
    unlink (self->part);
}

static gboolean
ask (PlSourceUpdate *self, PlDownloadAnswer *answer, GError **error)
{
  PlDownloadOutcome outcome = PL_DOWNLOAD_FAILED;
  PlFetchJob job;

  for (guint try = 1; outcome == PL_DOWNLOAD_FAILED; try++) {
    fill_job (self, &job);
    g_clear_error (error);
    outcome = fetch (self, &job, answer, error);
    if (outcome == PL_DOWNLOAD_FAILED &&
        (try == TRIES || !is_worth_a_try (self, &job, answer->failure))) {
      drop_part (self, answer->failure);
      return FALSE;
    }
  }
  if (outcome == PL_DOWNLOAD_UNCHANGED) {
    set_result (self, *self->state->held.digest != '\0' ? self->state->result
                                                        : NC_ ("said", "up to date"));
    return TRUE;
  }
  gboolean good = judge (self, &answer->head, error);
  if (!good)
    unlink (self->part);
  return good;
}

void
pl_source_update_ask (PlSourceUpdate *self)
{
  g_autoptr (GError) error = NULL;
  PlDownloadAnswer answer = { .failure = -1 };

  if (!ask (self, &answer, &error))
    fail (self, error->message);
  plan (self, answer.retry_after_s);
  g_clear_error (&error);
  if (!save (self, &error))
    fail (self, error->message);
}

/* ---- a person has looked ---- */

char *
pl_source_update_held_id (const PlSourceUpdate *self)
{
  const char *digest = self->state->held.digest;

  return *digest == '\0' ? NULL : g_strdup_printf ("%s-%.*s", self->source->id, ID_DIGITS, digest);
}

gboolean
pl_source_update_accept (PlSourceUpdate *self, GError **error)
{
  if (!put (self->held, self->list, error))
    return FALSE;
  pl_list_facts_move (&self->state->good, &self->state->held);
  set_result (self, NC_ ("said", "new list, accepted by a person"));
  return save (self, error);
}

gboolean
pl_source_update_reject (PlSourceUpdate *self, GError **error)
{
  pl_source_state_set (&self->state->rejected, self->state->held.digest);
  pl_list_facts_clear (&self->state->held);
  set_result (self, NC_ ("said", "the new list was rejected; the last good list stays"));
  if (!save (self, error))
    return FALSE;
  unlink (self->held);
  return TRUE;
}

/* ---- telling ---- */

void
pl_source_update_tell (const PlSourceUpdate *self)
{
  const PlListSource *source = self->source;
  const PlSourceState *state = self->state;
  g_autofree char *held = pl_source_update_held_id (self);
  PlUpdateMessage message = {
    .type = PL_UPDATE_SOURCE,
    .flags = (source->off ? PL_UPDATE_OFF : 0) | (state->failures > 0 ? PL_UPDATE_FAILED : 0) |
             (held != NULL ? PL_UPDATE_HELD : 0),
    .entries = state->good.entries,
    .bytes = state->good.size,
    .fetched = state->good.fetched,
    .checked = state->checked,
    .due = source->off ? 0 : state->due,
  };

  g_strlcpy (message.source, source->id, sizeof message.source);
  g_strlcpy (message.category, source->category, sizeof message.category);
  g_strlcpy (message.title, source->title, sizeof message.title);
  g_strlcpy (message.licence, source->licence, sizeof message.licence);
  g_strlcpy (message.covers, source->covers, sizeof message.covers);
  g_strlcpy (message.held, held != NULL ? held : "", sizeof message.held);
  g_strlcpy (message.text, held != NULL ? state->reason : state->result, sizeof message.text);
  self->update->tell (&message, self->update->user_data);
}
