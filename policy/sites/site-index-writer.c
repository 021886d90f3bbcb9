/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-index-writer.h"

static void
write_u32 (guint8 *at, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

static void
write_u64 (guint8 *at, guint64 value)
{
  value = GUINT64_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

/* Writes value from a bit of the section on, where all is zero yet. */
static void
write_bits (guint8 *section, guint64 bit, guint64 value)
{
  guint64 before;

  memcpy (&before, section + bit / 8, sizeof before);
  write_u64 (section + bit / 8, GUINT64_FROM_LE (before) | value << bit % 8);
}

static void
write_categories (const GPtrArray *ids, guint8 *at)
{
  for (guint i = 0; i < ids->len; i++, at += PL_SITE_INDEX_ID_SIZE)
    g_strlcpy ((char *)at, g_ptr_array_index (ids, i), PL_SITE_INDEX_ID_SIZE);
}

static void
write_sets (const GArray *sets, guint8 *at)
{
  for (guint i = 0; i < sets->len; i++, at += sizeof (PlSiteIndexSet)) {
    const PlSiteIndexSet *set = &g_array_index (sets, PlSiteIndexSet, i);

    write_u64 (at, set->rules);
    write_u64 (at + 8, set->exceptions);
  }
}

static void
write_fingerprints (const PlSiteIndexContents *contents, guint8 *buckets, guint8 *fingerprints)
{
  const PlSiteIndexHeader *header = &contents->header;
  guint64 n_buckets = G_GUINT64_CONSTANT (1) << header->bucket_bits, bucket = 0, bit = 0;

  for (guint32 i = 0; i < header->n_fingerprints; i++) {
    const PlSiteIndexFingerprint *fingerprint = &contents->fingerprints[i];

    for (; bucket <= fingerprint->bucket; bucket++)
      write_u32 (buckets + bucket * 4, i);
    write_bits (fingerprints, bit, fingerprint->remainder);
    write_bits (fingerprints, bit + header->remainder_bits, fingerprint->set);
    bit += (guint)header->remainder_bits + header->set_bits;
  }
  for (; bucket <= n_buckets; bucket++)
    write_u32 (buckets + bucket * 4, header->n_fingerprints);
}

static void
write_exact (const PlSiteIndexContents *contents, guint8 *exact, guint8 *names)
{
  guint32 offset = 0;

  for (guint i = 0; i < contents->exact->len; i++, exact += sizeof (PlSiteIndexExact)) {
    const PlSiteIndexName *name = &g_array_index (contents->exact, PlSiteIndexName, i);

    write_u32 (exact, offset);
    write_u32 (exact + 4, name->set_number);
    memcpy (names + offset, contents->names + name->offset, name->length);
    offset += name->length;
  }
}

static void
write_header (PlSiteIndexHeader header, guint8 *file, guint64 size)
{
  header.version = GUINT32_TO_LE (header.version);
  header.n_categories = GUINT32_TO_LE (header.n_categories);
  header.size = GUINT64_TO_LE (size);
  header.n_names = GUINT64_TO_LE (header.n_names);
  header.n_fingerprints = GUINT32_TO_LE (header.n_fingerprints);
  header.n_sets = GUINT32_TO_LE (header.n_sets);
  header.n_exact = GUINT32_TO_LE (header.n_exact);
  header.exact_bytes = GUINT32_TO_LE (header.exact_bytes);
  header.labels = GUINT16_TO_LE (header.labels);
  header.overrides = GUINT16_TO_LE (header.overrides);
  memcpy (file, &header, sizeof header);
  pl_site_index_checksum (file, size, file + G_STRUCT_OFFSET (PlSiteIndexHeader, checksum));
}

GBytes *
pl_site_index_write (const PlSiteIndexContents *contents)
{
  PlSiteIndexLayout at;

  pl_site_index_layout (&contents->header, &at);

  guint8 *file = g_malloc0 (at.end);

  write_categories (contents->ids, file + at.categories);
  write_sets (contents->sets, file + at.sets);
  write_fingerprints (contents, file + at.buckets, file + at.fingerprints);
  write_exact (contents, file + at.exact, file + at.exact_names);
  write_header (contents->header, file, at.end);
  return g_bytes_new_take (file, at.end);
}
