/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls; returns 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
