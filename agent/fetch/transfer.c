/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/fetch/transfer.h"

#include <curl/curl.h>
#include <string.h>

#include "agent/time/clock.h"

/* As many as browsers' users ever see; public lists have one at most. */
#define REDIRECTS_MAX 5
/* All heads of a transfer together, those of redirects among them: each has a few thousand bytes, and libcurl keeps them. */
#define HEADS_MAX (256 * 1024)

typedef struct {
  const PlFetchJob *job;
  int fd;
  CURL *easy;
  gboolean begun;      /* HEAD was written */
  gint64 last_byte_ms; /* boot time */
  gsize heads;         /* bytes */
  guint64 bytes;       /* of the whole */
  gboolean excess;     /* the server sent more than it said */
  int failure;         /* -1: none yet */
  gboolean deaf;       /* nobody reads what we write */
} Transfer;

static gboolean
fail (Transfer *transfer, PlFetchFailure why)
{
  if (transfer->failure < 0)
    transfer->failure = (int)why;
  return FALSE;
}

static long
status_of (const Transfer *transfer)
{
  long status = 0;

  curl_easy_getinfo (transfer->easy, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

/* A header of the last answer; "" if it is not there, or is nothing that a header should be. */
static void
copy_header (const Transfer *transfer, const char *name, char *text, gsize size)
{
  struct curl_header *header;

  *text = '\0';
  if (curl_easy_header (transfer->easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK ||
      strlen (header->value) >= size)
    return;
  for (const char *c = header->value; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      return;
  g_strlcpy (text, header->value, size);
}

static gboolean
is_page (const Transfer *transfer)
{
  char type[128];

  copy_header (transfer, "Content-Type", type, sizeof type);
  return g_ascii_strncasecmp (type, "text/html", strlen ("text/html")) == 0 ||
         g_ascii_strncasecmp (type, "application/xhtml", strlen ("application/xhtml")) == 0;
}

/* "bytes 5-99/100" must begin where we left off, and be of the same thing (RFC 9110, 14.4). */
static gboolean
is_our_rest (const Transfer *transfer, const PlFetchHead *head)
{
  char range[128];
  g_autofree char *expected =
      g_strdup_printf ("bytes %" G_GUINT64_FORMAT "-", transfer->job->offset);

  copy_header (transfer, "Content-Range", range, sizeof range);
  return g_str_has_prefix (range, expected) &&
         (*head->tag == '\0' || strcmp (head->tag, transfer->job->tag) == 0);
}

/* The size of the whole, as far as the server says. */
static guint64
size_of (const Transfer *transfer, PlFetchKind kind)
{
  curl_off_t length = -1;

  curl_easy_getinfo (transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  if (length < 0)
    return 0;
  return (guint64)length + (kind == PL_FETCH_REST ? transfer->job->offset : 0);
}

/* The head of the answer is there: what is it? */
static gboolean
begin (Transfer *transfer)
{
  PlFetchHead head = { .kind = PL_FETCH_WHOLE };
  long status = status_of (transfer);

  if (status == 304 && transfer->job->offset == 0)
    head.kind = PL_FETCH_UNCHANGED;
  else if (status == 206 && transfer->job->offset > 0)
    head.kind = PL_FETCH_REST;
  else if (status == 206 || status == 304 || status == 416)
    return fail (transfer, PL_FETCH_FAILED_CHANGED);
  else if (status != 200)
    return fail (transfer, PL_FETCH_FAILED_STATUS);
  copy_header (transfer, "ETag", head.tag, sizeof head.tag);
  copy_header (transfer, "Last-Modified", head.modified, sizeof head.modified);
  if (head.kind != PL_FETCH_UNCHANGED && is_page (transfer))
    return fail (transfer, PL_FETCH_FAILED_PAGE);
  if (head.kind == PL_FETCH_REST && !is_our_rest (transfer, &head))
    return fail (transfer, PL_FETCH_FAILED_CHANGED);
  head.size = size_of (transfer, head.kind);
  if (head.size > transfer->job->size_max)
    return fail (transfer, PL_FETCH_FAILED_SIZE);
  transfer->bytes = head.kind == PL_FETCH_REST ? transfer->job->offset : 0;
  transfer->begun = TRUE;
  transfer->deaf = !pl_fetch_write_head (transfer->fd, &head);
  return !transfer->deaf;
}

static size_t
on_body (char *bytes, size_t one, size_t length, void *data)
{
  Transfer *transfer = data;

  transfer->last_byte_ms = pl_clock_boottime_ms ();
  if (!transfer->begun && !begin (transfer))
    return 0;
  if (length > transfer->job->size_max - transfer->bytes) {
    fail (transfer, PL_FETCH_FAILED_SIZE);
    return 0;
  }
  transfer->bytes += length;
  transfer->deaf = !pl_fetch_write_data (transfer->fd, bytes, length);
  return transfer->deaf ? 0 : length;
}

static size_t
on_header (char *bytes, size_t one, size_t length, void *data)
{
  Transfer *transfer = data;

  transfer->last_byte_ms = pl_clock_boottime_ms ();
  if (length > HEADS_MAX - transfer->heads) {
    fail (transfer, PL_FETCH_FAILED_SIZE);
    return 0;
  }
  transfer->heads += length;
  return length;
}

/*
 * A body that is longer than its Content-Length is cut by libcurl without an error: the one place
 * where it says so is its own account of the transfer.
 */
static int
on_account (CURL *easy, curl_infotype type, char *text, size_t length, void *data)
{
  static const char excess[] = "Excess found";
  Transfer *transfer = data;

  if (type == CURLINFO_TEXT && memmem (text, length, excess, strlen (excess)) != NULL)
    transfer->excess = TRUE;
  return 0;
}

static struct curl_slist *
add_header (struct curl_slist *headers, const char *name, const char *value)
{
  g_autofree char *line = g_strconcat (name, ": ", value, NULL);

  return *value != '\0' ? curl_slist_append (headers, line) : headers;
}

static struct curl_slist *
headers_of (const PlFetchJob *job)
{
  struct curl_slist *headers = add_header (NULL, "Authorization", job->authorization);

  if (job->offset > 0)
    return add_header (headers, "If-Range", job->tag);
  headers = add_header (headers, "If-None-Match", job->tag);
  return add_header (headers, "If-Modified-Since", job->modified);
}

static gboolean
set_options (Transfer *transfer, const char *authorities, const struct curl_slist *headers)
{
  const PlFetchJob *job = transfer->job;
  CURL *easy = transfer->easy;
  g_autofree char *rest = g_strdup_printf ("%" G_GUINT64_FORMAT "-", job->offset);

  return curl_easy_setopt (easy, CURLOPT_URL, job->address) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_REDIR_PROTOCOLS_STR, "https") == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_CAINFO, authorities) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_CAPATH, NULL) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_USERAGENT, "Porchlight/" PL_VERSION " (site lists)") ==
             CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_PROXY, "") == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long)job->connect_ms) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_RANGE, job->offset > 0 ? rest : NULL) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_DEBUGFUNCTION, on_account) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_DEBUGDATA, transfer) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_VERBOSE, 1L) == CURLE_OK;
}

/* What libcurl's codes mean to those who read reports. */
static const struct {
  CURLcode code;
  PlFetchFailure why;
} meanings[] = {
  { CURLE_COULDNT_RESOLVE_HOST, PL_FETCH_FAILED_NAME },
  { CURLE_COULDNT_CONNECT, PL_FETCH_FAILED_CONNECT },
  { CURLE_OPERATION_TIMEDOUT, PL_FETCH_FAILED_CONNECT },
  { CURLE_PEER_FAILED_VERIFICATION, PL_FETCH_FAILED_CERTIFICATE },
  { CURLE_SSL_CACERT_BADFILE, PL_FETCH_FAILED_CERTIFICATE },
  { CURLE_SSL_CONNECT_ERROR, PL_FETCH_FAILED_CERTIFICATE },
  { CURLE_SSL_CERTPROBLEM, PL_FETCH_FAILED_CERTIFICATE },
  { CURLE_TOO_MANY_REDIRECTS, PL_FETCH_FAILED_REDIRECT },
  { CURLE_PARTIAL_FILE, PL_FETCH_FAILED_SHORT },
  { CURLE_RECV_ERROR, PL_FETCH_FAILED_SHORT },
  { CURLE_GOT_NOTHING, PL_FETCH_FAILED_SHORT },
};

static void
note_result (Transfer *transfer, CURLcode code)
{
  if (code == CURLE_OK && !transfer->begun)
    begin (transfer);
  if (code == CURLE_OK && transfer->excess)
    fail (transfer, PL_FETCH_FAILED_LENGTH);
  if (code == CURLE_OK)
    return;
  if (code == CURLE_UNSUPPORTED_PROTOCOL && status_of (transfer) / 100 == 3)
    fail (transfer, PL_FETCH_FAILED_REDIRECT);
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].code == code)
      fail (transfer, meanings[i].why);
  fail (transfer, PL_FETCH_FAILED_PROTOCOL);
}

/* Connecting has a limit of its own, which libcurl keeps. */
static gboolean
is_connected (const Transfer *transfer)
{
  curl_off_t connected_us = 0;

  curl_easy_getinfo (transfer->easy, CURLINFO_APPCONNECT_TIME_T, &connected_us);
  return connected_us > 0;
}

/* Runs until libcurl is done, or a time is up. */
static void
wait_for (Transfer *transfer, CURLM *multi)
{
  const PlFetchJob *job = transfer->job;
  gint64 end_ms = pl_clock_boottime_ms () + job->total_ms;
  int running = 1, left;

  transfer->last_byte_ms = pl_clock_boottime_ms ();
  while (curl_multi_perform (multi, &running) == CURLM_OK && running > 0) {
    gint64 now_ms = pl_clock_boottime_ms ();
    if (!is_connected (transfer))
      transfer->last_byte_ms = now_ms;
    gint64 stall_ms = transfer->last_byte_ms + job->stall_ms;
    if (now_ms >= stall_ms || now_ms >= end_ms) {
      fail (transfer, now_ms >= end_ms ? PL_FETCH_FAILED_SLOW : PL_FETCH_FAILED_STALLED);
      return;
    }
    curl_multi_poll (multi, NULL, 0, (int)(MIN (stall_ms, end_ms) - now_ms), NULL);
  }
  const CURLMsg *message = curl_multi_info_read (multi, &left);
  note_result (transfer, message != NULL ? message->data.result : CURLE_FAILED_INIT);
}

gboolean
pl_transfer_prepare (void)
{
  return curl_global_init (CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

gboolean
pl_transfer_run (const PlFetchJob *job, const char *authorities, int fd)
{
  Transfer transfer = { .job = job, .fd = fd, .failure = -1, .easy = curl_easy_init () };
  struct curl_slist *headers = headers_of (job);
  CURLM *multi = curl_multi_init ();
  curl_off_t retry_after = 0;

  if (transfer.easy == NULL || multi == NULL || !set_options (&transfer, authorities, headers) ||
      curl_multi_add_handle (multi, transfer.easy) != CURLM_OK)
    fail (&transfer, PL_FETCH_FAILED_PROTOCOL);
  else
    wait_for (&transfer, multi);
  if (transfer.deaf)
    return FALSE;
  if (transfer.failure < 0)
    return pl_fetch_write_end (fd);
  curl_easy_getinfo (transfer.easy, CURLINFO_RETRY_AFTER, &retry_after);
  pl_fetch_write_failed (fd, transfer.failure, (guint32)status_of (&transfer),
                         (guint32)CLAMP (retry_after, 0, G_MAXINT32));
  /* Nothing is taken down: a thread that resolves a name would be waited for, and we end now. */
  return FALSE;
}
