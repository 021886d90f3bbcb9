/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-index.h"

#include "policy/error.h"
#include "policy/sites/hostname.h"
#include "policy/sites/site-index-format.h"

/* A name of PL_HOSTNAME_MAX bytes has at most so many labels. */
#define LABELS_MAX (PL_HOSTNAME_MAX / 2 + 1)

/* A set of the file in the home's numbers. */
typedef struct {
  PlCategorySet rules, exceptions;
  gboolean learning_rule, learning_exception;
} Set;

struct _PlSiteIndex {
  GBytes *bytes; /* nullable, owned */
  const guint8 *data;
  PlSiteIndexHeader header; /* in host order */
  PlSiteIndexLayout at;
  Set *sets; /* owned, header.n_sets */
};

/* Any bytes may stand in the file: whatever is read from it is checked where it is used. */

static inline guint32
read_u32 (const guint8 *at)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return GUINT32_FROM_LE (value);
}

static inline guint64
read_u64 (const guint8 *at)
{
  guint64 value;

  memcpy (&value, at, sizeof value);
  return GUINT64_FROM_LE (value);
}

/* width bits from a bit of the section on; a packed section ends in 8 more bytes. */
static inline guint64
read_bits (const guint8 *section, guint64 bit, guint width)
{
  return read_u64 (section + bit / 8) >> bit % 8 & ((G_GUINT64_CONSTANT (1) << width) - 1);
}

static void
read_header (const guint8 *data, PlSiteIndexHeader *header)
{
  memcpy (header, data, sizeof *header);
  header->version = GUINT32_FROM_LE (header->version);
  header->n_categories = GUINT32_FROM_LE (header->n_categories);
  header->size = GUINT64_FROM_LE (header->size);
  header->n_names = GUINT64_FROM_LE (header->n_names);
  header->n_fingerprints = GUINT32_FROM_LE (header->n_fingerprints);
  header->n_sets = GUINT32_FROM_LE (header->n_sets);
  header->n_exact = GUINT32_FROM_LE (header->n_exact);
  header->exact_bytes = GUINT32_FROM_LE (header->exact_bytes);
  header->labels = GUINT16_FROM_LE (header->labels);
  header->overrides = GUINT16_FROM_LE (header->overrides);
}

static gboolean
check_header (const PlSiteIndexHeader *header, gsize size, GError **error)
{
  if (header->size != size)
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "site index: %s",
                 header->size > size ? "truncated" : "longer than it says");
  else if (header->n_categories > PL_CATEGORY_MAX ||
           header->bucket_bits > PL_SITE_INDEX_BUCKET_BITS_MAX || header->remainder_bits == 0 ||
           header->remainder_bits > PL_SITE_INDEX_FIELD_BITS_MAX || header->set_bits > 32)
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 "site index: a count in the header is too large");
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_layout (PlSiteIndex *index, gsize size, GError **error)
{
  if (size < sizeof index->header || memcmp (index->data, PL_SITE_INDEX_MAGIC, 8) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "not a site index");
    return FALSE;
  }
  read_header (index->data, &index->header);
  if (index->header.version != PL_SITE_INDEX_VERSION) {
    g_set_error (error, PL_ERROR, PL_ERROR_UNSUPPORTED, "site index: version %u is not known",
                 index->header.version);
    return FALSE;
  }
  if (!check_header (&index->header, size, error))
    return FALSE;
  pl_site_index_layout (&index->header, &index->at);
  if (index->at.end != size) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "site index: its sections do not fit the file");
    return FALSE;
  }
  return TRUE;
}

const char *
pl_site_index_id (const PlSiteIndex *index, guint n)
{
  if (n >= index->header.n_categories)
    return NULL;

  const char *id =
      (const char *)index->data + index->at.categories + (gsize)n * PL_SITE_INDEX_ID_SIZE;

  return id[PL_SITE_INDEX_ID_SIZE - 1] == '\0' ? id : NULL;
}

#define NUMBER_LEARNING (-2)

/* The home's number for each of the file's, PL_CATEGORY_NONE if it has none. */
static void
read_numbers (const PlSiteIndex *index,
              const PlCategories *categories,
              int numbers[PL_CATEGORY_MAX])
{
  for (guint n = 0; n < PL_CATEGORY_MAX; n++) {
    const char *id = pl_site_index_id (index, n);

    if (id == NULL)
      numbers[n] = PL_CATEGORY_NONE;
    else if (categories == NULL)
      numbers[n] = (int)n;
    else if (strcmp (id, PL_SITE_SET_LEARNING) == 0)
      numbers[n] = NUMBER_LEARNING;
    else
      numbers[n] = pl_categories_find (categories, id);
  }
}

static PlCategorySet
renumber (guint64 file_set, const int numbers[PL_CATEGORY_MAX], gboolean *learning)
{
  PlCategorySet set = 0;

  for (; file_set != 0; file_set &= file_set - 1) {
    int number = numbers[__builtin_ctzll (file_set)];

    if (number == NUMBER_LEARNING)
      *learning = TRUE;
    else if (number >= 0)
      set |= PL_CATEGORY_BIT (number);
  }
  return set;
}

static void
read_sets (PlSiteIndex *index, const PlCategories *categories)
{
  int numbers[PL_CATEGORY_MAX];

  read_numbers (index, categories, numbers);
  index->sets = g_new0 (Set, index->header.n_sets);
  for (guint32 i = 0; i < index->header.n_sets; i++) {
    const guint8 *at = index->data + index->at.sets + (gsize)i * sizeof (PlSiteIndexSet);
    Set *set = &index->sets[i];

    set->rules = renumber (read_u64 (at), numbers, &set->learning_rule);
    set->exceptions = renumber (read_u64 (at + 8), numbers, &set->learning_exception);
  }
}

PlSiteIndex *
pl_site_index_new_static (const void *data,
                          gsize size,
                          const PlCategories *categories,
                          GError **error)
{
  g_autoptr (PlSiteIndex) index = g_new0 (PlSiteIndex, 1);

  index->data = data;
  if (!read_layout (index, size, error))
    return NULL;
  read_sets (index, categories);
  return g_steal_pointer (&index);
}

PlSiteIndex *
pl_site_index_new (GBytes *data, const PlCategories *categories, GError **error)
{
  gsize size;
  const void *bytes = g_bytes_get_data (data, &size);
  PlSiteIndex *index = pl_site_index_new_static (bytes, size, categories, error);

  if (index != NULL)
    index->bytes = g_bytes_ref (data);
  return index;
}

void
pl_site_index_free (PlSiteIndex *index)
{
  if (index == NULL)
    return;
  g_clear_pointer (&index->bytes, g_bytes_unref);
  g_free (index->sets);
  g_free (index);
}

gboolean
pl_site_index_verify (const PlSiteIndex *index, GError **error)
{
  guint8 checksum[PL_SITE_INDEX_CHECKSUM_SIZE];

  pl_site_index_checksum (index->data, index->header.size, checksum);
  if (memcmp (checksum, index->header.checksum, sizeof checksum) == 0)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "site index: its checksum is wrong");
  return FALSE;
}

guint64
pl_site_index_count (const PlSiteIndex *index)
{
  return index->header.n_names;
}

static const Set *
nth_set (const PlSiteIndex *index, guint64 n)
{
  return n < index->header.n_sets ? &index->sets[n] : NULL;
}

/* A suffix whose fingerprint is looked for. */
typedef struct {
  guint64 remainder;
  guint32 first, end; /* of its bucket */
  guint32 guess;      /* about where it stands there */
  guint8 start;       /* of the suffix in the name */
} Probe;

static inline guint64
fingerprint_bit (const PlSiteIndex *index, guint32 n)
{
  return (guint64)n * ((guint)index->header.remainder_bits + index->header.set_bits);
}

static inline guint64
nth_remainder (const PlSiteIndex *index, guint32 n)
{
  return read_bits (index->data + index->at.fingerprints, fingerprint_bit (index, n),
                    index->header.remainder_bits);
}

/* Finds where a suffix has to be, and asks memory for it: a lookup waits once for all its probes. */
static void
start_probe (const PlSiteIndex *index, const char *suffix, gsize length, Probe *probe)
{
  const PlSiteIndexHeader *header = &index->header;
  PlSiteHash hash = pl_site_hash (header->key, suffix, length);
  guint32 bucket = pl_site_hash_bucket (hash, header->bucket_bits);
  const guint8 *at = index->data + index->at.buckets + (gsize)bucket * 4;
  guint64 high = pl_site_hash_remainder (hash, header->bucket_bits, 32), size;

  probe->remainder = pl_site_hash_remainder (hash, header->bucket_bits, header->remainder_bits);
  probe->end = MIN (read_u32 (at + 4), header->n_fingerprints);
  probe->first = MIN (read_u32 (at), probe->end);
  size = probe->end - probe->first;
  probe->guess = probe->first + (guint32)(high * size >> 32);
  __builtin_prefetch (index->data + index->at.fingerprints +
                      fingerprint_bit (index, probe->guess) / 8);
}

static const Set *
finish_probe (const PlSiteIndex *index, const Probe *probe)
{
  guint32 i = probe->guess;

  if (probe->first == probe->end)
    return NULL;
  while (i > probe->first && nth_remainder (index, i) > probe->remainder)
    i--;
  while (i < probe->end && nth_remainder (index, i) < probe->remainder)
    i++;
  if (i == probe->end || nth_remainder (index, i) != probe->remainder)
    return NULL;
  return nth_set (index, read_bits (index->data + index->at.fingerprints,
                                    fingerprint_bit (index, i) + index->header.remainder_bits,
                                    index->header.set_bits));
}

/* Exact name number n, NULL if its bounds are not inside the section. */
static const char *
exact_name (const PlSiteIndex *index, guint32 n, gsize *length)
{
  const guint8 *at = index->data + index->at.exact + (gsize)n * sizeof (PlSiteIndexExact);
  guint32 start = read_u32 (at), end = index->header.exact_bytes;

  if (n + 1 < index->header.n_exact)
    end = MIN (end, read_u32 (at + sizeof (PlSiteIndexExact)));
  if (start > end)
    return NULL;
  *length = end - start;
  return (const char *)index->data + index->at.exact_names + start;
}

static int
compare_names (const char *a, gsize a_length, const char *b, gsize b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static const Set *
find_exact (const PlSiteIndex *index, const char *name, gsize length)
{
  guint32 low = 0, high = index->header.n_exact;

  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    gsize other_length = 0;
    const char *other = exact_name (index, middle, &other_length);

    if (other == NULL)
      return NULL;

    int order = compare_names (name, length, other, other_length);

    if (order == 0)
      return nth_set (index, read_u32 (index->data + index->at.exact +
                                       (gsize)middle * sizeof (PlSiteIndexExact) + 4));
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

/* What longer suffixes have decided already, and what stands so far. */
typedef struct {
  PlCategorySet decided, standing;
  gboolean learning_decided, learning;
} Decision;

/* Of a rule and an exception the longer wins, the exception on a tie: suffixes come longest first. */
static void
decide (Decision *decision, const Set *set, guint16 offset, PlSiteMatch *match)
{
  PlCategorySet standing = set->rules & ~set->exceptions & ~decision->decided;

  decision->standing |= standing;
  decision->decided |= set->rules | set->exceptions;
  for (; standing != 0; standing &= standing - 1)
    match->rule_offset[__builtin_ctzll (standing)] = offset;

  if (!decision->learning_decided && set->learning_rule && !set->learning_exception) {
    decision->learning = TRUE;
    match->learning_offset = offset;
  }
  decision->learning_decided |= set->learning_rule || set->learning_exception;
}

/* Writes where the suffixes of 1, 2 ... labels start to starts[1], starts[2] ..., at most max;
 * returns how many there are. */
static guint
find_labels (const char *name, gsize length, guint8 *starts, guint max)
{
  guint labels = 0;

  for (gsize i = length; i > 0 && labels < max; i--)
    if (i == 1 || name[i - 2] == '.')
      starts[++labels] = i - 1;
  return labels;
}

/* Suffixes that are too deep for fingerprints: from the deepest that is listed down. */
static void
decide_deep (const PlSiteIndex *index,
             const char *name,
             gsize length,
             Decision *decision,
             PlSiteMatch *match)
{
  guint8 starts[LABELS_MAX + 1];
  guint labels = find_labels (name, length, starts, MIN (index->header.labels_most, LABELS_MAX));

  for (; labels > PL_SITE_INDEX_LABELS_MAX; labels--) {
    const Set *set = find_exact (index, name + starts[labels], length - starts[labels]);

    if (set != NULL)
      decide (decision, set, starts[labels], match);
  }
}

static guint
start_probes (const PlSiteIndex *index,
              const char *name,
              gsize length,
              Probe probes[PL_SITE_INDEX_LABELS_MAX])
{
  guint8 starts[PL_SITE_INDEX_LABELS_MAX + 1];
  guint labels = find_labels (name, length, starts, PL_SITE_INDEX_LABELS_MAX), n = 0;

  for (; labels > 0; labels--)
    if (index->header.labels & 1u << labels) {
      probes[n].start = starts[labels];
      start_probe (index, name + starts[labels], length - starts[labels], &probes[n++]);
    }
  return n;
}

gboolean
pl_site_index_lookup (const PlSiteIndex *index, const char *name, gsize length, PlSiteMatch *match)
{
  Probe probes[PL_SITE_INDEX_LABELS_MAX];
  Decision decision = { 0 };

  if (length > PL_HOSTNAME_MAX)
    return FALSE;

  guint n = start_probes (index, name, length, probes);

  if (index->header.labels_most > PL_SITE_INDEX_LABELS_MAX)
    decide_deep (index, name, length, &decision, match);
  for (guint i = 0; i < n; i++) {
    const char *suffix = name + probes[i].start;
    const Set *set = finish_probe (index, &probes[i]), *exact = NULL;

    if (set != NULL && index->header.overrides)
      exact = find_exact (index, suffix, length - probes[i].start);
    if (set != NULL)
      decide (&decision, exact != NULL ? exact : set, probes[i].start, match);
  }
  if (decision.standing == 0 && !decision.learning)
    return FALSE;
  match->categories = decision.standing;
  match->learning = decision.learning;
  return TRUE;
}
