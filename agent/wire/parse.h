/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* What became of the beginning of a stream. What is invalid stays so, whatever follows. */
typedef enum {
  PL_PARSE_COMPLETE,
  PL_PARSE_MORE, /* right so far: come back with more of the stream */
  PL_PARSE_INVALID,
} PlParse;
