# SPDX-License-Identifier: GPL-3.0-or-later
# Man pages, completions and packages: `cmake --build build/release --target package` makes what this system can make (deb
# where dpkg-deb is, rpm where rpmbuild is, a tarball always). Components: "cli" (the default),
# "vm" (all that needs libvirt) and "desktop".
# SOURCE_DATE_EPOCH, set by packaging/package.sh, makes two builds of one source alike.

if(TARGET catamaran)
  # Written by the program itself, so that no page knows an option that it has not.
  set(_pages "${CMAKE_BINARY_DIR}/man")
  set(_words "${CMAKE_BINARY_DIR}/completions")
  add_custom_command(OUTPUT "${_pages}/stamp"
    COMMAND ${CMAKE_COMMAND} -E rm -rf "${_pages}" "${_words}"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${_pages}" "${_words}"
    COMMAND catamaran help --man "${_pages}"
    COMMAND ${CMAKE_COMMAND} -E copy "${CMAKE_SOURCE_DIR}/packaging/man/catamaran-runtime.1" "${_pages}"
    COMMAND sh -c "gzip -9n '${_pages}'/*.1"
    COMMAND sh -c "for s in bash zsh fish; do $<TARGET_FILE:catamaran> completion $s >'${_words}'/$s || exit 1; done"
    COMMAND ${CMAKE_COMMAND} -E touch "${_pages}/stamp"
    DEPENDS catamaran "${CMAKE_SOURCE_DIR}/packaging/man/catamaran-runtime.1"
    COMMENT "Writing man pages and completions" VERBATIM)
  add_custom_target(manual ALL DEPENDS "${_pages}/stamp")
  install(DIRECTORY "${_pages}/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" FILES_MATCHING PATTERN "*.1.gz")
  install(FILES "${_words}/bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME catamaran)
  install(FILES "${_words}/zsh" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions" RENAME _catamaran)
  install(FILES "${_words}/fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" RENAME catamaran.fish)
  # Only hosts that restrict user namespaces need it, and others may not be able to read it: see debian/postinst.
  install(FILES "${CMAKE_SOURCE_DIR}/packaging/apparmor/catamaran" DESTINATION "${CMAKE_INSTALL_DATADIR}/catamaran/apparmor")
endif()

find_program(_gzip gzip REQUIRED)
function(catamaran_package_documents component package)
  set(_directory "${CMAKE_BINARY_DIR}/package/${package}")
  file(MAKE_DIRECTORY "${_directory}")
  execute_process(COMMAND ${_gzip} -9nc "${CMAKE_SOURCE_DIR}/packaging/debian/changelog" OUTPUT_FILE "${_directory}/changelog.gz")
  install(FILES "${_directory}/changelog.gz" "${CMAKE_SOURCE_DIR}/packaging/debian/copyright"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${package}" COMPONENT ${component})
  install(FILES "${CMAKE_SOURCE_DIR}/packaging/debian/${package}.lintian-overrides"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/lintian/overrides" RENAME ${package} COMPONENT ${component})
endfunction()
catamaran_package_documents(cli catamaran)
catamaran_package_documents(vm catamaran-vm)
if(TARGET catamaran-desktop)
  catamaran_package_documents(desktop catamaran-desktop)
  execute_process(COMMAND ${_gzip} -9nc "${CMAKE_SOURCE_DIR}/packaging/man/catamaran-desktop.1"
    OUTPUT_FILE "${CMAKE_BINARY_DIR}/package/catamaran-desktop.1.gz")
  install(FILES "${CMAKE_BINARY_DIR}/package/catamaran-desktop.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT desktop)
endif()

# Libraries that are opened when they are first needed are no ELF dependency.
set(_opened_cli "libcurl4, libarchive13, libnftables1, libseccomp2, libssl3, libisal2, libzstd1, libfyaml0")
set(_opened_vm "")
set(_opened_desktop "libqt6svg6, qt6-qpa-plugins") # the SVG plugin and the fonts are loaded, not linked

# What each package was made from, for who has to know: only where packages are made, dpkg is asked about every library.
if(CATAMARAN_PACKAGED AND TARGET catamaran)
  function(catamaran_bill component package)
    set(_bill "${CMAKE_BINARY_DIR}/package/${package}.spdx.json")
    set(_files)
    foreach(_target IN LISTS ARGN)
      list(APPEND _files "$<TARGET_FILE:${_target}>")
    endforeach()
    add_custom_command(OUTPUT "${_bill}.gz"
      COMMAND "${CMAKE_SOURCE_DIR}/packaging/sbom.sh" --name ${package} --to "${_bill}"
        --opens "${_opened_${component}}" ${_files}
      COMMAND ${_gzip} -9nf "${_bill}"
      DEPENDS ${ARGN} "${CMAKE_SOURCE_DIR}/packaging/sbom.sh" "${CMAKE_SOURCE_DIR}/packaging/packages.txt"
      COMMENT "Bill of materials of ${package}" VERBATIM)
    add_custom_target(bill-${package} ALL DEPENDS "${_bill}.gz")
    install(FILES "${_bill}.gz" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${package}" COMPONENT ${component})
  endfunction()
  catamaran_bill(cli catamaran catamaran)
  catamaran_bill(vm catamaran-vm catamaran-full)
  if(TARGET catamaran-desktop)
    catamaran_bill(desktop catamaran-desktop catamaran-desktop)
  endif()
endif()

set(CPACK_PACKAGE_NAME catamaran)
set(CPACK_PACKAGE_VENDOR "The Catamaran developers")
set(CPACK_PACKAGE_CONTACT "The Catamaran developers <developers@catamaran.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "containers and light virtual machines side by side")
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_SOURCE_DIR}/packaging/cmake/SameTimes.cmake")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL cli vm)
if(TARGET catamaran-desktop)
  list(APPEND CPACK_COMPONENTS_ALL desktop)
endif()
set(CPACK_GENERATOR TXZ)
find_program(_dpkg_deb dpkg-deb)
find_program(_rpmbuild rpmbuild)
if(_dpkg_deb)
  list(APPEND CPACK_GENERATOR DEB)
endif()
if(_rpmbuild)
  list(APPEND CPACK_GENERATOR RPM)
endif()
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)

set(_about_cli "Runs containers with an engine of its own, without a daemon and without root.
The commands are those of docker; with catamaran-vm the same images run as
light virtual machines, too, and what each costs on this computer is measured.")
set(_about_vm "Runs the images of containers as light virtual machines through libvirt and
QEMU, and virtual machines with disks of their own; compares both hulls. With
it the commands vm and compare of catamaran do their work.")
set(_about_desktop "A window for containers and virtual machines: both in one list with live
charts, logs and details, and a comparison that measures start-up, memory and
disk of the same image in either.")

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE "")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_CLI_PACKAGE_NAME catamaran)
set(CPACK_DEBIAN_CLI_DESCRIPTION "${_about_cli}")
set(CPACK_COMPONENT_CLI_DESCRIPTION "${_about_cli}")
set(CPACK_DEBIAN_CLI_PACKAGE_DEPENDS "${_opened_cli}")
set(CPACK_DEBIAN_VM_PACKAGE_NAME catamaran-vm)
set(CPACK_DEBIAN_VM_DESCRIPTION "${_about_vm}")
set(CPACK_COMPONENT_VM_DESCRIPTION "${_about_vm}")
set(CPACK_DEBIAN_VM_PACKAGE_DEPENDS "catamaran (= ${PROJECT_VERSION})")
# These files were in the command line's package.
set(CPACK_DEBIAN_VM_PACKAGE_BREAKS "catamaran (<< ${PROJECT_VERSION})")
set(CPACK_DEBIAN_VM_PACKAGE_REPLACES "catamaran (<< ${PROJECT_VERSION})")
set(CPACK_DEBIAN_VM_PACKAGE_RECOMMENDS
  "libvirt-daemon, libvirt-daemon-driver-qemu, qemu-system-x86 | qemu-system-arm, qemu-utils")
set(CPACK_DEBIAN_CLI_PACKAGE_RECOMMENDS "uidmap, passt, catamaran-vm, busybox-static")
set(CPACK_DEBIAN_CLI_PACKAGE_SUGGESTS "catamaran-desktop, criu")
set(CPACK_DEBIAN_CLI_PACKAGE_CONTROL_EXTRA
  "${CMAKE_SOURCE_DIR}/packaging/debian/postinst;${CMAKE_SOURCE_DIR}/packaging/debian/postrm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME catamaran-desktop)
set(CPACK_DEBIAN_DESKTOP_DESCRIPTION "${_about_desktop}")
set(CPACK_COMPONENT_DESKTOP_DESCRIPTION "${_about_desktop}")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS "catamaran (= ${PROJECT_VERSION}), catamaran-vm (= ${PROJECT_VERSION}), ${_opened_desktop}")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_RECOMMENDS "fonts-inter, fonts-jetbrains-mono")
# What Chinese and Arabic are shown with, where the desktop has no such letters yet.
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SUGGESTS "fonts-noto-cjk, fonts-noto-core")

set(CPACK_RPM_COMPONENT_INSTALL ON)
# rpm puts its own time and host into the header and keeps the times of the files otherwise.
set(CPACK_RPM_SPEC_MORE_DEFINE
  "%define use_source_date_epoch_as_buildtime 1\n%define clamp_mtime_to_source_date_epoch 1\n%define _buildhost localhost")
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE "GPL-3.0-or-later")
set(CPACK_RPM_PACKAGE_GROUP "System Environment/Base")
set(CPACK_RPM_CLI_PACKAGE_NAME catamaran)
set(CPACK_RPM_CLI_PACKAGE_SUMMARY "Containers and light virtual machines side by side")
set(CPACK_RPM_CLI_PACKAGE_REQUIRES "libcurl, libarchive, nftables, libseccomp, openssl-libs, isa-l, libzstd, libfyaml")
set(CPACK_RPM_CLI_PACKAGE_SUGGESTS "shadow-utils, passt, catamaran-vm, busybox")
set(CPACK_RPM_VM_PACKAGE_NAME catamaran-vm)
set(CPACK_RPM_VM_PACKAGE_SUMMARY "Images of containers as light virtual machines")
set(CPACK_RPM_VM_PACKAGE_REQUIRES "catamaran = ${PROJECT_VERSION}")
set(CPACK_RPM_VM_PACKAGE_SUGGESTS "libvirt-daemon-driver-qemu, qemu-img")
set(CPACK_RPM_DESKTOP_PACKAGE_NAME catamaran-desktop)
set(CPACK_RPM_DESKTOP_PACKAGE_SUMMARY "Window for containers and light virtual machines")
set(CPACK_RPM_DESKTOP_PACKAGE_REQUIRES "catamaran = ${PROJECT_VERSION}, catamaran-vm = ${PROJECT_VERSION}, qt6-qtsvg")
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
  /usr/share/man /usr/share/man/man1 /usr/share/applications /usr/share/metainfo /usr/share/icons /usr/share/icons/hicolor
  /usr/share/icons/hicolor/scalable /usr/share/icons/hicolor/scalable/apps /usr/share/bash-completion
  /usr/share/bash-completion/completions /usr/share/zsh /usr/share/zsh/vendor-completions /usr/share/fish
  /usr/share/fish/vendor_completions.d /usr/share/doc /usr/libexec /usr/share/lintian /usr/share/lintian/overrides)
set(CPACK_RPM_BUILD_SOURCE_DIRS_PREFIX /usr/src/debug/catamaran)
include(CPack)
