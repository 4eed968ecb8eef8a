# SPDX-License-Identifier: GPL-3.0-or-later

# Adds the named folders that have a CMakeLists.txt.
function(catamaran_rooms)
  foreach(room IN LISTS ARGN)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${room}/CMakeLists.txt")
      add_subdirectory(${room})
    endif()
  endforeach()
endfunction()

# catamaran_library(<name> SOURCES ... [PUBLIC libs] [PRIVATE libs])
# One folder, one static library, named after its path: catamaran_engine_store, ...
function(catamaran_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC catamaran_settings ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# catamaran_test(<name> LABEL unit|integration|rootless|vm|ui|e2e SOURCES ... [LIBS ...] [TIMEOUT s])
# A Qt Test program. A program whose initTestCase() skips shows as Skipped in CTest.
function(catamaran_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(${name} PRIVATE catamaran_settings catamaran_test_support Qt6::Test ${ARG_LIBS})
  add_test(NAME ${name} COMMAND ${name})
  if(ARG_LABEL STREQUAL "unit")
    set_property(GLOBAL APPEND PROPERTY CATAMARAN_UNIT_TESTS ${name})
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABEL}" TIMEOUT ${ARG_TIMEOUT}
    SKIP_REGULAR_EXPRESSION "SKIP   : [A-Za-z_]+::initTestCase\\(\\)"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;CATAMARAN_LIBEXEC=${CMAKE_BINARY_DIR}/libexec;CATAMARAN_SOURCE_DIR=${CMAKE_SOURCE_DIR};CATAMARAN_BUILD_DIR=${CMAKE_BINARY_DIR};QTEST_FUNCTION_TIMEOUT=${ARG_TIMEOUT}000;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp")
  if(ARG_LABEL STREQUAL "integration" OR ARG_LABEL STREQUAL "vm" OR ARG_LABEL STREQUAL "e2e")
    # These share the host's kernel objects (bridges, nft table, libvirt session).
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
endfunction()
