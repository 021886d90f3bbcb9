# SPDX-License-Identifier: GPL-2.0-or-later
"""Every page of the app, and the pictures that show it in each of its states. tests/gui/pages-check compares it with the
pages that there are and the pictures that tests take."""

# What tests/gui/states opens while the agent does not answer ("-loading"), and when it is gone then ("-away"): the side, a
# place of the window, and what is pressed from there on. Most are in a home where nothing has happened yet: "-empty".
WALKS = {
    "week": ("sam", "Today", "My week"),
    "blocked": ("sam", "Today", "Sites that were blocked"),
    "changes": ("sam", "Today", "My next review", "What changed so far"),
    "told-before": ("sam", "Tell staff", "What I told before"),
    "staff-new-child": ("kim", "Children", "New child"),
    "staff-left-children": ("kim", "Children", "Children who left"),
    "staff-left-child": ("kim", "Children", "Children who left", "alex"),
    "staff-wipe": ("kim", "Children", "Children who left", "alex", "Have the account wiped"),
    "staff-restrictions": ("kim", "Children", "Sam", "Restrictions"),
    "staff-closed": ("kim", "Children", "Sam", "What was closed, and why"),
    "staff-bookings": ("kim", "Children", "Sam", "Bookings"),
    "staff-history": ("kim", "Children", "Sam", "Reviews and changes"),
    "staff-usage": ("kim", "Children", "Sam", "Time of four weeks"),
    "staff-holds": ("kim", "Children", "Sam", "Keep the records"),
    "staff-grant": ("kim", "Children", "Sam", "More time"),
    "staff-timetable": ("kim", "Children", "Sam", "Timetable"),
    "staff-log": ("kim", "Records", "What staff did"),
    "staff-audit": ("kim", "Records", "Is the record whole?"),
    "staff-export": ("kim", "Records", "Export a child’s records"),
    "staff-kept": ("kim", "Records", "Kept for"),
    "staff-month": ("kim", "Records", "The month in numbers"),
    "staff-forms": ("kim", "Records", "Blank forms"),
    "staff-kind": ("kim", "Records", "Training"),
    "staff-home-rules": ("kim", "Home", "The rules, as a text"),
    "staff-home-levels": ("kim", "Home", "Levels"),
    "staff-home-level": ("kim", "Home", "Levels", "Supported"),
    "staff-home-maximum": ("kim", "Home", "The most time in a week"),
    "staff-home-lists": ("kim", "Home", "Lists of sites"),
    "staff-home-routes": ("kim", "Home", "Ways to readers"),
    "staff-home-versions": ("kim", "Home", "Versions of the home’s file"),
    "staff-codes": ("kim", "Home", "One-time codes"),
    "staff-lost": ("kim", "Home", "A lost or stolen computer"),
}
# The window's own places, for which it is opened so. Today of staff's is what tells that they are staff: it is never seen to
# load; nor is Home, which the guide has read by then.
PLACES = {"today": "sam", "rules": "sam", "staff-children": "kim", "staff-concerns": "kim"}
PLACES_AWAY = {"staff-today": "kim", "staff-home": "kim"}
# Opened, and no more.
QUIET = {
    "comment": ("sam", "Rules", "Say something about the rules"),
    "report": ("sam", "Today", "Sites that were blocked", "Something got through"),
    "staff-account": ("kim", "Children", "Sam", "Account"),
    "staff-home-new-level": ("kim", "Home", "Levels", "A new level"),
    "staff-placement-review": ("kim", "Children", "Sam", "Record a placement review"),
}

# Of each page its states, and the pictures of each.
PAGES = {
    "child/answer-page": "full answer",
    "child/ask-site-page": "full ask-site",
    "child/ask-time-page": "full ask-time",
    "child/blocked-page": "full blocked; empty blocked-empty; loading blocked-loading; away blocked-away",
    "child/changes-page": "full changes changes-restriction staff-review-sams-screen; empty changes-empty; loading changes-loading; "
                          "away changes-away",
    "child/child-view": "full today",
    "child/comment-page": "full comment",
    "child/concern-page": "full told-before-open",
    "child/concerns-page": "full told-before; loading told-before-loading; away told-before-away",
    "child/help-page": "full help help-easy read-aloud-without-a-voice visit-help visit-easy-help",
    "child/lesson-page": "full lesson",
    "child/news-card": "full today-answer today-changed today-restriction today-answered",
    "child/pin-page": "full pin; refused pin-change-wrong; done pin-change-set",
    "child/report-page": "full report",
    "child/request-list": "full asked",
    "child/review-page": "full review review-full",
    "child/rules-page": "full rules visit-rules visit-easy-rules; done rules-signed; loading rules-loading; away rules-away",
    "child/seen-page": "full seen seen-agreed",
    "child/side-panel": "full today",
    "child/tell-except": "full tell-4-who easy-tell-4-who",
    "child/tell-readers": "full tell-4-who easy-tell-4-who",
    "child/tell-receipt": "full tell-5-receipt easy-tell-5-receipt; done tell-5-seen",
    "child/tell-view": "full tell-1-safe tell-1-danger easy-tell-1-safe visit-safe visit-easy-safe; hidden tell-hidden",
    "child/tell-what": "full tell-2-what easy-tell-2-what visit-what visit-easy-what",
    "child/tell-who": "full tell-4-who easy-tell-4-who; away tell-4-away",
    "child/tell-words": "full tell-3-words easy-tell-3-words",
    "child/today-page": "full today today-look easy-today; closed time-up; loading today-loading; away today-away away-today "
                        "away-from-the-start-sam",
    "child/visit-ending": "full visit-ending; done visit-goes-on; unsent visit-unsent-ending visit-rules-unsent",
    "child/visit-page": "full visit visit-easy; unsent visit-unsent",
    "child/week-page": "full week; empty week-empty; loading week-loading; away week-away",
    "staff/accounts/account-page": "full staff-account",
    "staff/accounts/codes-page": "full staff-codes; loading staff-codes-loading; away staff-codes-away",
    "staff/accounts/first-password-page": "full staff-first-password",
    "staff/accounts/left-child-page": "full staff-left-child-empty; done staff-wiping staff-wiped; refused staff-wipe-failed; "
                                      "loading staff-left-child-loading; away staff-left-child-away",
    "staff/accounts/left-children-page": "full staff-left-children-empty; loading staff-left-children-loading; "
                                         "away staff-left-children-away",
    "staff/accounts/new-child-page": "full staff-new-child; refused staff-new-child-refused; loading staff-new-child-loading; "
                                     "away staff-new-child-away",
    "staff/accounts/new-code-page": "full staff-codes-sheet staff-codes-telephone",
    "staff/act-page": "full staff-leaves staff-pin staff-new-password staff-duty staff-wipe; done staff-left; "
                      "refused staff-leaves-conflict staff-reader-last staff-wipe-jo; loading staff-wipe-loading; away staff-wipe-away",
    "staff/acts/grant-page": "full staff-grant staff-grant-until; loading staff-grant-loading; away staff-grant-away",
    "staff/acts/restriction-form-page": "full staff-restriction-form staff-stop",
    "staff/acts/restriction-page": "full staff-restriction",
    "staff/acts/restrictions-page": "full staff-restrictions; empty staff-restrictions-empty; loading staff-restrictions-loading; "
                                    "away staff-restrictions-away",
    "staff/children/agreed-page": "full staff-timetable staff-timetable-dragged staff-exceptions staff-calendar staff-contact staff-needs "
                                  "staff-own-sites; refused staff-timetable-denied; conflict staff-conflict; loading staff-timetable-loading; "
                                  "away staff-timetable-away",
    "staff/children/bookings-page": "full staff-booking; empty staff-bookings-empty; loading staff-bookings-loading; "
                                    "away staff-bookings-away",
    "staff/children/child-page": "full staff-child staff-new-child-done",
    "staff/children/children-view": "full staff-children; loading staff-children-loading; away staff-children-away",
    "staff/children/closed-page": "full staff-closed; empty staff-closed-empty; loading staff-closed-loading; away staff-closed-away",
    "staff/children/history-page": "full staff-history; empty staff-history-empty; loading staff-history-loading; "
                                   "away staff-history-away",
    "staff/children/holds-page": "full staff-hold; empty staff-holds-empty; loading staff-holds-loading; away staff-holds-away",
    "staff/children/open-site-page": "full staff-open-site",
    "staff/children/placement-review-page": "full staff-review; empty staff-placement-review; done staff-review-done",
    "staff/children/usage-page": "full staff-usage; empty staff-usage-empty; loading staff-usage-loading; away staff-usage-away",
    "staff/children/version-page": "full staff-version",
    "staff/children/why-page": "full staff-why staff-why-opened; refused staff-why-wrong",
    "staff/concerns/concerns-view": "full staff-concerns-list; empty staff-concerns-nothing; no-key staff-concerns-no-key; "
                                    "locked staff-concerns-locked; loading staff-concerns-loading; away staff-concerns-away",
    "staff/concerns/give-all-page": "full staff-give-all",
    "staff/concerns/key-page": "full staff-concerns-key",
    "staff/concerns/log-page": "full staff-concerns-log",
    "staff/concerns/pass-page": "full staff-concerns-link",
    "staff/concerns/readers-page": "full staff-concerns-readers staff-readers",
    "staff/concerns/told-page": "full staff-concerns-told; done staff-concerns-closed; overdue staff-concerns-overdue",
    "staff/concerns/write-page": "full staff-concerns-answer staff-concerns-refer",
    "staff/home/home-file-page": "full staff-home-maximum; refused staff-home-denied staff-home-refused; conflict staff-home-conflict; loading staff-home-maximum-loading; "
                                 "away staff-home-maximum-away",
    "staff/home/file-text-page": "full staff-home-rules staff-home-level-text; conflict staff-conflict-text; loading staff-home-rules-loading; "
                                 "away staff-home-rules-away",
    "staff/home/home-view": "full staff-home; empty staff-home-first-run; away staff-home-away",
    "staff/home/level-page": "full staff-home-level staff-home-level-preview; loading staff-home-level-loading; "
                             "away staff-home-level-away",
    "staff/home/levels-page": "full staff-home-levels; loading staff-home-levels-loading; away staff-home-levels-away",
    "staff/home/lists-page": "full staff-home-lists; loading staff-home-lists-loading; away staff-home-lists-away",
    "staff/home/lost-device-page": "full staff-lost-steps staff-lost-form; empty staff-lost; loading staff-lost-loading; "
                                   "away staff-lost-away",
    "staff/home/new-level-page": "full staff-home-new-level",
    "staff/home/routes-page": "full staff-home-routes; loading staff-home-routes-loading; away staff-home-routes-away",
    "staff/home/versions-page": "full staff-home-versions staff-home-level-versions; loading staff-home-versions-loading; "
                                "away staff-home-versions-away",
    "staff/records/acts-page": "full staff-log staff-log-words staff-log-one; loading staff-log-loading; away staff-log-away",
    "staff/records/audit-page": "full staff-audit; loading staff-audit-loading; away staff-audit-away",
    "staff/records/export-page": "full staff-export-concerns; going staff-export-going; done staff-export; "
                                 "loading staff-export-loading; away staff-export-away",
    "staff/records/form-page": "full staff-record-form",
    "staff/records/forms-page": "full staff-forms; loading staff-forms-loading; away staff-forms-away",
    "staff/records/kept-page": "full staff-kept; loading staff-kept-loading; away staff-kept-away",
    "staff/records/kind-page": "full staff-kind-full; empty staff-kind-empty; loading staff-kind-loading; away staff-kind-away",
    "staff/records/month-page": "full staff-month; loading staff-month-loading; away staff-month-away",
    "staff/records/record-page": "full staff-record",
    "staff/records/records-view": "full staff-records",
    "staff/staff-view": "full staff",
    "staff/today/filter-page": "full staff-filter; going staff-filter-testing staff-filter-lists; refused staff-filter-missing",
    "staff/today/refuse-page": "full staff-today-no",
    "staff/today/shift-page": "full staff-shift",
    "staff/today/today-view": "full staff-today; empty staff-today-empty; refused staff-today-denied; away staff-today-away "
                               "away-from-the-start-kim",
}
NEVER_LOADING = ("staff/today/today-view", "staff/home/home-view")


def states_of(page):
    """{state: [picture]}"""
    return {words[0]: words[1:] for words in (part.split() for part in PAGES[page].split(";"))}
