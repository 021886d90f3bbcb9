/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * The file of a site index, shared by its builder and its reader. Private to both and their tests.
 *
 * Integers are little-endian. The sections follow the header in this order, each padded with zeros
 * to a multiple of 8 bytes; their places follow from the header's counts, and the last ends where
 * the file does.
 *
 *   categories    n_categories ids of PL_SITE_INDEX_ID_SIZE bytes, padded with NULs
 *   sets          n_sets pairs of 64 bits: categories with a rule, categories with an exception
 *   buckets       2^bucket_bits + 1 times 32 bits: the number of the bucket's first fingerprint
 *   fingerprints  n_fingerprints times remainder_bits of remainder and set_bits of set number,
 *                 packed from the lowest bit up, and 8 more bytes
 *   exact         n_exact times 32 bits offset into the next section and 32 bits set number
 *   exact names   exact_bytes of names, one after the other, in the order of their bytes
 *
 * Fingerprints. A name is hashed with SipHash-2-4 (128 bits) under the key of the file. The first
 * bucket_bits bits are its bucket, the next remainder_bits its remainder. Within a bucket the
 * remainders ascend, evenly, so that a remainder says about where it stands: a look at the buckets,
 * which stay in a core's cache, and one at a line or two of fingerprints. n names lie in
 * 2^bucket_bits buckets with n <= 64 * 2^bucket_bits.
 *
 * False matches. To whoever does not know the key, the fingerprint of a name that is not listed is
 * uniform over 2^(bucket_bits + remainder_bits) values, of which at most n are taken. A lookup
 * tries the suffixes of 1 to PL_SITE_INDEX_LABELS_MAX = 8 labels, so that
 *
 *   P(false match) <= 8 * n / 2^(bucket_bits + remainder_bits)
 *                  <= 8 * 64 / 2^remainder_bits = 2^(9 - 49) = 2^-40 a lookup.
 *
 * In practice names with 1 label are never listed, and only label counts that occur are tried.
 * Deeper names are kept verbatim: so deep a query cannot try more.
 *
 * Exact names. Besides the deep ones they hold suffixes of protected names (help and popular sites)
 * whose fingerprint is also another listed name's. They are sorted as memcmp sorts them, a prefix
 * first, and what they say replaces what the fingerprint says.
 *
 * Size. A name takes remainder_bits + set_bits and its share of a bucket, 1 bit at most: 49 + 10 + 1
 * bits are 7.5 bytes, with up to 1,024 different sets.
 */

#include <sodium.h>
#include <string.h>

#include "policy/sites/site-index-builder.h"

#define PL_SITE_INDEX_MAGIC          "PLsites" /* and its NUL */
#define PL_SITE_INDEX_VERSION        1
#define PL_SITE_INDEX_ID_SIZE        64
#define PL_SITE_INDEX_CHECKSUM_SIZE  32
#define PL_SITE_INDEX_LABELS_MAX     8
#define PL_SITE_INDEX_BUCKET_NAMES   64
#define PL_SITE_INDEX_REMAINDER_BITS 49
/* What one load of 8 bytes holds at any bit offset. */
#define PL_SITE_INDEX_FIELD_BITS_MAX 57
/* So that a bucket's number and its neighbour's fit into 32 bits. */
#define PL_SITE_INDEX_BUCKET_BITS_MAX 31

typedef struct {
  char magic[8];
  guint32 version;
  guint32 n_categories;
  guint64 size;    /* of the whole file */
  guint64 n_names; /* distinct names listed */
  guint32 n_fingerprints;
  guint32 n_sets;
  guint32 n_exact;
  guint32 exact_bytes;
  guint8 bucket_bits;
  guint8 remainder_bits;
  guint8 set_bits;
  guint8 labels_most; /* of the deepest exact name */
  guint16 labels;     /* bit n: names of n labels have fingerprints */
  guint16 overrides;  /* 1: some exact names are not deep */
  guint8 key[PL_SITE_INDEX_KEY_SIZE];
  guint8 reserved[24];                          /* zero */
  guint8 checksum[PL_SITE_INDEX_CHECKSUM_SIZE]; /* BLAKE2b of all bytes but these */
} PlSiteIndexHeader;

G_STATIC_ASSERT (sizeof (PlSiteIndexHeader) == 128);

typedef struct {
  guint64 rules;
  guint64 exceptions;
} PlSiteIndexSet;

typedef struct {
  guint32 offset;
  guint32 set;
} PlSiteIndexExact;

/* Where the sections of a header (in host order) start. */
typedef struct {
  guint64 categories, sets, buckets, fingerprints, exact, exact_names, end;
} PlSiteIndexLayout;

static inline guint64
pl_site_index_padded (guint64 size)
{
  return (size + 7) & ~G_GUINT64_CONSTANT (7);
}

/* Counts have 32 bits and fields 57: nothing here can overflow 64. */
static inline void
pl_site_index_layout (const PlSiteIndexHeader *header, PlSiteIndexLayout *layout)
{
  guint64 bits =
      (guint64)header->n_fingerprints * ((guint)header->remainder_bits + header->set_bits);

  layout->categories = sizeof *header;
  layout->sets = layout->categories + (guint64)header->n_categories * PL_SITE_INDEX_ID_SIZE;
  layout->buckets = layout->sets + (guint64)header->n_sets * sizeof (PlSiteIndexSet);
  layout->fingerprints =
      layout->buckets +
      pl_site_index_padded (((G_GUINT64_CONSTANT (1) << header->bucket_bits) + 1) * 4);
  layout->exact = layout->fingerprints + pl_site_index_padded ((bits + 7) / 8 + 8);
  layout->exact_names = layout->exact + (guint64)header->n_exact * sizeof (PlSiteIndexExact);
  layout->end = layout->exact_names + pl_site_index_padded (header->exact_bytes);
}

static inline void
pl_site_index_checksum (const guint8 *file,
                        gsize size,
                        guint8 checksum[PL_SITE_INDEX_CHECKSUM_SIZE])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, PL_SITE_INDEX_CHECKSUM_SIZE);
  crypto_generichash_update (&state, file, G_STRUCT_OFFSET (PlSiteIndexHeader, checksum));
  crypto_generichash_update (&state, file + sizeof (PlSiteIndexHeader),
                             size - sizeof (PlSiteIndexHeader));
  crypto_generichash_final (&state, checksum, PL_SITE_INDEX_CHECKSUM_SIZE);
}

/* The 128 bits of a name's hash, the first bits in high. */
typedef struct {
  guint64 high, low;
} PlSiteHash;

static inline PlSiteHash
pl_site_hash (const guint8 key[PL_SITE_INDEX_KEY_SIZE], const char *name, gsize length)
{
  guint64 words[2];

  G_STATIC_ASSERT (crypto_shorthash_siphashx24_BYTES == sizeof words);
  G_STATIC_ASSERT (crypto_shorthash_siphashx24_KEYBYTES == PL_SITE_INDEX_KEY_SIZE);
  crypto_shorthash_siphashx24 ((guint8 *)words, (const guint8 *)name, length, key);
  return (PlSiteHash){ GUINT64_FROM_LE (words[0]), GUINT64_FROM_LE (words[1]) };
}

static inline guint32
pl_site_hash_bucket (PlSiteHash hash, guint bucket_bits)
{
  return bucket_bits == 0 ? 0 : hash.high >> (64 - bucket_bits);
}

static inline guint64
pl_site_hash_remainder (PlSiteHash hash, guint bucket_bits, guint remainder_bits)
{
  guint64 rest =
      bucket_bits == 0 ? hash.high : hash.high << bucket_bits | hash.low >> (64 - bucket_bits);

  return rest >> (64 - remainder_bits);
}

static inline guint
pl_site_labels (const char *name, gsize length)
{
  guint labels = 1;

  for (gsize i = 0; i < length; i++)
    labels += name[i] == '.';
  return labels;
}
