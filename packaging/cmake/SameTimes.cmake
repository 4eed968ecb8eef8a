# SPDX-License-Identifier: GPL-3.0-or-later
# Run by CPack before it packs: all files get the time of SOURCE_DATE_EPOCH. Those that are copied from the sources have the time
# of a checkout otherwise, and rpm lowers times only.
if(DEFINED ENV{SOURCE_DATE_EPOCH} AND CPACK_TEMPORARY_DIRECTORY)
  execute_process(COMMAND find "${CPACK_TEMPORARY_DIRECTORY}" -exec touch -h -d "@$ENV{SOURCE_DATE_EPOCH}" {} +)
endif()
