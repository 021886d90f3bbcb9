/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/children/agreed-rows.h"

G_BEGIN_DECLS

/* Agreed contact (T10): with whom, by which services, when. It goes on through allowance, quiet time and level. */
#define PL_TYPE_AGREED_CONTACTS (pl_agreed_contacts_get_type ())
G_DECLARE_FINAL_TYPE (PlAgreedContacts, pl_agreed_contacts, PL, AGREED_CONTACTS, PlAgreedRows)

PlAgreedPart *pl_agreed_contacts_new (void);

G_END_DECLS
