/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"

G_BEGIN_DECLS

/*
 * What keeps a home from being set up: a concern that fewer than two people could read, also where nobody has
 * begun with readers. "" for nothing. Filing is never refused for it. Transfer full.
 */
char *pl_bus_readers_problem (const PlCall *call);

/* Adds a sentence for every reader in force to whom no tested way leads (C7): what is filed waits until they look. */
void pl_bus_add_reader_problems (const PlCall *call, GPtrArray *problems);

G_END_DECLS
