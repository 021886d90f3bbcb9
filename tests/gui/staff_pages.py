# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages of the staff's side, by what leads to them (Screen.jump); of pages that are made alike, one."""

# What lies over each of the staff's views, by the beginning of what leads there, and over that.
STAFF = {
    "Today": {"it was never tested": {}, "why is this": {}, "kim": {}},
    "Children": {
        "new child": {}, "children who left": {}, "stop the internet": {},
        "sam": {"more time": {}, "restrictions": {"no games": {}, "begin a": {}}, "what was closed": {}, "record a placement": {}, "timetable": {},
                "bookings": {}, "agreed contact": {}, "own sites": {}, "own needs": {}, "reviews and": {}, "time of four": {}, "keep the records": {},
                "account": {"they forgot their password": {}}}},
    "Records": {"what staff did": {}, "is the record": {}, "export a child": {}, "kept for": {}, "the month": {}, "blank forms": {},
                "key-work": {"write one": {}}},
    "Home": {"the rules, as": {}, "lists of": {}, "ways to": {}, "one-time": {}, "a lost or": {}, "versions of the home": {}},
}
CONCERNS = {"log an": {}, "readers": {}, "sam: someone is being": {}}
