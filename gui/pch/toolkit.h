/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Read once for all of gui/, which takes a third of the time. Each file includes what it needs: flatpak/ builds without. */
#include <adwaita.h>
