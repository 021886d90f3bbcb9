/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/*
 * Reads bytes from outside in network order. The error is sticky: a read past the end sets failed
 * and gives zeros from then on, so that a parser reads straight down and checks once.
 */
typedef struct {
  const guint8 *data;
  gsize size;
  gsize position; /* never above size */
  gboolean failed;
} PlCursor;

static inline PlCursor
pl_cursor (const guint8 *data, gsize size)
{
  return (PlCursor){ .data = data, .size = size };
}

static inline gsize
pl_cursor_rest (const PlCursor *cursor)
{
  return cursor->size - cursor->position;
}

/* Steps over n bytes and returns where they start; NULL and failed if there are not so many. */
static inline const guint8 *
pl_cursor_take (PlCursor *cursor, gsize n)
{
  if (cursor->failed || n > cursor->size - cursor->position) {
    cursor->failed = TRUE;
    return NULL;
  }
  cursor->position += n;
  return cursor->data + cursor->position - n;
}

static inline guint8
pl_cursor_u8 (PlCursor *cursor)
{
  const guint8 *at = pl_cursor_take (cursor, 1);

  return at != NULL ? at[0] : 0;
}

static inline guint16
pl_cursor_u16 (PlCursor *cursor)
{
  const guint8 *at = pl_cursor_take (cursor, 2);

  return at != NULL ? (guint16)(at[0] << 8 | at[1]) : 0;
}

static inline guint32
pl_cursor_u24 (PlCursor *cursor)
{
  const guint8 *at = pl_cursor_take (cursor, 3);

  return at != NULL ? (guint32)at[0] << 16 | (guint32)at[1] << 8 | at[2] : 0;
}

static inline guint32
pl_cursor_u32 (PlCursor *cursor)
{
  const guint8 *at = pl_cursor_take (cursor, 4);

  return at != NULL ? (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3] : 0;
}

/* Writes to memory of fixed size; what does not fit sets failed and is left out, as is the rest. */
typedef struct {
  guint8 *data;
  gsize size;
  gsize length;
  gboolean failed;
} PlWriter;

static inline PlWriter
pl_writer (guint8 *data, gsize size)
{
  return (PlWriter){ .data = data, .size = size };
}

/* Makes room for n bytes and returns it, for the caller to fill; NULL and failed if there is none. */
static inline guint8 *
pl_writer_room (PlWriter *writer, gsize n)
{
  if (writer->failed || n > writer->size - writer->length) {
    writer->failed = TRUE;
    return NULL;
  }
  writer->length += n;
  return writer->data + writer->length - n;
}

static inline void
pl_writer_bytes (PlWriter *writer, const void *bytes, gsize n)
{
  guint8 *at = pl_writer_room (writer, n);

  if (at != NULL && n > 0)
    memcpy (at, bytes, n);
}

static inline void
pl_store_u16 (guint8 *at, guint16 value)
{
  at[0] = (guint8)(value >> 8);
  at[1] = (guint8)value;
}

static inline void
pl_store_u32 (guint8 *at, guint32 value)
{
  pl_store_u16 (at, (guint16)(value >> 16));
  pl_store_u16 (at + 2, (guint16)value);
}

static inline void
pl_writer_u8 (PlWriter *writer, guint8 value)
{
  pl_writer_bytes (writer, &value, 1);
}

static inline void
pl_writer_u16 (PlWriter *writer, guint16 value)
{
  guint8 *at = pl_writer_room (writer, 2);

  if (at != NULL)
    pl_store_u16 (at, value);
}

static inline void
pl_writer_u32 (PlWriter *writer, guint32 value)
{
  guint8 *at = pl_writer_room (writer, 4);

  if (at != NULL)
    pl_store_u32 (at, value);
}

G_END_DECLS
