/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-index-builder.h"

#include <stdlib.h>

#include "policy/error.h"
#include "policy/sites/category.h"
#include "policy/sites/hostname.h"
#include "policy/sites/site-index-builder-private.h"
#include "policy/sites/site-index-format.h"
#include "policy/sites/site-index-writer.h"

/*
 * A rule while the index is built: 120 bits of its name's hash, and in the lowest 8 bits of low the
 * category and the kind. Two different names with the same 120 bits do not happen.
 *
 * When the fingerprints are known, the same memory holds those: see Fingerprint.
 */
typedef PlSiteHash Record;

#define TAG_MASK      G_GUINT64_CONSTANT (0xff)
#define TAG_EXCEPTION 0x40

#define SLICE_RECORDS  128
#define SLICE_BITS_MAX 16

typedef PlSiteIndexFingerprint Fingerprint;

G_STATIC_ASSERT (sizeof (Fingerprint) == sizeof (Record));

struct _PlSiteIndexBuilder {
  guint8 key[PL_SITE_INDEX_KEY_SIZE];
  GPtrArray *ids;  /* char *, owned */
  Record *records; /* owned; of n_records, room for room */
  gsize n_records, room;
  GArray *exact;               /* of PlSiteIndexName */
  GString *names;              /* of the exact ones */
  GHashTable *protected_names; /* char *, owned */
  GArray *sets;                /* of PlSiteIndexSet, in the order of their numbers */
  GHashTable *set_numbers;
  guint remainder_bits;
  guint16 labels;
  guint64 n_rules;
  gboolean full;
};

static guint
hash_set (gconstpointer key)
{
  const PlSiteIndexSet *set = key;
  guint64 mixed = (set->rules ^ (set->exceptions << 32 | set->exceptions >> 32)) *
                  G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return mixed >> 32;
}

static gboolean
equal_sets (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (PlSiteIndexSet)) == 0;
}

PlSiteIndexBuilder *
pl_site_index_builder_new (const guint8 key[PL_SITE_INDEX_KEY_SIZE])
{
  PlSiteIndexBuilder *builder = g_new0 (PlSiteIndexBuilder, 1);

  memcpy (builder->key, key, PL_SITE_INDEX_KEY_SIZE);
  builder->ids = g_ptr_array_new_with_free_func (g_free);
  builder->exact = g_array_new (FALSE, FALSE, sizeof (PlSiteIndexName));
  builder->names = g_string_new (NULL);
  builder->protected_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  builder->sets = g_array_new (FALSE, FALSE, sizeof (PlSiteIndexSet));
  builder->set_numbers = g_hash_table_new_full (hash_set, equal_sets, g_free, NULL);
  builder->remainder_bits = PL_SITE_INDEX_REMAINDER_BITS;
  return builder;
}

void
pl_site_index_builder_free (PlSiteIndexBuilder *builder)
{
  g_ptr_array_unref (builder->ids);
  g_free (builder->records);
  g_array_unref (builder->exact);
  g_string_free (builder->names, TRUE);
  g_hash_table_unref (builder->protected_names);
  g_array_unref (builder->sets);
  g_hash_table_unref (builder->set_numbers);
  g_free (builder);
}

void
pl_site_index_builder_set_remainder_bits (PlSiteIndexBuilder *builder, guint bits)
{
  builder->remainder_bits = bits;
}

int
pl_site_index_builder_add_category (PlSiteIndexBuilder *builder, const char *id, GError **error)
{
  guint n;

  if (g_ptr_array_find_with_equal_func (builder->ids, id, g_str_equal, &n))
    return (int)n;
  if (!pl_category_id_is_valid (id))
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s is not a category id", id);
  else if (builder->ids->len == PL_CATEGORY_MAX)
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, "more than %d categories", PL_CATEGORY_MAX);
  else {
    g_ptr_array_add (builder->ids, g_strdup (id));
    return (int)builder->ids->len - 1;
  }
  return -1;
}

static void
add_exact (PlSiteIndexBuilder *builder, const char *name, gsize length, PlSiteIndexSet set)
{
  PlSiteIndexName exact = { .set = set, .offset = builder->names->len, .length = length };

  if (builder->names->len > PL_SITE_INDEX_DEEP_BYTES_MAX) {
    builder->full = TRUE;
    return;
  }
  g_string_append_len (builder->names, name, length);
  g_array_append_val (builder->exact, exact);
}

static void
add_record (PlSiteIndexBuilder *builder, PlSiteHash hash, guint tag)
{
  if (builder->n_records == builder->room) {
    builder->room = MAX (1024, builder->room + builder->room / 2);
    builder->records = g_renew (Record, builder->records, builder->room);
  }
  builder->records[builder->n_records++] = (Record){ hash.high, (hash.low & ~TAG_MASK) | tag };
}

void
pl_site_index_builder_add (PlSiteIndexBuilder *builder,
                           guint category,
                           PlSiteRuleKind kind,
                           const char *name,
                           gsize length)
{
  gboolean exception = kind == PL_SITE_RULE_EXCEPTION;
  guint labels = pl_site_labels (name, length);

  g_return_if_fail (category < builder->ids->len && length <= PL_HOSTNAME_MAX);
  if (builder->n_rules == PL_SITE_INDEX_RULES_MAX) {
    builder->full = TRUE;
    return;
  }
  builder->n_rules++;
  if (labels > PL_SITE_INDEX_LABELS_MAX) {
    guint64 bit = PL_CATEGORY_BIT (category);

    add_exact (builder, name, length, (PlSiteIndexSet){ exception ? 0 : bit, exception ? bit : 0 });
    return;
  }
  builder->labels |= 1u << labels;
  add_record (builder, pl_site_hash (builder->key, name, length),
              category | (exception ? TAG_EXCEPTION : 0));
}

void
pl_site_index_builder_protect (PlSiteIndexBuilder *builder, const char *name, gsize length)
{
  g_autofree char *copy = g_strndup (name, length);

  for (const char *suffix = copy; suffix != NULL; suffix = pl_hostname_parent (suffix))
    if (!g_hash_table_contains (builder->protected_names, suffix))
      g_hash_table_add (builder->protected_names, g_strdup (suffix));
}

/* The least bits that number n things; 0 for none or one. */
static guint
bits_for (guint64 n)
{
  return n <= 1 ? 0 : 64 - __builtin_clzll (n - 1);
}

static int
compare_records (const void *a, const void *b)
{
  const Record *x = a, *y = b;

  if (x->high != y->high)
    return x->high < y->high ? -1 : 1;
  return (x->low > y->low) - (x->low < y->low);
}

/*
 * Hashes are spread evenly: one pass deals the records out by their first bits, and qsort has only
 * small slices to sort, which stay in the cache.
 */
static void
sort_records (PlSiteIndexBuilder *builder)
{
  guint bits = MIN (bits_for (builder->n_records / SLICE_RECORDS), SLICE_BITS_MAX);
  gsize slices = (gsize)1 << bits, begin = 0;
  g_autofree gsize *ends = g_new0 (gsize, slices + 1);
  g_autofree Record *dealt = g_new (Record, builder->n_records);

  for (gsize i = 0; i < builder->n_records; i++)
    ends[pl_site_hash_bucket (builder->records[i], bits) + 1]++;
  for (gsize slice = 0; slice < slices; slice++)
    ends[slice + 1] += ends[slice];
  for (gsize i = 0; i < builder->n_records; i++)
    dealt[ends[pl_site_hash_bucket (builder->records[i], bits)]++] = builder->records[i];
  for (gsize slice = 0; slice < slices; begin = ends[slice++])
    if (ends[slice] - begin > 1)
      qsort (dealt + begin, ends[slice] - begin, sizeof (Record), compare_records);
  g_free (builder->records);
  builder->records = g_steal_pointer (&dealt);
}

static gboolean
same_name (const Record *a, const Record *b)
{
  return a->high == b->high && ((a->low ^ b->low) & ~TAG_MASK) == 0;
}

static guint64
count_names (const PlSiteIndexBuilder *builder)
{
  guint64 n = 0;

  for (gsize i = 0; i < builder->n_records; i++)
    n += i == 0 || !same_name (&builder->records[i - 1], &builder->records[i]);
  return n;
}

static void
add_to_set (PlSiteIndexSet *set, const Record *record)
{
  guint64 bit = PL_CATEGORY_BIT (record->low & (PL_CATEGORY_MAX - 1));

  if (record->low & TAG_EXCEPTION)
    set->exceptions |= bit;
  else
    set->rules |= bit;
}

static Fingerprint
fingerprint (const PlSiteIndexBuilder *builder, guint bucket_bits, PlSiteHash hash)
{
  return (Fingerprint){
    .bucket = pl_site_hash_bucket (hash, bucket_bits),
    .remainder = pl_site_hash_remainder (hash, bucket_bits, builder->remainder_bits),
  };
}

static int
compare_fingerprints (Fingerprint a, Fingerprint b)
{
  if (a.bucket != b.bucket)
    return a.bucket < b.bucket ? -1 : 1;
  return (a.remainder > b.remainder) - (a.remainder < b.remainder);
}

/* The first record whose fingerprint is not less than wanted. */
static gsize
lower_bound (const PlSiteIndexBuilder *builder, guint bucket_bits, Fingerprint wanted)
{
  gsize low = 0, high = builder->n_records;

  while (low < high) {
    gsize middle = low + (high - low) / 2;

    if (compare_fingerprints (fingerprint (builder, bucket_bits, builder->records[middle]),
                              wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Keeps a protected name verbatim, with its true set, if another name has its fingerprint. */
static void
protect_name (PlSiteIndexBuilder *builder, guint bucket_bits, const char *name)
{
  gsize length = strlen (name);
  Record own = pl_site_hash (builder->key, name, length);
  Fingerprint wanted = fingerprint (builder, bucket_bits, own);
  PlSiteIndexSet set = { 0 };
  gboolean false_match = FALSE;

  if (pl_site_labels (name, length) > PL_SITE_INDEX_LABELS_MAX)
    return;
  for (gsize i = lower_bound (builder, bucket_bits, wanted);
       i < builder->n_records &&
       compare_fingerprints (fingerprint (builder, bucket_bits, builder->records[i]), wanted) == 0;
       i++)
    if (same_name (&builder->records[i], &own))
      add_to_set (&set, &builder->records[i]);
    else
      false_match = TRUE;
  if (false_match)
    add_exact (builder, name, length, set);
}

static void
protect_names (PlSiteIndexBuilder *builder, guint bucket_bits)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, builder->protected_names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    protect_name (builder, bucket_bits, name);
}

static guint32
set_number (PlSiteIndexBuilder *builder, const PlSiteIndexSet *set)
{
  gpointer number;

  if (!g_hash_table_lookup_extended (builder->set_numbers, set, NULL, &number)) {
    number = GUINT_TO_POINTER (builder->sets->len);
    g_hash_table_insert (builder->set_numbers, g_memdup2 (set, sizeof *set), number);
    g_array_append_vals (builder->sets, set, 1);
  }
  return GPOINTER_TO_UINT (number);
}

/* Turns the sorted records into fingerprints in place; returns how many. */
static gsize
make_fingerprints (PlSiteIndexBuilder *builder, guint bucket_bits)
{
  Fingerprint *fingerprints = (Fingerprint *)builder->records;
  gsize n = 0, i = 0;

  while (i < builder->n_records) {
    Fingerprint next = fingerprint (builder, bucket_bits, builder->records[i]);
    PlSiteIndexSet set = { 0 };

    do
      add_to_set (&set, &builder->records[i++]);
    while (i < builder->n_records &&
           compare_fingerprints (fingerprint (builder, bucket_bits, builder->records[i]), next) ==
               0);
    next.set = set_number (builder, &set);
    fingerprints[n++] = next;
  }
  return n;
}

static int
compare_exact (const void *a, const void *b, void *names)
{
  const PlSiteIndexName *x = a, *y = b;
  const char *start = ((GString *)names)->str;
  int order = memcmp (start + x->offset, start + y->offset, MIN (x->length, y->length));

  return order != 0 ? order : (x->length > y->length) - (x->length < y->length);
}

/* Sorts the exact names and makes those of the same name one. */
static void
merge_exact (PlSiteIndexBuilder *builder)
{
  PlSiteIndexName *exact = (PlSiteIndexName *)builder->exact->data;
  guint n = 0;

  if (builder->exact->len == 0)
    return;
  qsort_r (exact, builder->exact->len, sizeof *exact, compare_exact, builder->names);
  for (guint i = 1; i < builder->exact->len; i++)
    if (compare_exact (&exact[n], &exact[i], builder->names) == 0) {
      exact[n].set.rules |= exact[i].set.rules;
      exact[n].set.exceptions |= exact[i].set.exceptions;
    } else
      exact[++n] = exact[i];
  g_array_set_size (builder->exact, n + 1);
}

/* Sets what the header says of the exact names; returns how many of them are deep. */
static guint
count_exact (PlSiteIndexBuilder *builder, PlSiteIndexHeader *header)
{
  guint deep = 0;

  header->n_exact = builder->exact->len;
  for (guint i = 0; i < builder->exact->len; i++) {
    PlSiteIndexName *exact = &g_array_index (builder->exact, PlSiteIndexName, i);
    guint labels = pl_site_labels (builder->names->str + exact->offset, exact->length);

    exact->set_number = set_number (builder, &exact->set);
    header->exact_bytes += exact->length;
    header->labels_most = MAX (header->labels_most, labels);
    if (labels > PL_SITE_INDEX_LABELS_MAX)
      deep++;
    else
      header->overrides = 1;
  }
  return deep;
}

GBytes *
pl_site_index_builder_finish (PlSiteIndexBuilder *builder, PlSiteIndexStats *stats, GError **error)
{
  PlSiteIndexHeader header = {
    .magic = PL_SITE_INDEX_MAGIC,
    .version = PL_SITE_INDEX_VERSION,
    .n_categories = builder->ids->len,
    .remainder_bits = builder->remainder_bits,
    .labels = builder->labels,
  };

  memcpy (header.key, builder->key, sizeof header.key);
  sort_records (builder);
  header.n_names = count_names (builder);
  header.bucket_bits = bits_for (header.n_names / PL_SITE_INDEX_BUCKET_NAMES + 1);
  protect_names (builder, header.bucket_bits);
  if (builder->full) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
                 "more than %u rules, or than %u bytes of very deep names", PL_SITE_INDEX_RULES_MAX,
                 PL_SITE_INDEX_DEEP_BYTES_MAX);
    return NULL;
  }
  header.n_fingerprints = make_fingerprints (builder, header.bucket_bits);
  merge_exact (builder);
  header.n_names += count_exact (builder, &header);
  header.n_sets = builder->sets->len;
  header.set_bits = bits_for (header.n_sets);

  PlSiteIndexContents contents = {
    header,         builder->ids,        builder->sets, (const Fingerprint *)builder->records,
    builder->exact, builder->names->str,
  };
  GBytes *bytes = pl_site_index_write (&contents);

  if (stats != NULL)
    *stats = (PlSiteIndexStats){ builder->n_rules, header.n_names, header.n_sets, header.n_exact,
                                 g_bytes_get_size (bytes) };
  return bytes;
}
