/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/name-set.h"

#include <string.h>

#include "policy/error.h"
#include "policy/sites/hostname.h"

/*
 * The flat form, in the machine's byte order (it never leaves the machine): this header, n_buckets
 * offsets into the text (an open hash table with linear probing, at most half full), and the text:
 * for each name a byte with its length, then the name.
 */
struct _PlNameSet {
  guint32 magic;
  guint32 n_names;
  guint32 n_buckets; /* a power of two; 0 if there are no names */
  guint32 text_size;
  guint32 buckets[];
};

#define NAME_SET_MAGIC 0x31534e50u /* "PNS1" */
#define BUCKET_EMPTY   G_MAXUINT32
#define NAMES_MAX      (1u << 20) /* no hand-written list comes near; keeps every sum below 2^32 */
#define FNV_OFFSET     2166136261u
#define FNV_PRIME      16777619u

/* FNV-1a from the last byte to the first, so that one pass over a name hashes all its suffixes. */
static inline guint32
hash_step (guint32 hash, char c)
{
  return (hash ^ (guint8)c) * FNV_PRIME;
}

static inline guint32
bucket_of (const PlNameSet *set, guint32 hash)
{
  return (hash ^ (hash >> 15)) & (set->n_buckets - 1);
}

static const guint8 *
text_of (const PlNameSet *set)
{
  return (const guint8 *)(set->buckets + set->n_buckets);
}

static gboolean
holds (const PlNameSet *set, const char *name, gsize length, guint32 hash)
{
  const guint8 *text = text_of (set);

  for (guint32 i = bucket_of (set, hash), n = 0; n < set->n_buckets; n++) {
    if (set->buckets[i] == BUCKET_EMPTY)
      return FALSE;
    const guint8 *entry = text + set->buckets[i];
    if (entry[0] == length && memcmp (entry + 1, name, length) == 0)
      return TRUE;
    i = (i + 1) & (set->n_buckets - 1);
  }
  return FALSE;
}

static void
add_name (PlNameSet *set, const char *name, gsize length)
{
  guint32 hash = FNV_OFFSET;

  for (gsize i = length; i > 0; i--)
    hash = hash_step (hash, name[i - 1]);
  if (holds (set, name, length, hash))
    return;

  guint32 bucket = bucket_of (set, hash);
  while (set->buckets[bucket] != BUCKET_EMPTY)
    bucket = (bucket + 1) & (set->n_buckets - 1);
  guint8 *entry = (guint8 *)text_of (set) + set->text_size;
  entry[0] = (guint8)length;
  memcpy (entry + 1, name, length);
  set->buckets[bucket] = set->text_size;
  set->text_size += (guint32)length + 1;
  set->n_names++;
}

GBytes *
pl_name_set_build (const char *const *names, gsize n_names)
{
  gsize n_buckets = n_names > 0 ? 2 : 0, text_size = 0;

  g_assert (n_names <= NAMES_MAX);
  while (n_buckets < 2 * n_names)
    n_buckets *= 2;
  for (gsize i = 0; i < n_names; i++) {
    gsize length = strlen (names[i]);
    g_assert (length > 0 && length <= PL_HOSTNAME_MAX);
    text_size += length + 1;
  }

  PlNameSet *set = g_malloc (sizeof *set + n_buckets * sizeof set->buckets[0] + text_size);
  *set = (PlNameSet){ .magic = NAME_SET_MAGIC, .n_buckets = (guint32)n_buckets };
  memset (set->buckets, 0xff, n_buckets * sizeof set->buckets[0]);
  for (gsize i = 0; i < n_names; i++)
    add_name (set, names[i], strlen (names[i]));
  return g_bytes_new_take (set, sizeof *set + n_buckets * sizeof set->buckets[0] +
                                    (gsize)set->text_size);
}

static gboolean
sizes_fit (const PlNameSet *set, gsize size)
{
  if (size < sizeof *set || set->magic != NAME_SET_MAGIC)
    return FALSE;
  if (set->n_names > NAMES_MAX || set->n_buckets > 4 * NAMES_MAX ||
      set->n_names > set->n_buckets / 2)
    return FALSE;
  if ((set->n_buckets & (set->n_buckets - 1)) != 0)
    return FALSE;
  return size - sizeof *set == (gsize)set->n_buckets * sizeof set->buckets[0] + set->text_size;
}

static gboolean
entry_fits (const PlNameSet *set, guint32 offset)
{
  if (offset >= set->text_size)
    return FALSE;
  gsize length = text_of (set)[offset];
  return length > 0 && length <= PL_HOSTNAME_MAX && length < set->text_size - offset;
}

static gboolean
buckets_fit (const PlNameSet *set)
{
  guint32 n = 0;

  for (guint32 i = 0; i < set->n_buckets; i++) {
    if (set->buckets[i] == BUCKET_EMPTY)
      continue;
    if (!entry_fits (set, set->buckets[i]))
      return FALSE;
    n++;
  }
  return n == set->n_names;
}

const PlNameSet *
pl_name_set_open (const void *data, gsize size, GError **error)
{
  const PlNameSet *set = data;

  if (data != NULL && (guintptr)data % sizeof (guint32) == 0 && sizes_fit (set, size) &&
      buckets_fit (set))
    return set;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, "a set of names is not well formed");
  return NULL;
}

guint
pl_name_set_count (const PlNameSet *set)
{
  return set != NULL ? set->n_names : 0;
}

gboolean
pl_name_set_match (const PlNameSet *set, const char *name, gsize length, guint16 *offset)
{
  guint32 hash = FNV_OFFSET;
  gboolean matched = FALSE;

  if (set == NULL || set->n_names == 0 || length > PL_HOSTNAME_MAX)
    return FALSE;
  /* From the shortest suffix to the longest: the last that is a member is the longest. */
  for (gsize i = length; i > 0; i--) {
    hash = hash_step (hash, name[i - 1]);
    if ((i == 1 || name[i - 2] == '.') && holds (set, name + i - 1, length - i + 1, hash)) {
      matched = TRUE;
      *offset = (guint16)(i - 1);
    }
  }
  return matched;
}
