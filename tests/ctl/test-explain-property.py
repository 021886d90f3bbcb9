#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlightctl explain against a minute-by-minute walk with Python's own zones and dates.

Random homes and children as files, at random times of 2024 to 2030. PL_SEED repeats a run, PL_CASES
sets its length."""
import datetime as dt
import json
import os
import random
import sys
import unittest
import zoneinfo

from ctl_case import CtlCase

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ZONES = ["Europe/London"] * 3 + ["Australia/Lord_Howe", "Antarctica/Troll", "America/Nuuk",
                                 "Africa/Casablanca", "Europe/Dublin", "America/Havana"]
HORIZON = 336 * 3600


def clock(minutes):
    return "%02d:%02d" % divmod(minutes, 60)


class Windows:
    """Windows of one day: text for the file, pairs of minutes for the walk."""

    def __init__(self, rand):
        step = rand.choice((1, 30))
        times = sorted(rand.sample(range(0, 1440, step), 2 * rand.randrange(4)))
        self.pairs = [(times[i], times[i + 1]) for i in range(0, len(times), 2)]
        if self.pairs and rand.random() < 0.4:
            start = self.pairs[-1][0]
            self.pairs[-1] = (start, 1440 + rand.randrange(0, start + 1, step) if start else 1440)
        self.text = ";".join(clock(a) + "-" + clock(b if b <= 1440 else b - 1440)
                             for a, b in self.pairs)
        self.pairs = [(a, b) for a, b in self.pairs]


class Timetable:
    def __init__(self, rand, today):
        self.week = [Windows(rand) if rand.random() < 0.7 else None for _ in DAYS]
        self.exceptions = {}
        for _ in range(rand.choice((0, 0, 1, 3))):
            day = today + dt.timedelta(days=rand.randrange(-2, rand.choice((3, 15))))
            self.exceptions[day] = Windows(rand)

    def text(self):
        lines = ["[Timetable]"]
        lines += [DAYS[i] + "=" + w.text for i, w in enumerate(self.week) if w is not None]
        lines += ["[Exceptions]"]
        lines += ["%s=%s" % (day, w.text) for day, w in self.exceptions.items()]
        return "\n".join(lines) + "\n"

    def on(self, day):
        """The pairs of a day and whether they are an exception's; None where nothing is said."""
        if day in self.exceptions:
            return self.exceptions[day].pairs, True
        windows = self.week[day.weekday()]
        return None if windows is None else (windows.pairs, False)


class Family:
    def __init__(self, rand):
        self.zone_id = rand.choice(ZONES)
        self.zone = zoneinfo.ZoneInfo(self.zone_id)
        start = int(dt.datetime(2024, 1, 1, tzinfo=dt.timezone.utc).timestamp())
        self.now = start + rand.randrange(7 * 365 * 86400)
        if rand.random() < 0.5:
            while self.offset(self.now) == self.offset(self.now - 86400) and rand.random() < 0.996:
                self.now += 86400
            self.now += rand.randrange(-3 * 86400, 86400)
        if rand.random() < 0.5:
            self.now -= self.now % 1800
        today = self.local(self.now).date()
        self.maximum = Timetable(rand, today)
        self.own = Timetable(rand, today)
        self.kind = rand.choice(("", "Kind=communal\n", "Kind=staying-close\n",
                                 "Kind=staying-close\nMaximum=applies\n"))
        self.applies = self.kind != "Kind=staying-close\n"
        self.born = (today + dt.timedelta(days=rand.randrange(-2, 15))).replace(
            year=today.year - rand.choice((15, 15, 18)), day=min(28, today.day))
        self.agreed = (today + dt.timedelta(days=rand.randrange(-2, 15))
                       if rand.random() < 0.2 else None)
        self.allowance = [rand.choice((None, None, 0, rand.randrange(1, 500))) for _ in DAYS]
        self.weekly = rand.choice((None, None, rand.randrange(0, 2500)))
        self.used, self.used_week = rand.choice((0, rand.randrange(400))), rand.randrange(2000)
        self.lights_out = [rand.choice((None, rand.randrange(1440), rand.randrange(1200, 1440),
                                        rand.randrange(120))) for _ in DAYS]
        self.minutes = rand.choice((None, 30, 200))
        if rand.random() < 0.5:
            self.lights_out = [None] * 7
        self.paint()

    def home_text(self):
        return "[Home]\nTimezone=%s\n%s[Device]\n%s" % (self.zone_id, self.maximum.text(), self.kind)

    def child_text(self):
        text = "[Child]\nBorn=%s\nLevel=guided\n" % self.born
        if self.agreed:
            text += "AgreedUntil=%s\n" % self.agreed
        text += self.own.text() + "[Allowance]\n"
        text += "".join("%s=%d\n" % (DAYS[i], a) for i, a in enumerate(self.allowance)
                        if a is not None)
        text += "" if self.weekly is None else "Weekly=%d\n" % self.weekly
        text += "[Quiet]\n" + ("" if self.minutes is None else "Minutes=%d\n" % self.minutes)
        text += "".join("%s=%s\n" % (DAYS[i], clock(m)) for i, m in enumerate(self.lights_out)
                        if m is not None)
        return text

    # ---- civil time, by Python ----

    def offset(self, instant):
        return dt.datetime.fromtimestamp(instant, self.zone).utcoffset()

    def local(self, instant):
        return dt.datetime.fromtimestamp(instant, self.zone)

    def instant(self, day, minutes):
        """fold=0: the first of two; the offset before a gap."""
        wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
        return int(wall.replace(tzinfo=self.zone, fold=0).timestamp())

    def adult(self, day):
        had = (day.year - self.born.year) - ((day.month, day.day) < (self.born.month, self.born.day))
        return had >= 18 and (self.agreed is None or day >= self.agreed)

    # ---- windows ----

    def home_on(self, day):
        return self.maximum.on(day) or ([(0, 1440)], False)

    def child_on(self, day):
        return self.own.on(day) or self.home_on(day)

    def cut(self, day):
        lights_out = self.lights_out[day.weekday()]
        if lights_out is None:
            return sys.maxsize
        late = dt.timedelta(days=1 if lights_out < 720 else 0)
        minutes = 90 if self.minutes is None else self.minutes
        return self.instant(day + late, lights_out) - 60 * minutes

    def paint(self):
        self.home_spans, self.own_spans, self.kept_spans = [], [], []
        today = self.local(self.now).date()
        for n in range(-4, 18):
            day = today + dt.timedelta(days=n)
            for spans, (pairs, exception), cut in (
                    (self.home_spans, self.home_on(day), sys.maxsize),
                    (self.own_spans, self.child_on(day), sys.maxsize),
                    (self.kept_spans, self.child_on(day), self.cut(day))):
                for a, b in pairs:
                    spans.append((self.instant(day, a), min(cut, self.instant(day, b)), exception))

    def inside(self, instant):
        return (any(a <= instant < b for a, b, _ in self.kept_spans)
                and (not self.applies or any(a <= instant < b for a, b, _ in self.home_spans)))

    # ---- the walk ----

    def left(self, day, used, used_week):
        rests = [60 * limit - seconds for limit, seconds in
                 ((self.allowance[day.weekday()], used), (self.weekly, used_week))
                 if limit is not None]
        return max(0, min(rests)) if rests else None

    def walk(self):
        """The state at now and the first instant at which it differs."""
        t, day = self.now, self.local(self.now).date()
        used, used_week = 60 * self.used, 60 * self.used_week
        first = None
        while t <= self.now + HORIZON:
            if self.local(t).date() != day:
                day, used = self.local(t).date(), 0
                used_week = 0 if day.weekday() == 0 else used_week
            left = self.left(day, used, used_week)
            adult = self.adult(day)
            online = adult or (left != 0 and self.inside(t))
            if first is None:
                first = online
            if online != first:
                return first, t
            step = 60 - t % 60
            if online and not adult and left is not None:
                step = min(step, left)
            if online:
                used, used_week = used + step, used_week + step
            t += step
        return first, None

    def reasons(self):
        def at(spans):
            return [exception for a, b, exception in spans if a <= self.now < b]

        day = self.local(self.now).date()
        if self.adult(day):
            return ["adult"]
        own, kept, home = at(self.own_spans), at(self.kept_spans), at(self.home_spans)
        child_exception = any(kept or own or [self.child_on(day)[1]])
        home_exception = self.applies and any(home or [self.home_on(day)[1]])
        today = self.allowance[day.weekday()]
        told = [("in-hours", self.inside(self.now)), ("outside-hours", not self.inside(self.now)),
                ("home-maximum", kept and self.applies and not home),
                ("exception", child_exception or home_exception),
                ("quiet-time", own and not kept),
                ("day-used", today is not None and self.used >= today),
                ("week-used", self.weekly is not None and self.used_week >= self.weekly)]
        return [code for code, holds in told if holds]

    def verdict(self):
        online, until = self.walk()
        day = self.local(self.now).date()
        return {
            "state": "online" if online else "help-only",
            "until": until and self.local(until).isoformat(),
            "left_s": None if self.adult(day) else
            self.left(day, 60 * self.used, 60 * self.used_week),
            "reasons": self.reasons(),
            "site": None,
        }


class Property(CtlCase):
    def test_explain_is_what_a_walk_with_other_zones_and_dates_finds(self):
        seed = int(os.environ.get("PL_SEED", random.randrange(2 ** 32)))
        print("PL_SEED=%d" % seed, file=sys.stderr)
        rand = random.Random(seed)
        for case in range(int(os.environ.get("PL_CASES", "60"))):
            family = Family(rand)
            home = self.write("home.conf", family.home_text())
            child = self.write("child.conf", family.child_text())
            at = dt.datetime.fromtimestamp(family.now, dt.timezone.utc).isoformat()
            outcome = self.ctl("explain", "--home", home, "--child", child, "--at", at,
                               "--used", str(family.used), "--used-week", str(family.used_week))
            self.assertEqual(outcome.status, 0, outcome.err)
            self.assertEqual(json.loads(outcome.out), family.verdict(),
                             "PL_SEED=%d case %d at %s\n%s%s" % (
                                 seed, case, at, family.home_text(), family.child_text()))


if __name__ == "__main__":
    unittest.main()
