/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What porchlight-fetch is told and what it answers, over one stream socket: a job, then frames.
 * One process does one job. It talks to servers that nobody vouches for, so its parent believes
 * nothing: every frame's type, order and length is checked, the bytes are counted, and nothing that
 * people read is made of its words.
 */

#define PL_FETCH_ADDRESS_SIZE       2048
#define PL_FETCH_TAG_SIZE           256
#define PL_FETCH_MODIFIED_SIZE      64
#define PL_FETCH_AUTHORIZATION_SIZE 1024

/* Sent once, as it lies in memory: both ends are one build. Texts end in NUL; "" is none. */
typedef struct {
  guint64 size_max; /* bytes that the whole may have */
  guint64 offset;   /* bytes that are there already (RFC 9110, 14.1.2); 0: none */
  gint32 connect_ms;
  gint32 stall_ms; /* without a byte */
  gint32 total_ms;
  char address[PL_FETCH_ADDRESS_SIZE];
  char tag[PL_FETCH_TAG_SIZE];           /* of what is there: its ETag, */
  char modified[PL_FETCH_MODIFIED_SIZE]; /* its Last-Modified */
  char authorization[PL_FETCH_AUTHORIZATION_SIZE];
} PlFetchJob;

/* A frame: type (1), detail (1), length of the payload (2, little endian), payload. */
#define PL_FETCH_FRAME_SIZE 4
#define PL_FETCH_DATA_MAX   32768

typedef enum {
  PL_FETCH_HEAD =
      1, /* detail: PlFetchKind; size (8), tag's length (1), tag, Last-Modified's (1), it */
  PL_FETCH_DATA = 2, /* bytes */
  PL_FETCH_END = 3,  /* the last frame: all is there */
  PL_FETCH_FAILED =
      4, /* the last frame; detail: PlFetchFailure; HTTP status (4), Retry-After in s (4) */
} PlFetchFrame;

typedef enum {
  PL_FETCH_WHOLE = 0,     /* from the first byte */
  PL_FETCH_REST = 1,      /* from the offset */
  PL_FETCH_UNCHANGED = 2, /* what is there is the newest */
} PlFetchKind;
#define PL_FETCH_KINDS 3

typedef enum {
  PL_FETCH_FAILED_NAME = 0,
  PL_FETCH_FAILED_CONNECT = 1,
  PL_FETCH_FAILED_CERTIFICATE = 2,
  PL_FETCH_FAILED_REDIRECT = 3,
  PL_FETCH_FAILED_STATUS = 4,
  PL_FETCH_FAILED_PAGE = 5,
  PL_FETCH_FAILED_SIZE = 6,
  PL_FETCH_FAILED_STALLED = 7,
  PL_FETCH_FAILED_SLOW = 8,
  PL_FETCH_FAILED_SHORT = 9,
  PL_FETCH_FAILED_LENGTH = 10,
  PL_FETCH_FAILED_CHANGED = 11,
  PL_FETCH_FAILED_PROTOCOL = 12,
} PlFetchFailure;
#define PL_FETCH_FAILURES 13

/* "the server's name is not known" ...: for reports. */
const char *pl_fetch_failure_text (PlFetchFailure why);

typedef struct {
  PlFetchKind kind;
  guint64 size;                          /* of the whole, as the server says; 0: unknown */
  char tag[PL_FETCH_TAG_SIZE];           /* printable ASCII */
  char modified[PL_FETCH_MODIFIED_SIZE]; /* printable ASCII */
} PlFetchHead;

/* The writer writes to a descriptor at once. FALSE: nobody listens. */
gboolean pl_fetch_write_head (int fd, const PlFetchHead *head);
gboolean pl_fetch_write_data (int fd, const char *bytes, gsize length);
gboolean pl_fetch_write_end (int fd);
gboolean
pl_fetch_write_failed (int fd, PlFetchFailure why, guint32 http_status, guint32 retry_after_s);

/* What is read out of the frames. FALSE from either: no more is wanted. */
typedef struct {
  gboolean (*head) (const PlFetchHead *head, gpointer user_data, GError **error);
  gboolean (*data) (const guint8 *bytes, gsize length, gpointer user_data, GError **error);
} PlFetchEvents;

typedef struct _PlFetchReader PlFetchReader;

/* job and events are kept by the caller as long as the reader. */
PlFetchReader *
pl_fetch_reader_new (const PlFetchJob *job, const PlFetchEvents *events, gpointer user_data);
void pl_fetch_reader_free (PlFetchReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFetchReader, pl_fetch_reader_free)

/*
 * Reads the next bytes. FALSE if they are not well formed (PL_ERROR_REFUSED), say that fetching
 * failed (PL_ERROR_FAILED, in the words of pl_fetch_failure_text), or an event said so.
 */
gboolean
pl_fetch_reader_push (PlFetchReader *reader, const guint8 *bytes, gsize length, GError **error);

/* TRUE once END was read: only then is the whole there. */
gboolean pl_fetch_reader_is_done (const PlFetchReader *reader);

/* After FAILED: which failure, -1 without one; seconds that the server asks to wait, or 0. */
int pl_fetch_reader_failure (const PlFetchReader *reader, guint32 *retry_after_s);

G_END_DECLS
