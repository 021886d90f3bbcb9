/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"

G_BEGIN_DECLS

/* The one table of who may call what. What is not in it is denied, to root, too. */
typedef struct {
  const char *interface;
  const char *method;
  guint roles; /* of PlRole */
  const char
      *action;     /* nullable: what polkit is asked, too (policy/dbus); never for a child's own */
  gsize arguments; /* bytes that the arguments may take as a GVariant */
  void (*answer) (PlCall *call);
} PlCallEntry;

/* NULL if the table has no such call. Static. */
const PlCallEntry *pl_calls_find (const char *interface, const char *method);

/* TRUE if it is something that staff do and all of them may see. */
gboolean pl_call_tells_staff (const PlCallEntry *entry);

PlRole pl_role_of (const PlHousehold *household, uid_t uid);

/* The most bytes that the arguments of any call take that one of the roles may make. */
gsize pl_calls_largest (guint roles);

/* TRUE if the table has the call and lets the role make it. */
gboolean pl_call_is_allowed (const char *interface, const char *method, PlRole role);

/* The handlers, a file an interface. */
void pl_answer_get_status (PlCall *call);
void pl_answer_reload (PlCall *call);
void pl_answer_listen (PlCall *call);
void pl_answer_note_seen (PlCall *call);
void pl_answer_note_opened (PlCall *call);
void pl_answer_get_session_kind (PlCall *call);
void pl_answer_get_session_language (PlCall *call);
void pl_answer_get_state (PlCall *call);
void pl_answer_get_today (PlCall *call);
void pl_answer_end_visit (PlCall *call);
void pl_answer_extend_visit (PlCall *call);
void pl_answer_list_children (PlCall *call);
void pl_answer_get_staff_today (PlCall *call);
void pl_answer_get_home_file (PlCall *call);
void pl_answer_set_home_file (PlCall *call);
void pl_answer_list_home_file_versions (PlCall *call);
void pl_answer_list_levels (PlCall *call);
void pl_answer_compare_level (PlCall *call);
void pl_answer_get_problems (PlCall *call);
void pl_answer_list_sources (PlCall *call);
void pl_answer_get_update (PlCall *call);
void pl_answer_update (PlCall *call);
void pl_answer_accept_list (PlCall *call);
void pl_answer_reject_list (PlCall *call);
void pl_answer_roll_back (PlCall *call);
void pl_answer_self_test (PlCall *call);
void pl_answer_get_self_test (PlCall *call);
void pl_answer_stop_self_test (PlCall *call);
void pl_answer_explain_site (PlCall *call);
void pl_answer_open_site (PlCall *call);
void pl_answer_close_site (PlCall *call);
void pl_answer_ask_for_site (PlCall *call);
void pl_answer_ask_for_time (PlCall *call);
void pl_answer_ask_for_review (PlCall *call);
void pl_answer_list_own_requests (PlCall *call);
void pl_answer_get_head (PlCall *call);
void pl_answer_verify (PlCall *call);
void pl_answer_list_audit (PlCall *call);
void pl_answer_find_audit (PlCall *call);
void pl_answer_list_requests (PlCall *call);
void pl_answer_decide (PlCall *call);
void pl_answer_grant (PlCall *call);
void pl_answer_restrict (PlCall *call);
void pl_answer_emergency_stop (PlCall *call);
void pl_answer_end_restriction (PlCall *call);
void pl_answer_do_duty (PlCall *call);
void pl_answer_hold_family (PlCall *call);
void pl_answer_list_restrictions (PlCall *call);
void pl_answer_list_own_restrictions (PlCall *call);
void pl_answer_add_review (PlCall *call);
void pl_answer_list_reviews (PlCall *call);
void pl_answer_list_own_usage (PlCall *call);
void pl_answer_list_own_blocked (PlCall *call);
void pl_answer_list_usage (PlCall *call);
void pl_answer_list_blocked (PlCall *call);
void pl_answer_hold (PlCall *call);
void pl_answer_end_hold (PlCall *call);
void pl_answer_list_holds (PlCall *call);

void pl_answer_report_got_through (PlCall *call);
void pl_answer_list_own_records (PlCall *call);
void pl_answer_add_record (PlCall *call);
void pl_answer_amend_record (PlCall *call);
void pl_answer_close_record (PlCall *call);
void pl_answer_do_record_step (PlCall *call);
void pl_answer_list_records (PlCall *call);
void pl_answer_get_record (PlCall *call);
void pl_answer_list_records_due (PlCall *call);

void pl_answer_begin_export (PlCall *call);
void pl_answer_get_home (PlCall *call);
void pl_answer_list_kept (PlCall *call);

void pl_answer_get_own_rules (PlCall *call);
void pl_answer_answer_rules (PlCall *call);
void pl_answer_comment_on_rules (PlCall *call);
void pl_answer_list_own_rules_answers (PlCall *call);
void pl_answer_get_rules (PlCall *call);
void pl_answer_list_rules_answers (PlCall *call);
void pl_answer_answer_rules_comment (PlCall *call);
void pl_answer_list_rules_signed (PlCall *call);

void pl_answer_enrol_code (PlCall *call);
void pl_answer_forget_code (PlCall *call);
void pl_answer_list_codes (PlCall *call);
void pl_answer_grant_by_code (PlCall *call);

void pl_answer_list_all_readers (PlCall *call);
void pl_answer_add_reader (PlCall *call);
void pl_answer_import_reader (PlCall *call);
void pl_answer_confirm_reader (PlCall *call);
void pl_answer_revoke_reader (PlCall *call);
void pl_answer_get_own_key (PlCall *call);
void pl_answer_set_passphrase (PlCall *call);

void pl_answer_list_concerns (PlCall *call);
void pl_answer_get_concern (PlCall *call);
void pl_answer_list_concern_audit (PlCall *call);
void pl_answer_send_message (PlCall *call);
void pl_answer_log_incident (PlCall *call);
void pl_answer_leave_out (PlCall *call);
void pl_answer_link_concerns (PlCall *call);
void pl_answer_give_concern (PlCall *call);
void pl_answer_note_concern_export (PlCall *call);

void pl_answer_list_readers (PlCall *call);
void pl_answer_preview_concern (PlCall *call);
void pl_answer_file_concern (PlCall *call);
void pl_answer_add_to_concern (PlCall *call);
void pl_answer_list_own_concerns (PlCall *call);
void pl_answer_get_own_concern (PlCall *call);
void pl_answer_get_pin_key (PlCall *call);
void pl_answer_set_pin (PlCall *call);
void pl_answer_change_pin (PlCall *call);
void pl_answer_reset_pin (PlCall *call);

void pl_answer_list_routes (PlCall *call);
void pl_answer_list_home_routes (PlCall *call);
void pl_answer_set_routes (PlCall *call);
void pl_answer_test_route (PlCall *call);
void pl_answer_look_on_routes (PlCall *call);
void pl_answer_list_tests (PlCall *call);
void pl_answer_answer_test (PlCall *call);

void pl_answer_add_child (PlCall *call);
void pl_answer_remove_child (PlCall *call);
void pl_answer_end_control (PlCall *call);
void pl_answer_get_profile (PlCall *call);
void pl_answer_set_profile (PlCall *call);
void pl_answer_list_profile_versions (PlCall *call);

void pl_answer_list_changes (PlCall *call);
void pl_answer_compare_profile (PlCall *call);
void pl_answer_compare_texts (PlCall *call);

void pl_answer_list_grants (PlCall *call);
void pl_answer_book (PlCall *call);
void pl_answer_cancel_booking (PlCall *call);
void pl_answer_list_bookings (PlCall *call);
void pl_answer_list_own_bookings (PlCall *call);
void pl_answer_list_flags (PlCall *call);
void pl_answer_list_own_flags (PlCall *call);
void pl_answer_list_staff_on_shift (PlCall *call);
void pl_answer_begin_shift (PlCall *call);
void pl_answer_end_shift (PlCall *call);
void pl_answer_list_shifts (PlCall *call);

void pl_answer_make_account (PlCall *call);
void pl_answer_get_stay (PlCall *call);
void pl_answer_set_stay (PlCall *call);
void pl_answer_reset_password (PlCall *call);
void pl_answer_get_password_reset (PlCall *call);
void pl_answer_wipe_account (PlCall *call);
void pl_answer_list_accounts (PlCall *call);

G_END_DECLS
