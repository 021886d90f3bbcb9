/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/tls-hello.h"

#include "agent/wire/cursor.h"

#define RECORD_HEADER      5
#define RECORD_CONTENT_MAX 16384
#define RECORD_ALERT       21
#define RECORD_HANDSHAKE   22
#define HANDSHAKE_HEADER   4
#define CLIENT_HELLO       1
#define RANDOM_SIZE        32
#define SESSION_ID_MAX     32
#define EXTENSION_NAME     0
#define NAME_TYPE_HOST     0
#define ALERT_FATAL        2
#define VERSION_MAJOR      3

/* The handshake message as it lies in the stream: parts of records, put together by the walk. */
typedef struct {
  PlCursor stream;
  gsize have; /* bytes of it that have come */
  guint8 message[PL_TLS_HELLO_MAX];
} Walk;

/* The size of the whole message, its header included; 0 while that is not known. */
static gsize
message_size (const Walk *walk)
{
  PlCursor header = pl_cursor (walk->message, walk->have);

  pl_cursor_u8 (&header);
  gsize length = pl_cursor_u24 (&header);
  return header.failed ? 0 : HANDSHAKE_HEADER + length;
}

static PlParse
more (gsize at_least, gsize *wanted)
{
  if (at_least > PL_TLS_HELLO_MAX)
    return PL_PARSE_INVALID;
  if (wanted != NULL)
    *wanted = at_least;
  return PL_PARSE_MORE;
}

/* What has come of a record header can be ruled out at its first wrong byte. */
static gboolean
record_header_is_valid (const guint8 *header, gsize size)
{
  if (size > 0 && header[0] != RECORD_HANDSHAKE)
    return FALSE;
  if (size > 1 && header[1] != VERSION_MAJOR)
    return FALSE;
  if (size < RECORD_HEADER)
    return TRUE;
  guint length = (guint)header[3] << 8 | header[4];
  return length > 0 && length <= RECORD_CONTENT_MAX;
}

/* Adds what has come of the next record to the message. */
static PlParse
walk_record (Walk *walk, gsize *wanted)
{
  const guint8 *header = walk->stream.data + walk->stream.position;
  gsize rest = pl_cursor_rest (&walk->stream);

  if (!record_header_is_valid (header, rest))
    return PL_PARSE_INVALID;
  if (rest < RECORD_HEADER)
    return more (walk->stream.position + RECORD_HEADER, wanted);

  gsize length = (gsize)header[3] << 8 | header[4];
  gsize here = MIN (length, rest - RECORD_HEADER);
  memcpy (walk->message + walk->have, header + RECORD_HEADER, here);
  walk->have += here;
  if (walk->have > 0 && walk->message[0] != CLIENT_HELLO)
    return PL_PARSE_INVALID;
  gsize size = message_size (walk);
  /* A message ends where its record ends (RFC 8446 section 5.1: it comes before a change of keys). */
  if (size > PL_TLS_HELLO_MAX || (size > 0 && walk->have + (length - here) > size))
    return PL_PARSE_INVALID;
  if (here < length)
    return more (walk->stream.position + RECORD_HEADER + length, wanted);
  pl_cursor_take (&walk->stream, RECORD_HEADER + length);
  return PL_PARSE_COMPLETE;
}

/* A server_name extension. FALSE: it is not exactly one host name. */
static gboolean
read_name (PlCursor extension, PlTlsHello *hello)
{
  guint16 list = pl_cursor_u16 (&extension);
  if (list != pl_cursor_rest (&extension))
    return FALSE;
  guint8 type = pl_cursor_u8 (&extension);
  guint16 length = pl_cursor_u16 (&extension);
  const guint8 *name = pl_cursor_take (&extension, length);

  if (extension.failed || type != NAME_TYPE_HOST || pl_cursor_rest (&extension) > 0 ||
      length == 0 || length > PL_TLS_NAME_MAX || memchr (name, 0, length) != NULL ||
      hello->name_length > 0)
    return FALSE;
  memcpy (hello->name, name, length);
  hello->name[length] = '\0';
  hello->name_length = length;
  return TRUE;
}

static gboolean
read_extensions (PlCursor *body, PlTlsHello *hello)
{
  /* Before TLS 1.3 a hello may end without any. */
  if (!body->failed && pl_cursor_rest (body) == 0)
    return TRUE;
  if (pl_cursor_u16 (body) != pl_cursor_rest (body))
    return FALSE;
  while (!body->failed && pl_cursor_rest (body) > 0) {
    guint16 type = pl_cursor_u16 (body);
    guint16 length = pl_cursor_u16 (body);
    const guint8 *data = pl_cursor_take (body, length);

    if (data != NULL && type == EXTENSION_NAME && !read_name (pl_cursor (data, length), hello))
      return FALSE;
  }
  return !body->failed;
}

static gboolean
read_hello (PlCursor body, PlTlsHello *hello)
{
  guint16 version = pl_cursor_u16 (&body);
  pl_cursor_take (&body, RANDOM_SIZE);
  guint8 session = pl_cursor_u8 (&body);
  pl_cursor_take (&body, session);
  guint16 suites = pl_cursor_u16 (&body);
  pl_cursor_take (&body, suites);
  guint8 compressions = pl_cursor_u8 (&body);
  pl_cursor_take (&body, compressions);

  return version >> 8 == VERSION_MAJOR && session <= SESSION_ID_MAX && suites > 0 &&
         suites % 2 == 0 && compressions > 0 && read_extensions (&body, hello);
}

PlParse
pl_tls_hello_parse (const guint8 *stream, gsize size, PlTlsHello *hello, gsize *wanted)
{
  PlTlsHello found = { 0 };
  Walk walk;

  if (size == 0)
    return more (RECORD_HEADER, wanted);
  walk.stream = pl_cursor (stream, MIN (size, PL_TLS_HELLO_MAX));
  walk.have = 0;
  do {
    PlParse record = walk_record (&walk, wanted);

    if (record != PL_PARSE_COMPLETE)
      return record;
  } while (walk.have < HANDSHAKE_HEADER || walk.have < message_size (&walk));

  if (!read_hello (pl_cursor (walk.message + HANDSHAKE_HEADER, walk.have - HANDSHAKE_HEADER),
                   &found))
    return PL_PARSE_INVALID;
  *hello = found;
  return PL_PARSE_COMPLETE;
}

void
pl_tls_alert_write (guint8 description, guint8 alert[PL_TLS_ALERT_SIZE])
{
  const guint8 record[PL_TLS_ALERT_SIZE] = { RECORD_ALERT, VERSION_MAJOR, VERSION_MAJOR, 0, 2,
                                             ALERT_FATAL,  description };

  memcpy (alert, record, sizeof record);
}
