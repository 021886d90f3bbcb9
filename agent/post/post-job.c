/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/post-job.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* A parcel in an answer: this, and its bytes. */
typedef struct {
  char name[PL_POST_NAME_SIZE];
  guint32 length;
} ParcelHead;

const char *
pl_post_failure_text (PlPostFailure why)
{
  static const char *const texts[PL_POST_FAILURES] = {
    [PL_POST_FAILURE_NONE] = "",
    [PL_POST_FAILURE_NAME] = NC_ ("said", "the server's name is not known, or there is no network"),
    [PL_POST_FAILURE_CONNECT] = NC_ ("said", "the server cannot be reached"),
    [PL_POST_FAILURE_NO_TLS] =
        NC_ ("said", "the server does not offer TLS, and nothing is sent without"),
    [PL_POST_FAILURE_CERTIFICATE] = NC_ ("said", "the server's certificate is not good"),
    [PL_POST_FAILURE_LOGIN] = NC_ ("said", "the server does not take the user or the password"),
    [PL_POST_FAILURE_REFUSED] = NC_ ("said", "the server refuses"),
    [PL_POST_FAILURE_SILENT] = NC_ ("said", "the server does not answer any more"),
    [PL_POST_FAILURE_DROPPED] = NC_ ("said", "the server broke off"),
    [PL_POST_FAILURE_PROTOCOL] = NC_ ("said", "the server does not keep to the protocol"),
    [PL_POST_FAILURE_CREDENTIAL] = NC_ (
        "said",
        "the file with the password cannot be used: it has to exist, and only root may read it"),
    [PL_POST_FAILURE_MISSING] =
        NC_ ("said", "the folder is not there: is the memory stick in, the share connected?"),
    [PL_POST_FAILURE_UNPREPARED] =
        NC_ ("said", "the folder lacks the folders to-readers and to-home in it"),
    [PL_POST_FAILURE_READ_ONLY] = NC_ ("said", "the folder can only be read"),
    [PL_POST_FAILURE_FULL] = NC_ ("said", "there is no room left where the folder is"),
    [PL_POST_FAILURE_DENIED] = NC_ ("said", "the folder's owner may not write there"),
    [PL_POST_FAILURE_LINK] =
        NC_ ("said", "a part of the folder's path is a link: name the real one"),
    [PL_POST_FAILURE_DISK] = NC_ ("said", "the disk of the folder fails"),
    [PL_POST_FAILURE_STOPPED] = NC_ ("said", "it was stopped before its end"),
    [PL_POST_FAILURE_NO_ROUTE] = NC_ ("said", "routes.conf has no such route"),
  };

  return (guint)why < PL_POST_FAILURES ? texts[why] : "unknown";
}

static gboolean
read_all (int fd, gpointer bytes, gsize length)
{
  for (gsize used = 0; used < length;) {
    ssize_t n = read (fd, (char *)bytes + used, length - used);
    if (n == 0 || (n < 0 && errno != EINTR))
      return FALSE;
    used += n > 0 ? (gsize)n : 0;
  }
  return TRUE;
}

static gboolean
write_all (int fd, gconstpointer bytes, gsize length)
{
  for (gsize used = 0; used < length;) {
    ssize_t n = write (fd, (const char *)bytes + used, length - used);
    if (n < 0 && errno != EINTR)
      return FALSE;
    used += n > 0 ? (gsize)n : 0;
  }
  return TRUE;
}

#define ENDS(text) (memchr ((text), '\0', sizeof (text)) != NULL)

GBytes *
pl_post_read_job (int fd, PlPostJob *job)
{
  if (!read_all (fd, job, sizeof *job) || job->length > PL_POST_BYTES_MAX || !ENDS (job->server) ||
      !ENDS (job->user) || !ENDS (job->password) || !ENDS (job->mailbox) || !ENDS (job->from) ||
      !ENDS (job->to) || !ENDS (job->date) || !ENDS (job->name))
    return NULL;
  g_autofree guint8 *bytes = g_malloc (job->length + 1);
  if (!read_all (fd, bytes, job->length))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), job->length);
}

gboolean
pl_post_add_parcel (
    GByteArray *parcels, guint *n, const char *name, gconstpointer bytes, gsize length)
{
  ParcelHead head = { .length = (guint32)length };

  if (*n == PL_POST_PARCELS_MAX || length > PL_POST_PARCEL_MAX ||
      strlen (name) >= sizeof head.name ||
      parcels->len > PL_POST_COLLECT_MAX - sizeof head - length)
    return FALSE;
  g_strlcpy (head.name, name, sizeof head.name);
  g_byte_array_append (parcels, (const guint8 *)&head, sizeof head);
  g_byte_array_append (parcels, bytes, (guint)length);
  (*n)++;
  return TRUE;
}

gboolean
pl_post_write_answer (int fd, const PlPostAnswer *answer, const GByteArray *parcels)
{
  return write_all (fd, answer, sizeof *answer) &&
         (parcels == NULL || write_all (fd, parcels->data, parcels->len));
}

gboolean
pl_post_read_answer (GBytes *bytes, PlPostAnswer *answer)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < sizeof *answer)
    return FALSE;
  memcpy (answer, data, sizeof *answer);
  return answer->outcome <= PL_POST_UNSURE && answer->failure < PL_POST_FAILURES;
}

gboolean
pl_post_next_parcel (GBytes *bytes, gsize *at, PlPostParcel *parcel)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  ParcelHead head;

  *at = MAX (*at, sizeof (PlPostAnswer));
  if (*at > size || size - *at < sizeof head)
    return FALSE;
  memcpy (&head, data + *at, sizeof head);
  gsize rest = size - *at - sizeof head;
  if (head.length > PL_POST_PARCEL_MAX || head.length > rest || !ENDS (head.name))
    return FALSE;
  memcpy (parcel->name, head.name, sizeof head.name);
  parcel->bytes = data + *at + sizeof head;
  parcel->length = head.length;
  *at += sizeof head + head.length;
  return TRUE;
}
