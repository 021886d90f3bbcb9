/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/meter.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/time/trust.h"
#include "policy/snapshot.h"
#include "policy/time/calendar.h"
#include "policy/time/zone.h"

#define MAGIC "PlMeter1"
/* Less between the clocks is how long it takes to read them. */
#define SUSPENDED_MS 500

typedef struct {
  guint32 uid; /* 0: none */
  guint32 flags;
  gint64 until_ms;
  PlUse use;
} Row;

typedef struct {
  char magic[8];
  char boot[40];
  gint64 boottime_ms; /* up to when it has counted; -1: it has not begun */
  gint64 monotonic_ms;
  PlTrust trust;
  Row rows[PL_SLOT_MAX];
} Book;

struct _PlMeter {
  Book *book;
  gboolean resumed;
};

static gboolean
is_sound (const Book *book, const char *boot)
{
  if (memcmp (book->magic, MAGIC, sizeof book->magic) != 0 ||
      strncmp (book->boot, boot, sizeof book->boot) != 0)
    return FALSE;
  for (guint i = 0; i < PL_SLOT_MAX; i++)
    if (book->rows[i].uid != 0 && !pl_use_is_sound (&book->rows[i].use))
      return FALSE;
  return TRUE;
}

/* Room for the book: in the file, or if that cannot be, in memory that ends with the agent. */
static Book *
map_book (const char *path)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  void *map = MAP_FAILED;

  /* The room is taken now: a write into a hole of a full file system would end the agent. */
  if (fd >= 0 && ftruncate (fd, sizeof (Book)) == 0 && posix_fallocate (fd, 0, sizeof (Book)) == 0)
    map = mmap (NULL, sizeof (Book), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) {
    g_warning ("%s: %s; a crash of the agent may lose up to 30 seconds of counting", path,
               g_strerror (errno));
    map = mmap (NULL, sizeof (Book), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  }
  if (fd >= 0)
    close (fd);
  return map;
}

PlMeter *
pl_meter_new (const char *path)
{
  PlMeter *meter = g_new0 (PlMeter, 1);
  g_autofree char *boot = pl_clock_boot_id ();

  meter->book = map_book (path);
  meter->resumed = is_sound (meter->book, boot);
  if (!meter->resumed) {
    memset (meter->book, 0, sizeof *meter->book);
    g_strlcpy (meter->book->boot, boot, sizeof meter->book->boot);
    meter->book->boottime_ms = -1;
    pl_trust_init (&meter->book->trust, 0);
    memcpy (meter->book->magic, MAGIC, sizeof meter->book->magic);
  }
  return meter;
}

void
pl_meter_free (PlMeter *meter)
{
  if (meter == NULL)
    return;
  munmap (meter->book, sizeof *meter->book);
  g_free (meter);
}

gboolean
pl_meter_is_resumed (const PlMeter *meter)
{
  return meter->resumed;
}

void
pl_meter_set_seen (PlMeter *meter, gint64 wall_ms)
{
  pl_trust_init (&meter->book->trust, wall_ms);
}

static const Row *
find (const PlMeter *meter, uid_t uid)
{
  for (guint i = 0; i < PL_SLOT_MAX; i++)
    if (meter->book->rows[i].uid == uid)
      return &meter->book->rows[i];
  return NULL;
}

/* The row of a child, made where there is none: instead of the one that was not set for the longest. */
static Row *
row_of (PlMeter *meter, uid_t uid)
{
  Row *row = (Row *)find (meter, uid);
  Row *oldest = meter->book->rows;

  if (row != NULL)
    return row;
  for (guint i = 0; i < PL_SLOT_MAX && oldest->uid != 0; i++)
    if (meter->book->rows[i].uid == 0 || meter->book->rows[i].until_ms < oldest->until_ms)
      oldest = &meter->book->rows[i];
  memset (oldest, 0, sizeof *oldest);
  pl_use_init (&oldest->use, MAX (meter->book->boottime_ms, 0) / 1000);
  oldest->uid = uid;
  return oldest;
}

void
pl_meter_restore (PlMeter *meter, uid_t uid, gint64 day, gint64 seconds)
{
  pl_use_set_day (&row_of (meter, uid)->use, day, seconds);
}

/* The first second that begins at a time or after. */
static gint64
second_from (gint64 ms)
{
  return (ms + 999) / 1000;
}

/* Marks the seconds that begin before a boot time, day by day. */
static void
mark (const Book *book, PlUse *use, GTimeZone *zone, gint64 until_ms, guint flags)
{
  while (use->next < second_from (until_ms)) {
    gint64 wall_s = pl_trust_wall_ms (&book->trust, use->next * 1000) / 1000;
    gint64 day = pl_zone_day (zone, wall_s);
    gint64 midnight = use->next + MAX (1, pl_zone_instant (zone, day + 1, 0) - wall_s);
    pl_use_mark (use, MIN (midnight, second_from (until_ms)), flags, day);
  }
}

static void
begin (Book *book, const PlClockReading *now)
{
  for (guint i = 0; i < PL_SLOT_MAX; i++)
    if (book->rows[i].uid != 0)
      book->rows[i].use.next = book->rows[i].use.oldest = second_from (now->boottime_ms);
}

void
pl_meter_advance (PlMeter *meter, GTimeZone *zone, const PlClockReading *now)
{
  Book *book = meter->book;

  if (book->boottime_ms < 0) {
    begin (book, now);
  } else {
    gint64 awake_ms = book->boottime_ms + now->monotonic_ms - book->monotonic_ms;
    if (now->boottime_ms - awake_ms < SUSPENDED_MS)
      awake_ms = now->boottime_ms;
    for (guint i = 0; i < PL_SLOT_MAX; i++) {
      Row *row = &book->rows[i];
      if (row->uid == 0)
        continue;
      mark (book, &row->use, zone, MIN (awake_ms, row->until_ms), row->flags);
      mark (book, &row->use, zone, now->boottime_ms, 0);
    }
  }
  pl_trust_look (&book->trust, now->boottime_ms, now->wall_ms, now->synchronised);
  book->boottime_ms = now->boottime_ms;
  book->monotonic_ms = now->monotonic_ms;
}

void
pl_meter_set (PlMeter *meter, uid_t uid, guint flags, gint64 until_ms)
{
  Row *row = row_of (meter, uid);

  row->until_ms = until_ms;
  row->flags = flags;
}

void
pl_meter_traffic (PlMeter *meter, uid_t uid, gint64 first, guint64 traffic, guint64 free)
{
  Row *row = (Row *)find (meter, uid);

  if (row != NULL)
    pl_use_traffic (&row->use, first, traffic, free);
}

void
pl_meter_usage (const PlMeter *meter, uid_t uid, gint64 day, PlUsage *usage)
{
  const Row *row = find (meter, uid);
  gint64 monday = day - pl_calendar_weekday (day);

  *usage = (PlUsage){ 0, 0 };
  if (row == NULL)
    return;
  usage->today_s = pl_use_between (&row->use, day, day);
  usage->week_s = pl_use_between (&row->use, monday, day);
}

gboolean
pl_meter_knows (const PlMeter *meter, uid_t uid)
{
  return find (meter, uid) != NULL;
}

guint
pl_meter_days (const PlMeter *meter, uid_t uid, PlMeterDay days[PL_USE_DAYS])
{
  const Row *row = find (meter, uid);
  guint n = 0;

  for (guint i = 0; row != NULL && i < PL_USE_DAYS; i++) {
    const PlUseDay *day = &row->use.days[i];
    if (day->day == 0)
      continue;
    days[n++] = (PlMeterDay){ day->day, day->seconds,
                              pl_use_between (&row->use, day->day, day->day) - day->seconds };
  }
  return n;
}

gboolean
pl_meter_flows (const PlMeter *meter, uid_t uid)
{
  const Row *row = find (meter, uid);

  return row != NULL && pl_use_flows (&row->use, MAX (meter->book->boottime_ms, 0) / 1000);
}

gboolean
pl_meter_is_running (const PlMeter *meter, uid_t uid)
{
  const Row *row = find (meter, uid);
  const guint both = PL_USE_ONLINE | PL_USE_SESSION;

  return row != NULL && (row->flags & both) == both;
}

gint64
pl_meter_wall_ms (const PlMeter *meter, gint64 boottime_ms)
{
  return pl_trust_wall_ms (&meter->book->trust, boottime_ms);
}

gboolean
pl_meter_in_doubt (const PlMeter *meter)
{
  return meter->book->trust.doubt != 0;
}
