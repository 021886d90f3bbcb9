/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every command, what staff need every evening first. Those of each kind of records are made from the kinds
 * (policy/care/record-kind.h).
 */
#include "agent/ctl/commands.h"

#include "agent/ctl/audit.h"
#include "agent/ctl/booking.h"
#include "agent/ctl/care.h"
#include "agent/ctl/child.h"
#include "agent/ctl/code.h"
#include "agent/ctl/concern.h"
#include "agent/ctl/decisions.h"
#include "agent/ctl/explain.h"
#include "agent/ctl/export-key.h"
#include "agent/ctl/export.h"
#include "agent/ctl/hold.h"
#include "agent/ctl/home.h"
#include "agent/ctl/month.h"
#include "agent/ctl/print.h"
#include "agent/ctl/reader.h"
#include "agent/ctl/records.h"
#include "agent/ctl/retention.h"
#include "agent/ctl/route.h"
#include "agent/ctl/rules.h"
#include "agent/ctl/self-test.h"
#include "agent/ctl/shift.h"
#include "agent/ctl/site-sources.h"
#include "agent/ctl/site-why.h"
#include "agent/ctl/sites.h"
#include "agent/ctl/status.h"
#include "agent/ctl/use.h"

const PlCtlCommand pl_ctl_commands[] = {
  { "status", "[--json]", "say whether the filter is on, and what is wrong",
    "  Asks the agent. What is wrong is told to staff only.\n", pl_ctl_status },
  { "self-test", "[--child NAME] [--progress] [--json]", "try whether it is really blocking, now",
    "  --child NAME   for the child of that account only\n"
    "  --progress     says which layer is being tried, on standard error\n"
    "  Tries as each child. A line a check: ok, failed or not sure. For staff.\n"
    "  Ctrl and C stops it. Exit status 1 if a check failed, or it was stopped.\n",
    pl_ctl_self_test },
  { "request list", "[--child ACCOUNT] [--all] [--before ID] [--limit N] [--json]",
    "list what children ask for", "  --all  those with an answer, too\n", pl_ctl_request_list },
  { "request allow", "ID --reason TEXT --for child|home|review | --until TIME",
    "allow the site that a child asked for",
    "  --for child   for this child; home: for every child\n"
    "  --until TIME  for this child, until then\n",
    pl_ctl_request_allow },
  { "grant",
    "CHILD MINUTES | --until TIME --reason TEXT [--beyond-maximum] [--request ID] [--json]",
    "give a child more time",
    "  MINUTES           are added to what is left\n"
    "  --until TIME      all is open until then, whatever is left\n"
    "  --beyond-maximum  past the home's timetable, too: for managers\n"
    "  --request ID      answers this request with yes\n",
    pl_ctl_grant, TRUE },
  { "deny", "ID --reason TEXT", "say no to what a child asked for; the child reads the reason", "",
    pl_ctl_deny },
  { "site allow", "CHILD SITE --reason TEXT [--until DAY]", "open a site for one child",
    "  --until DAY  its last day, YYYY-MM-DD; else for good\n", pl_ctl_site_allow },
  { "site block", "CHILD SITE --reason TEXT --review ID [--until DAY]",
    "close a site for one child", "  --until DAY  its last day, YYYY-MM-DD; else for good\n",
    pl_ctl_site_block },
  { "site forget", "CHILD SITE --reason TEXT [--review ID]",
    "leave a site to the child's level again", "", pl_ctl_site_forget },
  { "site why", "SITE [--json]", "say why a site is open or closed, for each child, now",
    "  A line a child, and another where it will be otherwise in the child's hours: account, now "
    "or in hours,\n"
    "  verdict, what decided, category, rule, what the child reads; then the lists that may have "
    "it, and when they\n"
    "  came; separated by tabs.\n",
    pl_ctl_site_why },
  { "site open", "SITE --reason TEXT [--child CHILD] [--until TIME] [--home]",
    "open a site without having been asked",
    "  --until TIME  RFC 3339, or YYYY-MM-DDTHH:MM; if missing, for good\n"
    "  --home        for every child, in the place of --child\n",
    pl_ctl_site_open },
  { "site close", "ID --reason TEXT", "close a site that was opened by mistake",
    "  Within 15 minutes; later that is a review's, or a restriction.\n", pl_ctl_site_close },
  { "booking add",
    "CHILD --from TIME --until TIME --reason TEXT --review ID [--beyond-maximum] [--json]",
    "book this computer for a child, as a review agreed",
    "  --from, --until   all is open then, at most 12 hours, whatever is left\n"
    "  --reason TEXT     what it is for; the child reads it\n"
    "  --review ID       the review of this child that agreed it\n"
    "  --beyond-maximum  past the home's timetable, too: for managers\n"
    "  Another child's booking at the same time is told, and both stand.\n",
    pl_ctl_booking_add, TRUE },
  { "booking list", "[--child ACCOUNT] [--all] [--before ID] [--limit N] [--json]",
    "list bookings that are to come, or go on",
    "  --all  those that are over or were cancelled, too\n", pl_ctl_booking_list },
  { "booking cancel", "ID --reason TEXT [--json]",
    "take a booking back; the child reads the reason", "", pl_ctl_booking_cancel, TRUE },
  { "restriction add",
    "CHILD --kind no-internet|day-minutes|other --ground GROUND --until TIME\n"
    "    --what TEXT --behaviour TEXT --place TEXT --happened TIME --tried TEXT\n"
    "    --decided-by NAME --used-by NAME --present NAMES --child-told yes|no|partly\n"
    "    --child-agreed yes|no|partly [--minutes N] [--review TIME] [--json]",
    "record and begin a restriction of one child",
    "  GROUND  significant-harm, serious-damage, criminal-offence or other\n",
    pl_ctl_restriction_add, TRUE },
  { "restriction list", "[--child ACCOUNT] [--before ID] [--limit N] [--json]",
    "list restrictions and what they still ask of staff", "", pl_ctl_restriction_list },
  { "restriction end", "ID --worked TEXT [--json]",
    "end a restriction early, and say whether it worked", "", pl_ctl_restriction_end, TRUE },
  { "restriction duty", "ID DUTY --note TEXT [--json]",
    "record that somebody was told or spoken with",
    "  DUTY  manager-told, social-worker-told, family-told, manager-spoke, signed, child-spoke\n",
    pl_ctl_restriction_duty, TRUE },
  { "restriction hold", "ID --reason TEXT [--until TIME] [--json]",
    "record that the family is not to be told yet", "", pl_ctl_restriction_hold, TRUE },
  { "emergency-stop", "--until TIME and what restriction add takes [--json]",
    "stop the internet of every child, recorded for each", "", pl_ctl_emergency_stop, TRUE },
  { "code enrol", "telephone|sheet", "give yourself one-time codes, for use on a child's desktop",
    "  telephone  a QR code for an authenticator app\n"
    "  sheet      twenty codes to print\n"
    "  Each time takes the place of the codes before.\n",
    pl_ctl_code_enrol },
  { "code forget", "ACCOUNT", "take somebody's one-time codes away",
    "  Your own; for a manager, anybody's.\n", pl_ctl_code_forget },
  { "code list", "[--json]", "say who has one-time codes", "", pl_ctl_code_list },
  { "code grant", "ACCOUNT MINUTES --reason TEXT [--request ID]",
    "in a child's session: give this child more time by your one-time code",
    "  ACCOUNT  yours, of staff; the code is read from standard input\n", pl_ctl_code_grant },
  { "child list", "[--json]", "list the children, and what holds for each now",
    "  A line a child: ACCOUNT, level, state, until, left, reasons, what to look at; separated by "
    "tabs.\n",
    pl_ctl_child_list },
  { "child new",
    "ACCOUNT --born DAY --reason TEXT [--name NAME] [--level LEVEL] [--next DAY]\n"
    "    [--until DAY]",
    "a new child in a minute: account, first password, and what child add does",
    "  ACCOUNT       small letters, digits and hyphens; as nobody was called before\n"
    "  --level LEVEL if missing, the most guarded one\n"
    "  --next DAY    when the first review is due; if missing, in three days\n"
    "  --until DAY   when a short placement ends: you are reminded; nobody is locked out\n"
    "  The first password is printed once; the child chooses another at the first log-in.\n",
    pl_ctl_child_new },
  { "child add", "ACCOUNT --born DAY --reason TEXT [--name NAME] [--level LEVEL] [--next DAY]",
    "take in a child: profile, provisional level, first review",
    "  ACCOUNT       of this computer, in the group porchlight-children\n"
    "  --level LEVEL if missing, the most guarded one\n"
    "  --next DAY    when the first review is due; if missing, in three days\n",
    pl_ctl_child_add },
  { "child remove", "CHILD --reason TEXT [--export FILE]",
    "a child has left: help sites only; the record stays",
    "  --export FILE  the profile, for the next home\n", pl_ctl_child_remove },
  { "child password", "CHILD --reason TEXT", "give a child who forgot it a first password again",
    "  It is printed once; the child is shown that it was set, when, and by whom.\n",
    pl_ctl_child_password },
  { "child pin", "CHILD --reason TEXT", "take the PIN of a child who forgot it away",
    "  The child can set another, and is shown when it was taken away, and by whom. What it opened "
    "stays closed.\n",
    pl_ctl_child_pin },
  { "child stay", "CHILD DAY | --open", "change when a child's stay here ends", "",
    pl_ctl_child_stay },
  { "child copy", "CHILD FILE", "write the child's own copy of what is kept about them",
    "  FILE  JSON, for you only to read; give it to the child\n"
    "  What the child has told staff in confidence is not in it.\n",
    pl_ctl_child_copy },
  { "child wipe", "ACCOUNT --reason TEXT",
    "remove the account of a child who has left, with all that is in it",
    "  For managers; after child remove. It cannot be taken back.\n"
    "  Says how far it is, and prints the certificate. Stopped, it goes on by itself.\n",
    pl_ctl_child_wipe },
  { "child accounts", "[--before ID] [--json]", "list children's accounts, and which are wiped",
    "  A line an account: ID, account, state, since, by, why it is not wiped; separated by tabs.\n",
    pl_ctl_child_accounts },
  { "child certificate", "ACCOUNT [--json]", "print the certificate of an account that was wiped",
    "", pl_ctl_child_certificate },
  { "child show", "CHILD [--json]", "print a child's profile", "", pl_ctl_child_show },
  { "child history", "CHILD [--before ID] [--json]", "list every change of a child's profile",
    "  A line a version: ID, time, who, how, why; separated by tabs.\n", pl_ctl_child_history },
  { "child set", "CHILD --reason TEXT [--review ID] SECTION.KEY=VALUE...",
    "change a child's profile",
    "  SECTION.KEY   without a value takes the key out\n"
    "  --review ID   the review that decided it: needed for a level, and to take something away\n",
    pl_ctl_child_set },
  { "child level", "CHILD LEVEL --reason TEXT --review ID", "change a child's level", "",
    pl_ctl_child_level },
  { "child timetable", "CHILD --reason TEXT [--review ID] WEEKDAY=HH:MM-HH:MM;...",
    "change a child's timetable", "  WEEKDAY   alone: as the home\n", pl_ctl_child_timetable },
  { "child allowance", "CHILD --reason TEXT [--review ID] WEEKDAY|Weekly=MINUTES...",
    "change a child's allowance", "  WEEKDAY   alone: no limit\n", pl_ctl_child_allowance },
  { "review add",
    "CHILD --took-part NAMES --child-view TEXT --reason TEXT --level-after LEVEL\n"
    "    --next DAY [--held DAY] [--provisional] [--json]",
    "record a placement review", "  --provisional  an emergency placement, before its review\n",
    pl_ctl_review_add, TRUE },
  { "review list", "[--child ACCOUNT] [--before ID] [--limit N] [--json]", "list placement reviews",
    "", pl_ctl_review_list },
  { "usage", "CHILD [--days N] [--json]", "say how long a child was online each day", "",
    pl_ctl_usage },
  { "blocked", "CHILD [--days N] [--json]", "list the names that were blocked for a child",
    "  A line a name and day: date, name, category or cause, how often, when last; separated by "
    "tabs.\n"
    "  The child sees the same.\n",
    pl_ctl_blocked },
  { "shift begin", "", "say that your shift begins: children read your name",
    "  It ends by itself after 16 hours.\n", pl_ctl_shift_begin },
  { "shift end", "[ACCOUNT] [--note TEXT]", "say that your shift ends",
    "  ACCOUNT      somebody else's, for a manager\n"
    "  --note TEXT  for the next shift; of somebody else's, why: they read it\n",
    pl_ctl_shift_end },
  { "shift list", "[--all] [--before ID] [--limit N] [--json]", "say who is on shift",
    "  --all  those that have ended, too\n"
    "  A line a shift: ID, account, name, began, ended, note; separated by tabs.\n",
    pl_ctl_shift_list },
  { "handover", "[--json]", "print what the next shift needs to know",
    "  Who is on shift, the children, what waits for an answer, what holds, and what is due.\n",
    pl_ctl_handover },
  { "record add", "KIND [CHILD|ACCOUNT] FIELDS... [--json]", "write a record of care",
    "  KIND  receipt, agreement, referral, key-work, training, check, consent, got-through,\n"
    "        filter-review or lost-device; porchlightctl KIND add --help names its fields.\n"
    "  porchlightctl KIND add is the same, and so for the other verbs.\n",
    pl_ctl_record_add, TRUE },
  { "record amend", "KIND ID --reason TEXT FIELDS... [--json]", "correct or complete a record",
    "  What stood there before stays on record. A VALUE of '' takes a field out.\n",
    pl_ctl_record_amend, TRUE },
  { "record close", "KIND ID FIELDS... [--json]", "close a record, with its outcome", "",
    pl_ctl_record_close, TRUE },
  { "record step", "KIND ID STEP --note TEXT [--json]", "record that a step was done (lost-device)",
    "", pl_ctl_record_step, TRUE },
  { "record list", "[KIND] [--child ACCOUNT] [--open] [--before ID] [--limit N] [--json]",
    "list records of care",
    "  A line a record: ID, when, kind, about whom, state, due, first words; separated by tabs.\n",
    pl_ctl_record_list },
  { "record show", "KIND ID [--json]", "print a record and all that was written into it", "",
    pl_ctl_record_show },
  { "record form", "KIND|restriction -o FILE", "make a PDF of a blank form, to fill in by hand",
    "  Needs no agent.\n", pl_ctl_record_form },
  { "record due", "[--json]", "list what records of care ask for, and by when",
    "  A line each: when, open or overdue, kind, ID, about whom, what; separated by tabs.\n",
    pl_ctl_record_due },
  { "rules show", "[--language LANGUAGE] [--easy] [--json]", "print the home's internet rules",
    "  --easy  in easier words\n", pl_ctl_rules_show },
  { "rules signed", "[--json]", "say which child has signed or declined the rules in force",
    "  A line a child: ACCOUNT, answer, when, the version signed last; separated by tabs.\n",
    pl_ctl_rules_signed },
  { "rules answers", "[--child ACCOUNT] [--before ID] [--limit N] [--json]",
    "list what children signed, declined and said about the rules",
    "  A line an answer: ID, when, child, version, what, topic, words; separated by tabs.\n",
    pl_ctl_rules_answers },
  { "rules print", "-o FILE [--language LANGUAGE] [--easy]",
    "make a PDF of the rules, for the wall beside the computer",
    "  --easy  in easier words, and larger\n", pl_ctl_rules_print },
  { "rules reply", "ID --words TEXT", "answer a child's comment; the child reads it", "",
    pl_ctl_rules_reply },
  { "rules template", "", "print the rules that ship, for a home to change",
    "  Write them to rules.conf beside home.conf. Needs no agent.\n", pl_ctl_rules_template },
  { "rules check", "FILE", "say whether a home's own rules would be taken",
    "  Needs no agent. What is wrong is named, FILE:LINE.\n", pl_ctl_rules_check },
  { "home show", "[--rules | --level ID] [--json]", "print the home's file, its rules or a level",
    "", pl_ctl_home_show },
  { "home history", "[--rules | --level ID] [--before ID] [--json]",
    "list every change of the home's file",
    "  A line a version: ID, time, who, whom they consulted, why; separated by tabs.\n",
    pl_ctl_home_history },
  { "home set", "--reason TEXT [--consulted NAME] [--rules | --level ID] SECTION.KEY=VALUE...",
    "change the home's file",
    "  SECTION.KEY       without a value takes the key out\n"
    "  --consulted NAME  the head of risk: needed where the maximum changes, or what is open\n"
    "                    for a child by their level\n"
    "  --rules           the home's internet rules instead\n"
    "  --level ID        a level instead\n",
    pl_ctl_home_set },
  { "home put", "--reason TEXT [--consulted NAME] [--rules | --level ID] FILE",
    "put a file in the place of the home's", "  A new ID is a new level.\n", pl_ctl_home_put },
  { "home undo", "--reason TEXT [--consulted NAME] [--rules | --level ID] VERSION",
    "go back to an earlier version of the home's file", "", pl_ctl_home_undo },
  { "home reset", "--reason TEXT [--consulted NAME] --rules | --level ID",
    "take the home's own rules or level away: what ships holds again",
    "  A level that does not ship is gone then; not while a child is on it.\n", pl_ctl_home_reset },
  { "home levels", "[--json]", "list the levels, the most guarded first",
    "  A line a level: ID, name, own or shipped, mode, safe search, YouTube, what it closes, who\n"
    "  is on it; separated by tabs.\n",
    pl_ctl_home_levels },
  { "home compare", "--level ID [--json] FILE",
    "what would change for which child with another text of a level",
    "  A line a change: child, what, before, after, + for more and - for less; separated by "
    "tabs.\n",
    pl_ctl_home_compare },
  { "concern list", "[--json]", "list the concerns that you may read now",
    "  A line a concern: ID, time, child, kind, state, as which role; separated by tabs.\n",
    pl_ctl_concern_list },
  { "concern audit", "ID [--json]", "what is on record of a concern, in the concerns' own chain",
    "  A line an entry: time, who, what, the entry's hash; separated by tabs.\n",
    pl_ctl_concern_audit },
  { "concern open", "ID | FILE [--key FILE] [--passphrase-fd N] [--json]",
    "read a concern, or one that came as a file",
    "  --key FILE  your key file, on a computer without the agent\n", pl_ctl_concern_open },
  { "concern acknowledge", "ID | FILE [-o FILE] [--key FILE] [--passphrase-fd N] [--json]",
    "say that you have seen it: the child is told",
    "  -o FILE  what goes back to the home by mail or folder, where FILE came that way\n",
    pl_ctl_concern_acknowledge, TRUE },
  { "concern answer", "ID | FILE [-o FILE] [--key FILE] [--passphrase-fd N] [--json]",
    "answer the child; the words come from standard input", "", pl_ctl_concern_answer, TRUE },
  { "concern act", "ID | FILE [-o FILE] [--key FILE] [--passphrase-fd N] [--json]",
    "say what is being done; the words come from standard input", "", pl_ctl_concern_act, TRUE },
  { "concern close", "ID | FILE [-o FILE] [--key FILE] [--passphrase-fd N] [--json]",
    "say how it ended, in words for the child, from standard input", "", pl_ctl_concern_close,
    TRUE },
  { "concern refer", "ID --to PARTY --when TEXT [--reference TEXT] [--passphrase-fd N] [--json]",
    "write down that somebody was told; what was said comes from standard input",
    "  PARTY  manager, social-worker, family, lado, police, ceop, ofsted, prevent, "
    "safeguarding-board\n"
    "  --when TEXT  when, and with whom you spoke\n"
    "  The other readers read it, and nobody else does.\n",
    pl_ctl_concern_refer, TRUE },
  { "concern told", "ID [--passphrase-fd N] [--json]",
    "who must be told of a concern, by when, and who has been",
    "  A line each, in the order in which it is to be done: who, when, state, by when, told at, "
    "why,\n"
    "  their reference; separated by tabs.\n",
    pl_ctl_concern_told },
  { "concern leave-out", "ID ACCOUNT [--instead READER] [--passphrase-fd N] [--json]",
    "a name that the child wrote is this account's: it is not for them any more",
    "  --instead READER  who reads it in their place\n", pl_ctl_concern_leave_out, TRUE },
  { "concern link", "ID ID [--json]", "two children's concerns are one matter", "",
    pl_ctl_concern_link, TRUE },
  { "concern log",
    "CHILD KIND [--choice WHO] [--trusted ID] [--not ACCOUNT]... [--not-name NAME]... [--json]",
    "log an incident without a child's concern; the words come from standard input", "",
    pl_ctl_concern_log },
  { "concern file",
    "KIND [--choice WHO] [--trusted ID] [--not ACCOUNT]... [--not-name NAME]... [--json]",
    "for a child: tell staff; the words come from standard input",
    "  KIND  talk, stranger, pictures, shared, bullying, upsetting, self-harm, money, meeting,\n"
    "        staff-member or other\n"
    "  WHO   staff, trusted, manager or lead\n",
    pl_ctl_concern_file },
  { "concern add", "ID [--json]", "for a child: add words to what you told", "",
    pl_ctl_concern_add },
  { "concern mine", "[--json]", "for a child: how it stands with what you told", "",
    pl_ctl_concern_mine },
  { "concern read", "ID [--passphrase-fd N] [--json]",
    "for a child: read it again, and the answers, with your PIN", "", pl_ctl_concern_read },
  { "concern pin", "[--passphrase-fd N] [--json]", "for a child: set a PIN, or change it",
    "  N gives the old one, where there is one, and the new one, a line each.\n",
    pl_ctl_concern_pin, TRUE },
  { "reader list", "[--json]", "say who can read what children tell, and what is missing",
    "  A line a reader: ID, state, role, account, name; separated by tabs.\n", pl_ctl_reader_list },
  { "reader add", "[--name NAME] [--passphrase-fd N] [--json]", "become a reader: make your keys",
    "  The passphrase is read from the terminal, or from descriptor N. Nobody can bring it back.\n",
    pl_ctl_reader_add, TRUE },
  { "reader make", "FILE --name NAME [--passphrase-fd N] [--json]",
    "make a reader's keys away from the home: FILE, and FILE.pub for it",
    "  Needs no agent. FILE.pub is what the home imports.\n", pl_ctl_reader_make, TRUE },
  { "reader import", "FILE --role responsible|outside [--json]",
    "bring the public key of a reader outside; another of you has to confirm it", "",
    pl_ctl_reader_import, TRUE },
  { "reader confirm", "ID [--json]", "say that a key that a colleague brought is that person's",
    "  Compare the ID with them first, by telephone.\n", pl_ctl_reader_confirm, TRUE },
  { "reader export", "FILE [--private] [--json]", "write your key to a file",
    "  --private  with the private keys, under your passphrase: for another computer of yours\n",
    pl_ctl_reader_export, TRUE },
  { "reader passphrase", "[--passphrase-fd N] [--json]", "change the passphrase of your key",
    "  N gives the old one and the new one, a line each.\n", pl_ctl_reader_passphrase, TRUE },
  { "reader revoke", "ID --reason TEXT [--json]", "end a reader: nothing more is sealed to them",
    "  Your own; for managers and leads, anybody's: a lost computer, somebody who leaves. The "
    "last\n"
    "  manager who reads cannot be revoked: another one makes a key first.\n",
    pl_ctl_reader_revoke, TRUE },
  { "reader replace", "[--name NAME] [--passphrase-fd N] [--json]",
    "make new keys in the place of yours that are lost", "", pl_ctl_reader_replace, TRUE },
  { "reader recover", "ID [--passphrase-fd N] [--json]",
    "give a reader who was replaced what you can read: the old concerns",
    "  ID  of their new key. Prints how many were given.\n", pl_ctl_reader_recover, TRUE },
  { "route list", "[--json]", "say which ways lead to the readers of concerns, and whether they do",
    "  A line a reader and way: ID, name, way, how its last test went; separated by tabs.\n",
    pl_ctl_route_list },
  { "route home", "[--json]", "say which ways this home has: routes.conf(5)", "",
    pl_ctl_route_home },
  { "route set", "READER ROUTES [--json]",
    "set the ways to a reader, in the order in which they are tried",
    "  READER  an id, account or name, as route list says it\n"
    "  ROUTES  as \"mail=anna@example.org; office; notices\"; \"\" for none\n",
    pl_ctl_route_set, TRUE },
  { "route test", "READER [ROUTE] [--json]", "send a test message that the reader is to answer",
    "  ROUTE   on this way only; on each of the reader's if missing\n", pl_ctl_route_test, TRUE },
  { "route answer", "[--passphrase-fd N] [--json]",
    "as a reader: answer a test that came as a notice", "", pl_ctl_route_answer, TRUE },
  { "route look", "[--json]", "try now what failed, and look now what came back", "",
    pl_ctl_route_look, TRUE },
  { "sites build", "-o OUT [--starter] [CATEGORY=PATH]... [ARCHIVE]...",
    "make a site index from lists",
    "  CATEGORY=PATH  a list, an archive or a folder of lists, all of CATEGORY\n"
    "  ARCHIVE        an archive or folder of CATEGORY/domains\n"
    "  -o OUT         the index; it is replaced when all has been read, or left as it is\n"
    "  --starter      with the lists that ship\n",
    pl_ctl_sites_build },
  { "sites lookup", "INDEX NAME... | -", "say what an index holds for names",
    "  A line a name: NAME, categories, longest rule; separated by tabs, - for none.\n"
    "  -              names from standard input, one a line\n",
    pl_ctl_sites_lookup },
  { "sites sources", "[--json]",
    "say where lists come from, how old they are, and their last result",
    "  Asks the agent; for staff.\n", pl_ctl_sites_sources },
  { "sites update", "[--progress] [SOURCE]...", "have the agent fetch new lists now",
    "  SOURCE      only these; all if none is named\n"
    "  --progress  says how it goes, on standard error\n"
    "  A source that fails keeps its last good list, and the exit status is 1.\n",
    pl_ctl_sites_update },
  { "sites held", "[--json]", "name new lists that wait for a person to look at them",
    "  A line a list: ID, why it is held; separated by a tab.\n", pl_ctl_sites_held },
  { "sites accept", "ID", "put a held list in force", "  ID  as sites held says it\n",
    pl_ctl_sites_accept },
  { "sites reject", "ID", "drop a held list; the last good one stays",
    "  ID  as sites held says it\n", pl_ctl_sites_reject },
  { "sites rollback", "", "put the site index before this one in force",
    "  It stays until a list changes.\n", pl_ctl_sites_rollback },
  { "hold add", "CHILD --reason TEXT [--json]",
    "keep what belongs to a child while something is open", "", pl_ctl_hold_add, TRUE },
  { "hold end", "ID [--json]", "let retention go on", "", pl_ctl_hold_end, TRUE },
  { "hold list", "[--child ACCOUNT] [--all] [--before ID] [--limit N] [--json]",
    "list what keeps what belongs to a child",
    "  --all  those that have ended, too\n"
    "  Managers and safeguarding leads see all, others what they made themselves.\n"
    "  A line a hold: ID, made, child, by, reason; separated by tabs.\n",
    pl_ctl_hold_list },
  { "retention show", "[--json]", "say how long what is kept, and what is deleted next",
    "  A line a kind: KIND, how long, from when, how many go tonight, how many are held back, when "
    "the\n"
    "  next go, what it is; separated by tabs. Concerns are not counted.\n",
    pl_ctl_retention_show },
  { "log", "[--child ACCOUNT] [--kind KIND] [--before NUMBER] [--limit N] [--json]",
    "list what staff did, newest first",
    "  A line an entry: NUMBER, time, who, KIND, child, what; separated by tabs.\n", pl_ctl_log },
  { "audit verify", "[--head HASH] [--json] [FILE]",
    "say whether the record of staff's acts was tampered with",
    "  FILE         a copy of records.sqlite; the running agent's records if missing\n"
    "  --head HASH  and whether that head, written down before, is still in it\n"
    "  A line a finding, and exit status 1, if there is one.\n",
    pl_ctl_audit_verify },
  { "audit head", "[--json]", "print the number and hash of the newest entry, to be written down",
    "", pl_ctl_audit_head },
  { "export",
    "CHILD --from DAY --to DAY -o FILE\n"
    "    [--passphrase-fd N | --reader READER | --reader-key KEYFILE | --unencrypted] "
    "[--concerns] [--json]",
    "make an inspector's export of a child's records, encrypted",
    "  FILE               a zip archive (AES-256) with a PDF, and the same as JSON with its "
    "schema\n"
    "  --passphrase-fd N  the passphrase is a line of descriptor N; else it is asked for\n"
    "  --reader READER    for a reader of concerns: the passphrase goes sealed into FILE.key\n"
    "  --reader-key FILE  the same, for whoever made that key file\n"
    "  --unencrypted      anybody who finds it can read it\n"
    "  --concerns         with the concerns that you may read; your own passphrase opens them,\n"
    "                     and is the first line of descriptor N\n"
    "  No other child's name is in it, as profiles spell them; read it before it leaves.\n",
    pl_ctl_export, TRUE },
  { "export-key", "FILE.key [--key KEYFILE] [--passphrase-fd N]",
    "print the passphrase of an export that was sealed to you",
    "  --key KEYFILE  your key; without it the agent has it\n", pl_ctl_export_key },
  { "month", "YYYY-MM [-o FILE] [--json] [--concerns] [--passphrase-fd N]",
    "count a month's records for the monthly visit, beside the month before",
    "  A line a number: part, what, the month before, the month; separated by tabs.\n"
    "  -o FILE     as a PDF. No child is named.\n"
    "  --concerns  with those that you may read, by kind and how soon they were seen; your own\n"
    "              passphrase opens them\n",
    pl_ctl_month },
  { "explain",
    "--home FILE --child FILE [--levels DIR] [--own-levels DIR] [--sites INDEX]\n"
    "                             [--used MIN] [--used-week MIN] --at TIME [--site NAME]",
    "say what holds for a child at a time, until when, and why",
    "  --home FILE      the home file\n"
    "  --child FILE     the child's profile\n"
    "  --levels DIR     level files in place of all that ship\n"
    "  --own-levels DIR a home's level files beside those that ship, as the agent reads them:\n"
    "                   /etc/porchlight/levels.d\n"
    "  --sites INDEX    a site index\n"
    "  --used MIN       minutes used today before TIME; --used-week: this week\n"
    "  --at TIME        RFC 3339, or YYYY-MM-DDTHH:MM in the home's zone\n"
    "  --site NAME      and what holds for this site\n"
    "  One JSON object on standard output.\n",
    pl_ctl_explain },
};

const gsize pl_ctl_n_commands = G_N_ELEMENTS (pl_ctl_commands);
