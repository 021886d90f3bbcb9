# SPDX-License-Identifier: GPL-2.0-or-later
"""A home in which something of everything has happened to Sam, so that pages have something to show."""
from inside import as_person, is_blocked
from telling import PASSPHRASES, call, does, make_readers, tell

PIN = "471100"


def live_in():
    """What Sam told first; jo and kim are readers."""
    make_readers("jo", "kim")
    does("sam", "concern", "pin", secret=PIN)
    receipt = tell("sam", "bullying", "somebody calls me names")
    does("jo", "concern", "answer", receipt["id"], said="I come at six", secret=PASSPHRASES["jo"])
    about = as_person("sam", lambda: call("Child", "GetRules", "(s)", "C"))[0]
    comment, = as_person("sam", lambda: call("Child", "CommentOnRules", "(xss)", about["id"], "", "too strict"))
    does("jo", "rules", "reply", str(comment), "--words", "we look at it together")
    for _ in range(2):  # within a minute
        asked, = as_person("sam", lambda: call("Child", "AskForTime", "(us)", 60, "a film"))
        does("jo", "deny", str(asked), "--reason", "it is late")
    does("jo", "restriction", "add", "sam", "--kind", "other", "--ground", "other", "--what", "No games until tomorrow", "--behaviour",
         "shared a password", "--place", "kitchen", "--until", "2026-03-10T14:00", "--tried", "talking", "--decided-by", "Jo", "--used-by",
         "Jo", "--present", "Kim", "--child-told", "yes", "--child-agreed", "no")
    assert is_blocked("sam", "www.tiktok.com")
    return receipt
