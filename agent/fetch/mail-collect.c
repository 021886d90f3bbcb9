/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/fetch/mail-session.h"
#include "agent/fetch/mail.h"
#include "agent/wire/imap-search.h"

/* An answer to a search that is longer names more mails than one look takes. */
#define SEARCH_MAX (64 * 1024)

/* What is gathered of one answer. */
typedef struct {
  GByteArray *bytes;
  gsize max;
  guint32 validity;
} Gathering;

static size_t
on_bytes (char *bytes, size_t one, size_t length, void *data)
{
  Gathering *gathering = data;

  if (length > gathering->max - gathering->bytes->len)
    return 0;
  g_byte_array_append (gathering->bytes, (const guint8 *)bytes, (guint)length);
  return length;
}

/* Every line that the server says, one a call. */
static size_t
on_line (char *line, size_t one, size_t length, void *data)
{
  Gathering *gathering = data;
  guint32 validity = pl_imap_validity_read (line, length);

  if (validity != 0)
    gathering->validity = validity;
  return length;
}

static gboolean
gather_into (PlMailSession *session, Gathering *gathering)
{
  return curl_easy_setopt (session->easy, CURLOPT_WRITEFUNCTION, on_bytes) == CURLE_OK &&
         curl_easy_setopt (session->easy, CURLOPT_WRITEDATA, gathering) == CURLE_OK &&
         curl_easy_setopt (session->easy, CURLOPT_HEADERFUNCTION, on_line) == CURLE_OK &&
         curl_easy_setopt (session->easy, CURLOPT_HEADERDATA, gathering) == CURLE_OK;
}

/* command: NULL: what the address means. */
static gboolean
ask (PlMailSession *session, Gathering *gathering, gsize max, const char *path, const char *command)
{
  g_byte_array_set_size (gathering->bytes, 0);
  gathering->max = max;
  return curl_easy_setopt (session->easy, CURLOPT_CUSTOMREQUEST, command) == CURLE_OK &&
         pl_mail_session_do (session, path);
}

static guint
search (PlMailSession *session, Gathering *gathering, const char *mailbox, guint32 *uids)
{
  g_autofree char *command =
      g_strdup_printf ("UID SEARCH UNDELETED UNFLAGGED SMALLER %d", PL_POST_PARCEL_MAX);

  if (!ask (session, gathering, SEARCH_MAX, mailbox, command))
    return 0;
  return pl_imap_search_read ((const char *)gathering->bytes->data, gathering->bytes->len, uids,
                              PL_POST_PARCELS_MAX);
}

/*
 * Adds every mail that fits. One that the server does not give is passed over, so that it does not stand before the
 * others for ever; the second time it is the server.
 */
static void
fetch (PlMailSession *session,
       Gathering *gathering,
       const char *mailbox,
       const guint32 *uids,
       guint found,
       GByteArray *parcels)
{
  guint n = 0, failed = 0;

  for (guint i = 0; i < found && failed < 2; i++) {
    g_autofree char *path = g_strdup_printf ("%s;UID=%u", mailbox, uids[i]);
    g_autofree char *name = g_strdup_printf ("%u", uids[i]);
    if (!ask (session, gathering, PL_POST_PARCEL_MAX, path, NULL))
      failed++;
    else if (!pl_post_add_parcel (parcels, &n, name, gathering->bytes->data, gathering->bytes->len))
      return;
  }
}

gboolean
pl_mail_collect (const PlPostJob *job, const char *authorities, int fd)
{
  g_autofree char *mailbox = g_uri_escape_string (job->mailbox, NULL, FALSE);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) parcels = g_byte_array_new ();
  Gathering gathering = { .bytes = bytes };
  guint32 uids[PL_POST_PARCELS_MAX];
  PlMailSession session;

  if (pl_mail_session_begin (&session, job, "imap", authorities) &&
      gather_into (&session, &gathering)) {
    guint found = search (&session, &gathering, mailbox, uids);
    fetch (&session, &gathering, mailbox, uids, found, parcels);
  }
  session.answer.validity = gathering.validity;
  return pl_mail_session_end (&session, parcels, fd);
}

static gboolean
settle (PlMailSession *session,
        Gathering *gathering,
        const char *path,
        const PlPostVerdict *verdict)
{
  guint64 uid;

  if (memchr (verdict->name, '\0', sizeof verdict->name) == NULL ||
      !g_ascii_string_to_unsigned (verdict->name, 10, 1, G_MAXUINT32, &uid, NULL))
    return FALSE;
  g_autofree char *command = g_strdup_printf ("UID STORE %" G_GUINT64_FORMAT " +FLAGS.SILENT (%s)",
                                              uid, verdict->done ? "\\Deleted" : "\\Flagged");
  return ask (session, gathering, SEARCH_MAX, path, command);
}

gboolean
pl_mail_settle (const PlPostJob *job, GBytes *bytes, const char *authorities, int fd)
{
  g_autofree char *mailbox = g_uri_escape_string (job->mailbox, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("%s;UIDVALIDITY=%u", mailbox, job->validity);
  g_autoptr (GByteArray) answers = g_byte_array_new ();
  Gathering gathering = { .bytes = answers };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  PlMailSession session;
  gboolean good = pl_mail_session_begin (&session, job, "imap", authorities) &&
                  gather_into (&session, &gathering);

  for (gsize at = 0; good && size - at >= sizeof (PlPostVerdict); at += sizeof (PlPostVerdict)) {
    PlPostVerdict verdict;
    memcpy (&verdict, data + at, sizeof verdict);
    good = settle (&session, &gathering, path, &verdict);
  }
  if (good)
    ask (&session, &gathering, SEARCH_MAX, path, "EXPUNGE");
  return pl_mail_session_end (&session, NULL, fd);
}
