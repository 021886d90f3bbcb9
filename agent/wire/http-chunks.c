/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/http-chunks.h"

#include <string.h>

enum {
  SIZE,      /* at the digits of a chunk's size */
  EXTENSION, /* behind them */
  SIZE_END,  /* at the LF of that line */
  DATA,
  DATA_END,      /* at the CR behind the data */
  DATA_LF,       /* at its LF */
  TRAILER,       /* at the beginning of a line behind the last chunk */
  TRAILER_FIELD, /* within it */
  TRAILER_LF,    /* at its LF */
  LAST_LF,       /* at the LF of the empty line */
  END,
  BROKEN,
};

/* Bytes that are passed on replace those that were read, never overtaking them. */
typedef struct {
  guint8 *bytes;
  gsize size;
  gsize at;      /* read so far */
  gsize written; /* passed on so far */
} Passage;

static void
put (Passage *passage, guint8 byte)
{
  passage->bytes[passage->written++] = byte;
}

static guint8
expect (Passage *passage, guint8 byte, guint8 wanted, guint8 next)
{
  if (byte != wanted)
    return BROKEN;
  put (passage, byte);
  return next;
}

static guint8
read_size (PlHttpChunks *chunks, Passage *passage, guint8 byte)
{
  if (g_ascii_isxdigit (byte)) {
    if (chunks->digits == PL_HTTP_CHUNK_DIGITS)
      return BROKEN;
    chunks->digits++;
    chunks->left = chunks->left << 4 | (guint)g_ascii_xdigit_value (byte);
    put (passage, byte);
    return SIZE;
  }
  if (chunks->digits == 0)
    return BROKEN;
  if (byte == '\r')
    return expect (passage, byte, '\r', SIZE_END);
  return byte == ';' ? EXTENSION : BROKEN;
}

/* What may stand in a line that is left out; FALSE also when there is too much of it. */
static gboolean
is_left_out (PlHttpChunks *chunks, guint8 byte)
{
  return ++chunks->line <= PL_HTTP_CHUNK_LINE_MAX &&
         ((byte >= 0x20 && byte != 0x7f) || byte == '\t');
}

static guint8
read_extension (PlHttpChunks *chunks, Passage *passage, guint8 byte)
{
  if (byte == '\r')
    return expect (passage, byte, '\r', SIZE_END);
  return is_left_out (chunks, byte) ? EXTENSION : BROKEN;
}

static guint8
read_size_end (PlHttpChunks *chunks, Passage *passage, guint8 byte)
{
  guint8 next = expect (passage, byte, '\n', chunks->left > 0 ? DATA : TRAILER);

  chunks->digits = 0;
  chunks->line = 0;
  return next;
}

static guint8
read_trailer (PlHttpChunks *chunks, Passage *passage, guint8 byte)
{
  if (byte == '\r')
    return expect (passage, byte, '\r', LAST_LF);
  return is_left_out (chunks, byte) ? TRAILER_FIELD : BROKEN;
}

static guint8
read_trailer_field (PlHttpChunks *chunks, guint8 byte)
{
  if (byte == '\r')
    return TRAILER_LF;
  return is_left_out (chunks, byte) ? TRAILER_FIELD : BROKEN;
}

/* One byte that is no data. */
static guint8
read_byte (PlHttpChunks *chunks, Passage *passage, guint8 byte)
{
  switch (chunks->state) {
    case SIZE:
      return read_size (chunks, passage, byte);
    case EXTENSION:
      return read_extension (chunks, passage, byte);
    case SIZE_END:
      return read_size_end (chunks, passage, byte);
    case DATA_END:
      return expect (passage, byte, '\r', DATA_LF);
    case DATA_LF:
      return expect (passage, byte, '\n', SIZE);
    case TRAILER:
      return read_trailer (chunks, passage, byte);
    case TRAILER_FIELD:
      return read_trailer_field (chunks, byte);
    case TRAILER_LF:
      return byte == '\n' ? TRAILER : BROKEN;
    case LAST_LF:
      return expect (passage, byte, '\n', END);
    default:
      return BROKEN;
  }
}

static void
read_data (PlHttpChunks *chunks, Passage *passage)
{
  gsize n = MIN (chunks->left, passage->size - passage->at);

  memmove (passage->bytes + passage->written, passage->bytes + passage->at, n);
  passage->at += n;
  passage->written += n;
  chunks->left -= n;
  if (chunks->left == 0)
    chunks->state = DATA_END;
}

PlParse
pl_http_chunks_read (PlHttpChunks *chunks, guint8 *bytes, gsize *size)
{
  Passage passage = { .bytes = bytes, .size = *size };

  while (passage.at < passage.size && chunks->state < END) {
    if (chunks->state == DATA)
      read_data (chunks, &passage);
    else
      chunks->state = read_byte (chunks, &passage, bytes[passage.at++]);
  }
  *size = chunks->state == BROKEN ? 0 : passage.written;
  return chunks->state == END      ? PL_PARSE_COMPLETE
         : chunks->state == BROKEN ? PL_PARSE_INVALID
                                   : PL_PARSE_MORE;
}
