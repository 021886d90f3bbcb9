/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/calls.h"

#include "agent/records/accounts.h"
#include "agent/time/clock.h"
#include "policy/time/calendar.h"

#define AGENT     "org.porchlight.Agent1"
#define CHILD     "org.porchlight.Agent1.Child"
#define STAFF     "org.porchlight.Agent1.Staff"
#define SITES     "org.porchlight.Agent1.Sites"
#define AUDIT     "org.porchlight.Agent1.Audit"
#define CODES     "org.porchlight.Agent1.Codes"
#define RECORDS   "org.porchlight.Agent1.Records"
#define RULES     "org.porchlight.Agent1.Rules"
#define ROUTES    "org.porchlight.Agent1.Routes"
#define PROFILES  "org.porchlight.Agent1.Profiles"
#define SHIFTS    "org.porchlight.Agent1.Shifts"
#define ACCOUNTS  "org.porchlight.Agent1.Accounts"
#define READERS   "org.porchlight.Agent1.Readers"
#define HOME      "org.porchlight.Agent1.Home"
#define CONCERNS  "org.porchlight.Agent1.Concerns"
#define DECISIONS "org.porchlight.Agent1.Decisions"

#define EVERYBODY      (PL_ROLE_CHILD | PL_ROLE_STAFF | PL_ROLE_ROOT | PL_ROLE_OTHER)
#define STAFF_OR_ROOT  (PL_ROLE_STAFF | PL_ROLE_ROOT)
#define CHILD_OR_STAFF (PL_ROLE_CHILD | PL_ROLE_STAFF)

/* What staff prove themselves for; policy/dbus/org.porchlight.Agent1.policy. */
#define READ_ANY    "org.porchlight.Agent1.read-any"
#define CHANGE_ANY  "org.porchlight.Agent1.change-any"
#define CHANGE_HOME "org.porchlight.Agent1.change-home"

/* An empty tuple takes a byte as a GVariant. */
#define NOTHING 1
/* Every source by name, as long as names get. */
#define SOURCES 8192
/* The id of a held list. */
#define HELD 128
/* An account, and the end of its text. */
#define ACCOUNT 64
/* A few numbers and names. */
#define QUERY 1024
/* A sentence or two beside that: 1,000 characters of 4 bytes. */
#define WORDS 5120
/* A reader's id, and as many routes as they can have, with addresses. */
#define ROUTES_OF_ONE 4096
/* Every field of a record as long as it may get. */
#define RECORD 81920

/* A profile's text beside a sentence or two. */
#define PROFILE 262144

/* A form of a concern: the people whom it is not for, by name. The words travel beside it. */
#define FORM 16384
/* A key file. */
#define KEY 4096
/* A signed message with the longest words; the keys of all messages of a concern. */
#define MESSAGE 98304

static const PlCallEntry calls[] = {
  { AGENT, "GetStatus", EVERYBODY, NULL, NOTHING, pl_answer_get_status },
  { AGENT, "Reload", PL_ROLE_ROOT, NULL, NOTHING, pl_answer_reload },
  { AGENT, "Listen", CHILD_OR_STAFF, NULL, NOTHING, pl_answer_listen },
  { AGENT, "NoteSeen", CHILD_OR_STAFF, NULL, NOTHING, pl_answer_note_seen },
  { AGENT, "GetSessionKind", PL_ROLE_ROOT, NULL, QUERY, pl_answer_get_session_kind },
  { AGENT, "GetSessionLanguage", PL_ROLE_ROOT, NULL, QUERY, pl_answer_get_session_language },
  { CHILD, "GetState", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_get_state },
  { STAFF, "ListChildren", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_children },
  { STAFF, "GetProblems", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_get_problems },
  { SITES, "ListSources", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_sources },
  { SITES, "GetUpdate", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_get_update },
  { SITES, "Update", STAFF_OR_ROOT, READ_ANY, SOURCES, pl_answer_update },
  { SITES, "AcceptList", STAFF_OR_ROOT, CHANGE_HOME, HELD, pl_answer_accept_list },
  { SITES, "RejectList", STAFF_OR_ROOT, CHANGE_HOME, HELD, pl_answer_reject_list },
  { SITES, "RollBack", STAFF_OR_ROOT, CHANGE_HOME, NOTHING, pl_answer_roll_back },
  { STAFF, "SelfTest", STAFF_OR_ROOT, READ_ANY, ACCOUNT, pl_answer_self_test },
  { STAFF, "GetSelfTest", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_get_self_test },
  { STAFF, "StopSelfTest", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_stop_self_test },
  { CHILD, "AskForSite", PL_ROLE_CHILD, NULL, WORDS, pl_answer_ask_for_site },
  { CHILD, "AskForTime", PL_ROLE_CHILD, NULL, WORDS, pl_answer_ask_for_time },
  { CHILD, "ListRequests", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_own_requests },
  { CHILD, "ListUsage", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_own_usage },
  { CHILD, "ListBlocked", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_own_blocked },
  { STAFF, "ListUsage", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_usage },
  { STAFF, "ListBlocked", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_blocked },
  { AUDIT, "GetHead", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_get_head },
  { AUDIT, "Verify", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_verify },
  { AUDIT, "List", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_audit },
  { AUDIT, "Find", STAFF_OR_ROOT, READ_ANY, WORDS, pl_answer_find_audit },
  { DECISIONS, "ListRequests", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_requests },
  { DECISIONS, "Decide", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_decide },
  { DECISIONS, "Grant", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_grant },
  { DECISIONS, "Restrict", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_restrict },
  { DECISIONS, "EmergencyStop", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_emergency_stop },
  { DECISIONS, "EndRestriction", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_end_restriction },
  { DECISIONS, "DoDuty", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_do_duty },
  { DECISIONS, "HoldFamily", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_hold_family },
  { DECISIONS, "ListRestrictions", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_restrictions },
  { DECISIONS, "Hold", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_hold },
  { DECISIONS, "EndHold", PL_ROLE_STAFF, CHANGE_ANY, QUERY, pl_answer_end_hold },
  { DECISIONS, "ListHolds", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_holds },
  { DECISIONS, "AddReview", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_add_review },
  { DECISIONS, "Book", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_book },
  { DECISIONS, "CancelBooking", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_cancel_booking },
  { DECISIONS, "ListBookings", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_bookings },
  { CHILD, "ListRestrictions", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_own_restrictions },
  { CHILD, "ListBookings", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_own_bookings },
  { CODES, "Enrol", PL_ROLE_STAFF, CHANGE_ANY, QUERY, pl_answer_enrol_code },
  { CODES, "Forget", PL_ROLE_STAFF, CHANGE_ANY, ACCOUNT, pl_answer_forget_code },
  { CODES, "List", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_codes },
  { CODES, "Grant", PL_ROLE_CHILD, NULL, WORDS, pl_answer_grant_by_code },
  { PROFILES, "Add", PL_ROLE_STAFF, CHANGE_ANY, PROFILE, pl_answer_add_child },
  { PROFILES, "Remove", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_remove_child },
  { CHILD, "EndControl", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_end_control },
  { PROFILES, "Get", STAFF_OR_ROOT, READ_ANY, ACCOUNT, pl_answer_get_profile },
  { PROFILES, "Set", PL_ROLE_STAFF, CHANGE_ANY, PROFILE, pl_answer_set_profile },
  { PROFILES, "ListVersions", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_profile_versions },
  { CHILD, "AskForReview", PL_ROLE_CHILD, NULL, WORDS, pl_answer_ask_for_review },
  { CHILD, "GetToday", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_get_today },
  { CHILD, "EndVisit", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_end_visit },
  { CHILD, "NoteOpened", PL_ROLE_CHILD, NULL, QUERY, pl_answer_note_opened },
  { CHILD, "ExtendVisit", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_extend_visit },
  { CHILD, "GetRules", PL_ROLE_CHILD, NULL, ACCOUNT, pl_answer_get_own_rules },
  { CHILD, "AnswerRules", PL_ROLE_CHILD, NULL, WORDS, pl_answer_answer_rules },
  { CHILD, "CommentOnRules", PL_ROLE_CHILD, NULL, WORDS, pl_answer_comment_on_rules },
  { CHILD, "ListRulesAnswers", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_own_rules_answers },
  { CHILD, "ReportGotThrough", PL_ROLE_CHILD, NULL, WORDS, pl_answer_report_got_through },
  { CHILD, "ListRecords", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_own_records },
  { RECORDS, "Add", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_add_record },
  { RECORDS, "Amend", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_amend_record },
  { RECORDS, "Close", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_close_record },
  { RECORDS, "DoStep", PL_ROLE_STAFF, CHANGE_ANY, RECORD, pl_answer_do_record_step },
  { RECORDS, "List", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_records },
  { RECORDS, "Get", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_get_record },
  { RECORDS, "ListDue", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_records_due },
  { RECORDS, "ListKept", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_kept },
  { RECORDS, "GetHome", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_get_home },
  { RECORDS, "BeginExport", PL_ROLE_STAFF, CHANGE_ANY, QUERY, pl_answer_begin_export },
  { RULES, "Get", STAFF_OR_ROOT, READ_ANY, ACCOUNT, pl_answer_get_rules },
  { RULES, "ListAnswers", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_rules_answers },
  { RULES, "AnswerComment", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_answer_rules_comment },
  { RULES, "ListSigned", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_rules_signed },
  { READERS, "List", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_all_readers },
  { READERS, "Add", PL_ROLE_STAFF, CHANGE_ANY, KEY, pl_answer_add_reader },
  { READERS, "Import", PL_ROLE_STAFF, CHANGE_ANY, KEY, pl_answer_import_reader },
  { READERS, "Confirm", PL_ROLE_STAFF, CHANGE_ANY, QUERY, pl_answer_confirm_reader },
  { READERS, "Revoke", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_revoke_reader },
  { READERS, "GetKey", PL_ROLE_STAFF, READ_ANY, NOTHING, pl_answer_get_own_key },
  { READERS, "SetPassphrase", PL_ROLE_STAFF, CHANGE_ANY, KEY, pl_answer_set_passphrase },
  { CONCERNS, "List", PL_ROLE_STAFF, READ_ANY, QUERY, pl_answer_list_concerns },
  { CONCERNS, "Get", PL_ROLE_STAFF, READ_ANY, QUERY, pl_answer_get_concern },
  { CONCERNS, "ListAudit", PL_ROLE_STAFF, READ_ANY, QUERY, pl_answer_list_concern_audit },
  { CONCERNS, "Send", PL_ROLE_STAFF, READ_ANY, MESSAGE, pl_answer_send_message },
  { CONCERNS, "Log", PL_ROLE_STAFF, READ_ANY, FORM, pl_answer_log_incident },
  { CONCERNS, "LeaveOut", PL_ROLE_STAFF, READ_ANY, MESSAGE, pl_answer_leave_out },
  { CONCERNS, "Link", PL_ROLE_STAFF, READ_ANY, QUERY, pl_answer_link_concerns },
  { CONCERNS, "Give", PL_ROLE_STAFF, READ_ANY, MESSAGE, pl_answer_give_concern },
  { CONCERNS, "NoteExport", PL_ROLE_STAFF, READ_ANY, QUERY, pl_answer_note_concern_export },
  { CHILD, "ListReaders", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_list_readers },
  { CHILD, "PreviewConcern", PL_ROLE_CHILD, NULL, FORM, pl_answer_preview_concern },
  { CHILD, "FileConcern", PL_ROLE_CHILD, NULL, FORM, pl_answer_file_concern },
  { CHILD, "AddToConcern", PL_ROLE_CHILD, NULL, QUERY, pl_answer_add_to_concern },
  { CHILD, "ListConcerns", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_own_concerns },
  { CHILD, "GetConcern", PL_ROLE_CHILD, NULL, QUERY, pl_answer_get_own_concern },
  { CHILD, "GetPinKey", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_get_pin_key },
  { CHILD, "SetPin", PL_ROLE_CHILD, NULL, KEY, pl_answer_set_pin },
  { CHILD, "ChangePin", PL_ROLE_CHILD, NULL, KEY, pl_answer_change_pin },
  { CHILD, "ListChanges", PL_ROLE_CHILD, NULL, QUERY, pl_answer_list_changes },
  { PROFILES, "Compare", STAFF_OR_ROOT, READ_ANY, PROFILE, pl_answer_compare_profile },
  { PROFILES, "CompareTexts", STAFF_OR_ROOT, READ_ANY, 2 * PROFILE, pl_answer_compare_texts },
  { DECISIONS, "ListReviews", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_reviews },
  { DECISIONS, "ListGrants", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_grants },
  { STAFF, "ListFlags", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_flags },
  { CHILD, "ListFlags", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_list_own_flags },
  { CHILD, "ListStaffOnShift", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_list_staff_on_shift },
  { SHIFTS, "Begin", PL_ROLE_STAFF, CHANGE_ANY, NOTHING, pl_answer_begin_shift },
  { SHIFTS, "End", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_end_shift },
  { SHIFTS, "List", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_shifts },
  { ACCOUNTS, "Make", PL_ROLE_STAFF, CHANGE_ANY, PROFILE, pl_answer_make_account },
  { ACCOUNTS, "GetStay", STAFF_OR_ROOT, READ_ANY, ACCOUNT, pl_answer_get_stay },
  { ACCOUNTS, "SetStay", PL_ROLE_STAFF, CHANGE_ANY, QUERY, pl_answer_set_stay },
  { ACCOUNTS, "ResetPassword", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_reset_password },
  { ACCOUNTS, "ResetPin", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_reset_pin },
  { CHILD, "GetPasswordReset", PL_ROLE_CHILD, NULL, NOTHING, pl_answer_get_password_reset },
  { ACCOUNTS, "Wipe", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_wipe_account },
  { ACCOUNTS, "List", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_accounts },
  { ROUTES, "List", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_routes },
  { ROUTES, "ListHome", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_home_routes },
  { ROUTES, "Set", STAFF_OR_ROOT, CHANGE_HOME, ROUTES_OF_ONE, pl_answer_set_routes },
  { ROUTES, "Test", STAFF_OR_ROOT, CHANGE_HOME, QUERY, pl_answer_test_route },
  { ROUTES, "Look", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_look_on_routes },
  { ROUTES, "ListTests", PL_ROLE_STAFF, READ_ANY, NOTHING, pl_answer_list_tests },
  { ROUTES, "Answer", PL_ROLE_STAFF, READ_ANY, QUERY, pl_answer_answer_test },
  { STAFF, "GetToday", PL_ROLE_STAFF, READ_ANY, NOTHING, pl_answer_get_staff_today },
  { SITES, "Explain", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_explain_site },
  { DECISIONS, "OpenSite", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_open_site },
  { DECISIONS, "CloseSite", PL_ROLE_STAFF, CHANGE_ANY, WORDS, pl_answer_close_site },
  { HOME, "Get", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_get_home_file },
  { HOME, "Set", PL_ROLE_STAFF, CHANGE_HOME, PROFILE, pl_answer_set_home_file },
  { HOME, "ListVersions", STAFF_OR_ROOT, READ_ANY, QUERY, pl_answer_list_home_file_versions },
  { HOME, "ListLevels", STAFF_OR_ROOT, READ_ANY, NOTHING, pl_answer_list_levels },
  { HOME, "CompareLevel", STAFF_OR_ROOT, READ_ANY, PROFILE, pl_answer_compare_level },
};

/* An account may expire between two readings of the household (D4). */
static gboolean
has_expired (uid_t uid)
{
  g_autofree char *account = pl_account_name (uid);

  return pl_account_has_expired (account, pl_clock_wall_ms () / 1000 / PL_SECONDS_A_DAY);
}

PlRole
pl_role_of (const PlHousehold *household, uid_t uid)
{
  if (uid == 0)
    return PL_ROLE_ROOT;
  if (pl_household_child (household, uid) != NULL)
    return PL_ROLE_CHILD;
  return pl_household_is_staff (household, uid) && !has_expired (uid) ? PL_ROLE_STAFF
                                                                      : PL_ROLE_OTHER;
}

const PlCallEntry *
pl_calls_find (const char *interface, const char *method)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_str_equal (calls[i].interface, interface) && g_str_equal (calls[i].method, method))
      return &calls[i];
  return NULL;
}

gboolean
pl_call_tells_staff (const PlCallEntry *entry)
{
  static const char *const interfaces[] = {
    DECISIONS, PROFILES, SHIFTS, ACCOUNTS, SITES, HOME, NULL
  };

  /* A hold has a reason that is not everybody's to know of. */
  return entry->action != NULL && !g_str_equal (entry->action, READ_ANY) &&
         g_strv_contains (interfaces, entry->interface) &&
         !g_str_has_suffix (entry->method, "Hold");
}

gsize
pl_calls_largest (guint roles)
{
  gsize largest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if ((calls[i].roles & roles) != 0)
      largest = MAX (largest, calls[i].arguments);
  return largest;
}

gboolean
pl_call_is_allowed (const char *interface, const char *method, PlRole role)
{
  const PlCallEntry *entry = pl_calls_find (interface, method);

  return entry != NULL && (entry->roles & role) != 0;
}
