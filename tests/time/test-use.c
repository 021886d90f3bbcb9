/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/use.h"

#include <string.h>

#include "tests/tap.h"

/* The oracle keeps every second of a life and looks at all of them anew. */
#define LIFE  4000
#define CASES 300
#define DAY   739000

typedef struct {
  guint flags[LIFE + PL_USE_WINDOW]; /* what was told of a second */
  gint64 day[LIFE];
} Life;

static gboolean
oracle_flows (const Life *life, int second)
{
  int before = -1, after = -1;

  for (int s = second; s >= 0 && before < 0; s--)
    if (life->flags[s] & PL_USE_TRAFFIC)
      before = s;
  for (int s = second; s < LIFE + PL_USE_WINDOW && after < 0; s++)
    if (life->flags[s] & PL_USE_TRAFFIC)
      after = s;
  return before == second || (before >= 0 && after >= 0 && after - before < PL_USE_GAP_S);
}

static gboolean
oracle_is_free (const Life *life, int second)
{
  for (int s = second; s > second - PL_USE_READING_S && s >= 0; s--) {
    if (life->flags[s] & PL_USE_TRAFFIC)
      return FALSE;
    if (life->flags[s] & PL_USE_FREE)
      return TRUE;
  }
  return FALSE;
}

static gint64
oracle_between (const Life *life, int now, gint64 first, gint64 last)
{
  gint64 seconds = 0;

  for (int s = 0; s < now; s++)
    if (life->day[s] >= first && life->day[s] <= last && (life->flags[s] & PL_USE_ONLINE) &&
        (oracle_flows (life, s) ||
         ((life->flags[s] & PL_USE_SESSION) && !oracle_is_free (life, s))))
      seconds++;
  return seconds;
}

/* Traffic of the last seconds, told now: some of them, in one way or the other. */
static void
tell_traffic (GRand *rand, Life *life, PlUse *use, int now)
{
  int back = g_rand_int_range (rand, 0, 64);
  int first = MAX (0, now - back);
  guint64 traffic = 0, free = 0;
  int rarely = g_rand_int_range (rand, 1, 30);

  for (int i = 0; i < 64 && first + i <= now; i++) {
    guint64 bit = G_GUINT64_CONSTANT (1) << i;
    if (g_rand_int_range (rand, 0, rarely) == 0)
      *(g_rand_boolean (rand) ? &traffic : &free) |= bit;
  }
  pl_use_traffic (use, first, traffic, free);
  for (int i = 0; i < 64; i++)
    life->flags[first + i] |=
        ((traffic >> i) & 1 ? PL_USE_TRAFFIC : 0) | ((free >> i) & 1 ? PL_USE_FREE : 0);
}

static void
live (guint32 seed)
{
  static Life life;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gint64 day = DAY;
  PlUse use;
  int now = 0;

  memset (&life, 0, sizeof life);
  pl_use_init (&use, 0);
  while (now < LIFE) {
    int step = g_rand_int_range (rand, 0, 90);
    int to = MIN (LIFE, now + step);
    guint flags = g_rand_int_range (rand, 0, 4);
    for (int s = now; s < to; s++) {
      life.flags[s] |= flags;
      life.day[s] = day;
    }
    pl_use_mark (&use, to, flags, day);
    now = to;
    if (g_rand_int_range (rand, 0, 3) == 0)
      tell_traffic (rand, &life, &use, now);
    if (g_rand_int_range (rand, 0, 25) == 0)
      day++;
    ck_assert_msg (pl_use_is_sound (&use), "seed %u", seed);
    if (g_rand_int_range (rand, 0, 8) > 0 && now < LIFE)
      continue;
    for (gint64 d = MAX (DAY, day - PL_USE_DAYS + 2); d <= day; d++)
      ck_assert_msg (pl_use_between (&use, d, d) == oracle_between (&life, now, d, d),
                     "seed %u, second %d, day %d: %d, not %d", seed, now, (int)(d - DAY),
                     (int)pl_use_between (&use, d, d), (int)oracle_between (&life, now, d, d));
  }
}

START_TEST (use_is_what_a_look_at_every_second_says)
{
  guint32 first = g_getenv ("PL_SEED") ? (guint32)atoi (g_getenv ("PL_SEED")) : 1;

  for (guint32 seed = first; seed < first + CASES; seed++)
    live (seed);
}
END_TEST

static PlUse
used (guint flags, gint64 seconds)
{
  PlUse use;

  pl_use_init (&use, 1000);
  pl_use_mark (&use, 1000 + seconds, flags, DAY);
  return use;
}

START_TEST (a_session_in_use_counts_while_the_child_is_online)
{
  PlUse use = used (PL_USE_ONLINE | PL_USE_SESSION, 180);

  ck_assert_int_eq (pl_use_between (&use, DAY, DAY), 180);
  ck_assert_int_eq (pl_use_between (&use, DAY + 1, DAY + 6), 0);
  use = used (PL_USE_SESSION, 180);
  ck_assert_int_eq (pl_use_between (&use, DAY, DAY), 0);
}
END_TEST

START_TEST (a_lock_does_not_stop_the_clock_while_traffic_flows)
{
  PlUse use = used (PL_USE_ONLINE, 60);

  ck_assert_int_eq (pl_use_between (&use, DAY, DAY), 0);
  /* a film: some seconds every eight */
  pl_use_traffic (&use, 1000, G_GUINT64_CONSTANT (0x0101010101010101), 0);
  ck_assert_int_eq (pl_use_between (&use, DAY, DAY), 57);
}
END_TEST

START_TEST (a_sign_of_life_every_half_minute_is_not_an_hour)
{
  PlUse use = used (PL_USE_ONLINE, 60);

  pl_use_traffic (&use, 1000, 1 | G_GUINT64_CONSTANT (1) << 30, 0);
  ck_assert_int_eq (pl_use_between (&use, DAY, DAY), 2);
}
END_TEST

START_TEST (learning_alone_does_not_count_and_what_is_beside_it_does)
{
  PlUse use = used (PL_USE_ONLINE | PL_USE_SESSION, 90);

  pl_use_traffic (&use, 1010, 0, 1);
  ck_assert_int_eq (pl_use_between (&use, DAY, DAY), 90 - PL_USE_READING_S);
  pl_use_traffic (&use, 1030, 1, 0);
  ck_assert_int_eq (pl_use_between (&use, DAY, DAY), 90 - 20);
}
END_TEST

START_TEST (traffic_flows_for_as_long_as_it_may_go_on)
{
  PlUse use = used (PL_USE_ONLINE, 60);

  ck_assert (!pl_use_flows (&use, 1060));
  pl_use_traffic (&use, 1030, 1, 2);
  ck_assert (!pl_use_flows (&use, 1029));
  ck_assert (pl_use_flows (&use, 1030) && pl_use_flows (&use, 1030 + PL_USE_GAP_S - 1));
  ck_assert (!pl_use_flows (&use, 1030 + PL_USE_GAP_S));
  /* of the second that still goes on */
  pl_use_traffic (&use, 1060, 1, 0);
  ck_assert (pl_use_flows (&use, 1060));
}
END_TEST

START_TEST (no_file_of_somebody_elses_is_taken_for_use)
{
  PlUse use = used (PL_USE_ONLINE, 60);

  ck_assert (pl_use_is_sound (&use));
  use.place[7] = PL_USE_DAYS;
  ck_assert (!pl_use_is_sound (&use));
  use = used (PL_USE_ONLINE, 60);
  use.oldest -= PL_USE_OPEN_S;
  ck_assert (!pl_use_is_sound (&use));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    use_is_what_a_look_at_every_second_says,
    a_session_in_use_counts_while_the_child_is_online,
    a_lock_does_not_stop_the_clock_while_traffic_flows,
    a_sign_of_life_every_half_minute_is_not_an_hour,
    learning_alone_does_not_count_and_what_is_beside_it_does,
    traffic_flows_for_as_long_as_it_may_go_on,
    no_file_of_somebody_elses_is_taken_for_use,
    NULL,
  };

  return pl_tap_main ("use", tests, 60);
}
