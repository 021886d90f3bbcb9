/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

/* Frames are drawn and the agent's answers come: the main loop runs until so many milliseconds are over. */
void turn (guint quiet_ms);
