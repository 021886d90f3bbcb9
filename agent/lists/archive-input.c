/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/archive-input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define BLOCK_SIZE (128 * 1024)
/* zlib's way to say: a window of 32 KB, with gzip's head and checksum. */
#define GZIP_WINDOW (15 + 16)

struct _PlArchiveInput {
  const PlArchiveSource *source;
  gsize position; /* in memory */
  guint64 taken;
  gboolean gzip;
  gboolean in_member; /* gzip: between a head and its checksum */
  gboolean first;     /* the first block was read, and not handed on yet */
  guint64 given;      /* gzip: what was inflated */
  z_stream inflate;
  gsize length; /* of block */
  guint8 block[BLOCK_SIZE];
  guint8 inflated[BLOCK_SIZE];
};

/* Reads the next block of the source; length is 0 at its end. */
static gboolean
read_block (PlArchiveInput *input)
{
  const PlArchiveSource *source = input->source;
  ssize_t n;

  if (source->data != NULL) {
    n = (ssize_t)MIN (source->size - input->position, BLOCK_SIZE);
    memcpy (input->block, (const guint8 *)source->data + input->position, (gsize)n);
    input->position += (gsize)n;
  } else {
    do
      n = read (source->descriptor, input->block, BLOCK_SIZE);
    while (n < 0 && errno == EINTR);
  }
  input->length = (gsize)MAX (n, 0);
  input->taken += input->length;
  return n >= 0;
}

static gboolean
is_gzip (const guint8 *bytes, gsize length)
{
  return length >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

PlArchiveInput *
pl_archive_input_new (const PlArchiveSource *source)
{
  PlArchiveInput *input = g_new0 (PlArchiveInput, 1);

  input->source = source;
  input->first = read_block (input);
  if (is_gzip (input->block, input->length)) {
    input->gzip = inflateInit2 (&input->inflate, GZIP_WINDOW) == Z_OK;
    input->inflate.next_in = input->block;
    input->inflate.avail_in = (uInt)input->length;
    input->in_member = TRUE;
  }
  return input;
}

void
pl_archive_input_free (PlArchiveInput *input)
{
  if (input->gzip)
    inflateEnd (&input->inflate);
  g_free (input);
}

static la_ssize_t
read_plain (struct archive *reader, void *data, const void **bytes)
{
  PlArchiveInput *input = data;

  if (!input->first && !read_block (input)) {
    archive_set_error (reader, errno, "read");
    return -1;
  }
  input->first = FALSE;
  *bytes = input->block;
  return (la_ssize_t)input->length;
}

/* Inflates the next bytes into inflated. Returns how many; -1 if they are damaged or cut short. */
static la_ssize_t
inflate_block (PlArchiveInput *input)
{
  z_stream *inflater = &input->inflate;

  inflater->next_out = input->inflated;
  inflater->avail_out = BLOCK_SIZE;
  while (inflater->avail_out > 0) {
    if (inflater->avail_in == 0) {
      if (!read_block (input))
        return -1;
      if (input->length == 0)
        break;
      inflater->next_in = input->block;
      inflater->avail_in = (uInt)input->length;
    }
    if (!input->in_member) {
      /* Members may follow each other; what else follows is padding (RFC 1952 section 2.2). */
      if (*inflater->next_in != 0x1f)
        break;
      inflateReset (inflater);
      input->in_member = TRUE;
    }
    int status = inflate (inflater, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END)
      return -1;
    input->in_member = status != Z_STREAM_END;
  }

  gsize made = BLOCK_SIZE - inflater->avail_out;
  input->given += made;
  return made == 0 && input->in_member ? -1 : (la_ssize_t)made;
}

static la_ssize_t
read_gzip (struct archive *reader, void *data, const void **bytes)
{
  PlArchiveInput *input = data;
  la_ssize_t made = inflate_block (input);

  if (made < 0)
    archive_set_error (reader, EINVAL, "gzip: damaged or cut short");
  *bytes = input->inflated;
  return made;
}

static la_int64_t
seek_plain (struct archive *reader, void *data, la_int64_t offset, int whence)
{
  PlArchiveInput *input = data;
  const PlArchiveSource *source = input->source;

  input->first = FALSE;
  if (source->data == NULL)
    return lseek (source->descriptor, offset, whence);
  la_int64_t base = whence == SEEK_SET   ? 0
                    : whence == SEEK_CUR ? (la_int64_t)input->position
                                         : (la_int64_t)source->size;
  input->position = (gsize)CLAMP (base + offset, 0, (la_int64_t)source->size);
  return (la_int64_t)input->position;
}

int
pl_archive_input_open (PlArchiveInput *input, struct archive *reader)
{
  const PlArchiveSource *source = input->source;

  archive_read_set_callback_data (reader, input);
  archive_read_set_read_callback (reader, input->gzip ? read_gzip : read_plain);
  /* zip has its contents at its end; without a way there it is read from its beginning. */
  if (!input->gzip && (source->data != NULL || lseek (source->descriptor, 0, SEEK_CUR) >= 0))
    archive_read_set_seek_callback (reader, seek_plain);
  return archive_read_open1 (reader);
}

gboolean
pl_archive_input_skip (PlArchiveInput *input, gboolean *over)
{
  la_ssize_t made = input->gzip ? inflate_block (input) : 0;

  *over = made == 0;
  return made >= 0;
}

guint64
pl_archive_input_taken (const PlArchiveInput *input)
{
  return input->taken;
}

guint64
pl_archive_input_given (const PlArchiveInput *input)
{
  return input->gzip ? input->given : input->taken;
}

gboolean
pl_archive_input_is_gzip (const PlArchiveInput *input)
{
  return input->gzip;
}
