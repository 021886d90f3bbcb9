/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/dns-rewrite.h"

/* Names that later ones may point to: enough for the records of a usual answer. */
#define TARGETS_MAX 32
/* A pointer has 14 bits. */
#define TARGET_LAST 0x3fff

/* Where the names lie in a record's data: behind prefix bytes and strings character strings. */
typedef struct {
  guint8 type;
  guint8 prefix;
  guint8 strings;
  guint8 names;
  gboolean compress; /* RFC 1035's own types only (RFC 3597 section 4) */
} RdataNames;

static const RdataNames rdata_names[] = {
  { 2, 0, 0, 1, TRUE },    /* NS */
  { 3, 0, 0, 1, TRUE },    /* MD */
  { 4, 0, 0, 1, TRUE },    /* MF */
  { 5, 0, 0, 1, TRUE },    /* CNAME */
  { 6, 0, 0, 2, TRUE },    /* SOA */
  { 7, 0, 0, 1, TRUE },    /* MB */
  { 8, 0, 0, 1, TRUE },    /* MG */
  { 9, 0, 0, 1, TRUE },    /* MR */
  { 12, 0, 0, 1, TRUE },   /* PTR */
  { 14, 0, 0, 2, TRUE },   /* MINFO */
  { 15, 2, 0, 1, TRUE },   /* MX */
  { 17, 0, 0, 2, FALSE },  /* RP */
  { 18, 2, 0, 1, FALSE },  /* AFSDB */
  { 21, 2, 0, 1, FALSE },  /* RT */
  { 24, 18, 0, 1, FALSE }, /* SIG */
  { 26, 2, 0, 2, FALSE },  /* PX */
  { 30, 0, 0, 1, FALSE },  /* NXT */
  { 33, 6, 0, 1, FALSE },  /* SRV */
  { 35, 4, 3, 1, FALSE },  /* NAPTR */
  { 36, 2, 0, 1, FALSE },  /* KX */
  { 39, 0, 0, 1, FALSE },  /* DNAME */
};

typedef struct {
  PlWriter out;
  guint n_targets;
  guint16 targets[TARGETS_MAX];
} Rewrite;

static const RdataNames *
find_rdata_names (guint16 type)
{
  for (guint i = 0; i < G_N_ELEMENTS (rdata_names); i++)
    if (rdata_names[i].type == type)
      return &rdata_names[i];
  return NULL;
}

/* Bytes are compared, so that no name loses its letter case to another's. */
static gboolean
find_target (const Rewrite *rewrite, const guint8 *suffix, gsize length, guint16 *target)
{
  PlDnsName name;

  for (guint i = 0; i < rewrite->n_targets; i++) {
    PlCursor cursor = pl_cursor (rewrite->out.data, rewrite->out.length);
    cursor.position = rewrite->targets[i];
    pl_dns_name_read (&cursor, &name);
    if (!cursor.failed && name.length == length && memcmp (name.wire, suffix, length) == 0) {
      *target = rewrite->targets[i];
      return TRUE;
    }
  }
  return FALSE;
}

/* The name whose labels start at start, and each of its suffixes, can be pointed to from now on. */
static void
add_targets (Rewrite *rewrite, gsize start)
{
  const guint8 *data = rewrite->out.data;

  for (gsize at = start; at < rewrite->out.length && data[at] != 0 && data[at] < 0xc0;
       at += 1 + (gsize)data[at])
    if (rewrite->n_targets < TARGETS_MAX && at <= TARGET_LAST)
      rewrite->targets[rewrite->n_targets++] = (guint16)at;
}

static void
write_compressed (Rewrite *rewrite, const PlDnsName *name)
{
  guint16 target;

  for (gsize at = 0; name->wire[at] != 0; at += 1 + (gsize)name->wire[at]) {
    if (find_target (rewrite, name->wire + at, name->length - at, &target)) {
      pl_writer_u16 (&rewrite->out, 0xc000 | target);
      return;
    }
    pl_writer_bytes (&rewrite->out, name->wire + at, 1 + (gsize)name->wire[at]);
  }
  pl_writer_u8 (&rewrite->out, 0);
}

static void
write_name (Rewrite *rewrite, const PlDnsName *name, gboolean compress)
{
  gsize start = rewrite->out.length;

  if (!compress) {
    pl_writer_bytes (&rewrite->out, name->wire, name->length);
    return;
  }
  write_compressed (rewrite, name);
  if (!rewrite->out.failed)
    add_targets (rewrite, start);
}

/* Expands the names in a record's data. FALSE if they are malformed. */
static gboolean
write_rdata_names (Rewrite *rewrite,
                   const guint8 *message,
                   const PlDnsRecord *record,
                   const RdataNames *names)
{
  gsize end = record->rdata + record->rdlength;
  PlCursor cursor = pl_cursor (message, end);
  PlDnsName name;

  cursor.position = record->rdata;
  pl_cursor_take (&cursor, names->prefix);
  for (guint i = 0; i < names->strings; i++)
    pl_cursor_take (&cursor, pl_cursor_u8 (&cursor));
  if (cursor.failed)
    return FALSE;
  pl_writer_bytes (&rewrite->out, message + record->rdata, cursor.position - record->rdata);
  for (guint i = 0; i < names->names; i++) {
    pl_dns_name_read (&cursor, &name);
    if (cursor.failed)
      return FALSE;
    write_name (rewrite, &name, names->compress);
  }
  pl_writer_bytes (&rewrite->out, message + cursor.position, end - cursor.position);
  return TRUE;
}

static gboolean
write_record (Rewrite *rewrite,
              const guint8 *message,
              const PlDnsRecord *record,
              const PlWriter *replacement)
{
  PlCursor cursor = pl_cursor (message, record->rdata);
  PlDnsName owner;

  cursor.position = record->start;
  pl_dns_name_read (&cursor, &owner);
  if (cursor.failed)
    return FALSE;
  write_name (rewrite, &owner, TRUE);
  pl_writer_u16 (&rewrite->out, record->type);
  pl_writer_u16 (&rewrite->out, record->class);
  pl_writer_u32 (&rewrite->out, record->ttl);
  gsize rdlength = rewrite->out.length;
  pl_writer_u16 (&rewrite->out, 0);

  const RdataNames *names = find_rdata_names (record->type);
  if (replacement != NULL)
    pl_writer_bytes (&rewrite->out, replacement->data, replacement->length);
  else if (names == NULL || record->rdlength == 0)
    pl_writer_bytes (&rewrite->out, message + record->rdata, record->rdlength);
  else if (!write_rdata_names (rewrite, message, record, names))
    return FALSE;
  gsize length = rewrite->out.length - rdlength - 2;
  if (rewrite->out.failed || length > G_MAXUINT16)
    return FALSE;
  pl_store_u16 (rewrite->out.data + rdlength, (guint16)length);
  return TRUE;
}

gsize
pl_dns_rewrite (const guint8 *message,
                const PlDnsResponse *response,
                PlDnsEditFunc edit,
                gpointer data,
                guint8 *out,
                gsize size)
{
  Rewrite rewrite = { .out = pl_writer (out, size) };
  PlDnsHeader header = response->header;
  PlCursor cursor = pl_cursor (message, response->end);
  guint8 scratch[4096];
  PlDnsRecord record;

  cursor.position = response->records;
  /* The question stays where it is: what points to it still does. */
  pl_writer_bytes (&rewrite.out, message, response->records);
  if (response->has_question && !rewrite.out.failed)
    add_targets (&rewrite, PL_DNS_HEADER_SIZE);
  memset (header.counts + PL_DNS_ANSWER, 0, 3 * sizeof header.counts[0]);

  PlDnsWalk walk = pl_dns_walk (&cursor, &response->header);
  while (pl_dns_walk_next (&walk, &record)) {
    PlWriter rdata = pl_writer (scratch, sizeof scratch);
    if (record.type == PL_DNS_TYPE_OPT)
      continue;
    PlDnsEdit what = edit (data, message, &record, &rdata);
    if (what == PL_DNS_EDIT_DROP)
      continue;
    if (rdata.failed ||
        !write_record (&rewrite, message, &record, what == PL_DNS_EDIT_REPLACE ? &rdata : NULL))
      return 0;
    header.counts[record.section]++;
  }
  if (rewrite.out.failed)
    return 0;
  pl_dns_header_write (out, &header);
  return rewrite.out.length;
}

/* The keys that stay, of a mandatory parameter's; none: the parameter goes, too. */
static void
write_mandatory (PlCursor value, guint64 keys, PlWriter *out)
{
  gsize start = out->length;

  pl_writer_u16 (out, PL_SVC_MANDATORY);
  pl_writer_u16 (out, 0);
  while (pl_cursor_rest (&value) >= 2) {
    guint16 key = pl_cursor_u16 (&value);
    if (key >= 64 || (keys >> key & 1) == 0)
      pl_writer_u16 (out, key);
  }
  if (out->failed)
    return;
  if (out->length == start + 4)
    out->length = start;
  else
    pl_store_u16 (out->data + start + 2, (guint16)(out->length - start - 4));
}

gboolean
pl_dns_svcb_without (
    const guint8 *rdata, gsize length, guint64 keys, PlWriter *out, gboolean *removed)
{
  PlCursor cursor = pl_cursor (rdata, length);
  PlDnsName target;

  *removed = FALSE;
  pl_cursor_u16 (&cursor);
  /* Not compressed (RFC 9460 section 2.2): a pointer would lead before the data, and is refused. */
  pl_dns_name_read (&cursor, &target);
  if (cursor.failed)
    return FALSE;
  pl_writer_bytes (out, rdata, 2);
  pl_writer_bytes (out, target.wire, target.length);
  while (pl_cursor_rest (&cursor) > 0) {
    guint16 key = pl_cursor_u16 (&cursor), value_length = pl_cursor_u16 (&cursor);
    const guint8 *value = pl_cursor_take (&cursor, value_length);
    if (cursor.failed)
      return FALSE;
    if (key < 64 && (keys >> key & 1) != 0) {
      *removed = TRUE;
    } else if (key == PL_SVC_MANDATORY) {
      write_mandatory (pl_cursor (value, value_length), keys, out);
    } else {
      pl_writer_u16 (out, key);
      pl_writer_u16 (out, value_length);
      pl_writer_bytes (out, value, value_length);
    }
  }
  return !out->failed;
}
