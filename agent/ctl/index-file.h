/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/sites/site-index.h"

G_BEGIN_DECLS

/*
 * Maps a site index and checks the whole of it before it is used. categories: as for
 * pl_site_index_new. PL_ERROR_IO if path cannot be read, else the index's own refusal; both begin
 * with the path.
 */
PlSiteIndex *pl_index_file_open (const char *path, const PlCategories *categories, GError **error);

G_END_DECLS
