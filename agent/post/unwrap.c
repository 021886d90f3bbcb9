/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/unwrap.h"

#include <gmime/gmime.h>
#include <string.h>

#include "agent/post/post-job.h"

/* GMime 3.2 has none of its own. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)

/* What a signed message begins with. */
#define MAGIC "PLsigned"

typedef struct {
  GByteArray *parcels;
  guint n;
} Finding;

void
pl_unwrap_prepare (void)
{
  g_mime_init ();
}

static void
look_at (Finding *finding, const guint8 *bytes, gsize length)
{
  if (finding->n < PL_UNWRAP_MAX && length >= strlen (MAGIC) &&
      memcmp (bytes, MAGIC, strlen (MAGIC)) == 0)
    pl_post_add_parcel (finding->parcels, &finding->n, "", bytes, length);
}

static void
on_part (GMimeObject *parent, GMimeObject *part, gpointer data)
{
  /* A mail in the mail: forwarded whole. */
  if (GMIME_IS_MESSAGE_PART (part) && g_mime_message_part_get_message (GMIME_MESSAGE_PART (part)))
    g_mime_message_foreach (g_mime_message_part_get_message (GMIME_MESSAGE_PART (part)), on_part,
                            data);
  if (!GMIME_IS_PART (part))
    return;
  GMimeDataWrapper *content = g_mime_part_get_content (GMIME_PART (part));
  g_autoptr (GMimeStream) plain = g_mime_stream_mem_new ();
  if (content == NULL || g_mime_data_wrapper_write_to_stream (content, plain) < 0)
    return;
  const GByteArray *bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (plain));
  look_at (data, bytes->data, bytes->len);
}

static void
look_into_mail (Finding *finding, const guint8 *bytes, gsize length)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer ((const char *)bytes, length);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  g_autoptr (GMimeMessage) message = g_mime_parser_construct_message (parser, NULL);

  if (message != NULL)
    g_mime_message_foreach (message, on_part, finding);
}

void
pl_unwrap (const guint8 *bytes, gsize length, GByteArray *parcels)
{
  Finding finding = { parcels, 0 };

  look_at (&finding, bytes, length);
  if (finding.n == 0 && length > 0)
    look_into_mail (&finding, bytes, length);
}
