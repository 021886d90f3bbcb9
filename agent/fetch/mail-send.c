/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/fetch/mail-session.h"
#include "agent/fetch/mail.h"

/* The same for every letter: whoever sees the mail learns that there is one. */
#define SUBJECT "A file for you"
#define TEXT                                                                                       \
  "Hello,\r\n\r\n"                                                                                 \
  "a file for you is attached. Save it, and open it with Porchlight on your computer.\r\n"         \
  "Nobody else can open it.\r\n"

/* DATA was answered, and the end of the message was not (RFC 5321, 4.1.1.4). */
#define STATUS_GO_ON 354

static curl_mime *
message_of (CURL *easy, GBytes *letter)
{
  curl_mime *mime = curl_mime_init (easy);
  curl_mimepart *text = curl_mime_addpart (mime);
  curl_mimepart *file = curl_mime_addpart (mime);
  gsize size;
  const char *bytes = g_bytes_get_data (letter, &size);

  if (curl_mime_data (text, TEXT, CURL_ZERO_TERMINATED) != CURLE_OK ||
      curl_mime_type (text, "text/plain; charset=us-ascii") != CURLE_OK ||
      curl_mime_data (file, bytes, size) != CURLE_OK ||
      curl_mime_type (file, "application/octet-stream") != CURLE_OK ||
      curl_mime_encoder (file, "base64") != CURLE_OK ||
      curl_mime_filename (file, "message.porchlight") != CURLE_OK)
    return NULL;
  return mime;
}

static struct curl_slist *
add (struct curl_slist *headers, const char *name, const char *value)
{
  g_autofree char *line = g_strconcat (name, ": ", value, NULL);

  return curl_slist_append (headers, line);
}

/* The domain of the sender, which is who we say that we are: the machine's own name is nobody's business. */
static const char *
domain_of (const PlPostJob *job)
{
  const char *at = strrchr (job->from, '@');

  return at != NULL ? at + 1 : "localhost";
}

static struct curl_slist *
headers_of (const PlPostJob *job)
{
  g_autofree char *id = g_strdup_printf ("<%s@%s>", job->name, domain_of (job));
  g_autofree char *from = g_strdup_printf ("<%s>", job->from);
  g_autofree char *to = g_strdup_printf ("<%s>", job->to);
  struct curl_slist *headers = add (NULL, "Date", job->date);

  headers = add (headers, "From", from);
  headers = add (headers, "To", to);
  headers = add (headers, "Message-ID", id);
  headers = add (headers, "Subject", SUBJECT);
  return add (headers, "Auto-Submitted", "auto-generated");
}

static gboolean
set_message (PlMailSession *session, GBytes *letter)
{
  const PlPostJob *job = session->job;
  g_autofree char *from = g_strdup_printf ("<%s>", job->from);
  g_autofree char *to = g_strdup_printf ("<%s>", job->to);
  struct curl_slist *recipients = curl_slist_append (NULL, to);
  curl_mime *mime = message_of (session->easy, letter);

  return mime != NULL && recipients != NULL &&
         curl_easy_setopt (session->easy, CURLOPT_MAIL_FROM, from) == CURLE_OK &&
         curl_easy_setopt (session->easy, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK &&
         curl_easy_setopt (session->easy, CURLOPT_HTTPHEADER, headers_of (job)) == CURLE_OK &&
         curl_easy_setopt (session->easy, CURLOPT_MIMEPOST, mime) == CURLE_OK;
}

gboolean
pl_mail_send (const PlPostJob *job, GBytes *bytes, const char *authorities, int fd)
{
  PlMailSession session;

  if (pl_mail_session_begin (&session, job, "smtp", authorities) && set_message (&session, bytes) &&
      !pl_mail_session_do (&session, domain_of (job)) && session.answer.status == STATUS_GO_ON)
    session.answer.outcome = PL_POST_UNSURE;
  return pl_mail_session_end (&session, NULL, fd);
}
