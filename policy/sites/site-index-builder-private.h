/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/sites/site-index-builder.h"

/* For tests of false matches: fewer bits than the format's 49, so that they happen. */
void pl_site_index_builder_set_remainder_bits (PlSiteIndexBuilder *builder, guint bits);
