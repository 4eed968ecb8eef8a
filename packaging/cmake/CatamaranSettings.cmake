# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler settings that every target shares. Warnings are errors when built from git or in CI;
# packagers who build a tarball with another compiler get them as warnings only.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 17)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(_werror_default OFF)
if(EXISTS "${CMAKE_SOURCE_DIR}/.git" OR DEFINED ENV{CI})
  set(_werror_default ON)
endif()
option(CATAMARAN_WERROR "Treat warnings as errors" ${_werror_default})
set(CATAMARAN_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined or thread")

find_program(CATAMARAN_CCACHE ccache)
if(CATAMARAN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${CATAMARAN_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CATAMARAN_CCACHE}")
endif()
find_program(CATAMARAN_MOLD mold)
if(CATAMARAN_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()

add_library(catamaran_settings INTERFACE)
target_include_directories(catamaran_settings INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
target_compile_definitions(catamaran_settings INTERFACE _GNU_SOURCE
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_compile_options(catamaran_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
  -Woverloaded-virtual -Wconversion -Wsign-conversion -Wnull-dereference -Wformat=2 -Wimplicit-fallthrough
  -Wno-missing-field-initializers
  -fstack-protector-strong
  $<$<BOOL:${CATAMARAN_WERROR}>:-Werror>)
# -Wnull-dereference and friends see ghosts through inlined library code at -O2 in GCC 12.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(catamaran_settings INTERFACE
    -Wno-null-dereference -Wno-error=maybe-uninitialized -Wno-error=stringop-overflow -Wno-error=array-bounds
    -Wno-error=restrict -Wno-error=dangling-pointer)
endif()
# What leaves this machine names no directory of it, and is the same from any directory.
option(CATAMARAN_PACKAGED "Build for a package: no path of the build, hardened" OFF)
if(CATAMARAN_PACKAGED)
  add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=." "-ffile-prefix-map=${CMAKE_BINARY_DIR}=build")
  add_compile_definitions(_FORTIFY_SOURCE=2)
  add_link_options(-Wl,-z,relro,-z,now)
endif()
if(CATAMARAN_SANITIZE)
  add_compile_options(-fsanitize=${CATAMARAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CATAMARAN_SANITIZE})
endif()
