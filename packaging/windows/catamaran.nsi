; SPDX-License-Identifier: GPL-3.0-or-later
; Compiled by makensis around a stand-in (tests/lint/recipes.sh), untested on Windows. There is no Windows build of the engine: containers and namespaces are Linux. What this packs is a program
; built by whoever packages, with a MinGW Qt 6.4 or newer (static, with Charts and Svg):
;   makensis -DPROGRAM=path\catamaran-desktop.exe -DVERSION=0.1.0 [-DOUTPUT=catamaran-0.1.0-setup.exe] catamaran.nsi
Unicode true
Target amd64-unicode ; the default stub has 32 bits, and Wine without 32-bit support cannot run it
!ifndef PROGRAM
  !error "give -DPROGRAM=<catamaran-desktop.exe>"
!endif
!ifndef VERSION
  !define VERSION "0.1.0"
!endif
!include MUI2.nsh
Name "Catamaran ${VERSION}"
!ifndef OUTPUT
  !define OUTPUT "catamaran-${VERSION}-setup.exe"
!endif
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Catamaran"
RequestExecutionLevel user
SetCompressor /SOLID lzma
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Catamaran"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "Arabic"

Section
  SetOutPath "$INSTDIR"
  File "/oname=catamaran-desktop.exe" "${PROGRAM}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Catamaran.lnk" "$INSTDIR\catamaran-desktop.exe"
  ; catamaran:// links open the window, which shows them and does nothing by itself.
  WriteRegStr HKCU "Software\Classes\catamaran" "" "URL:Catamaran"
  WriteRegStr HKCU "Software\Classes\catamaran" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\catamaran\shell\open\command" "" '"$INSTDIR\catamaran-desktop.exe" "%1"'
  WriteRegStr HKCU "${KEY}" "DisplayName" "Catamaran"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
SectionEnd

Section Uninstall
  Delete "$INSTDIR\catamaran-desktop.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Catamaran.lnk"
  DeleteRegKey HKCU "Software\Classes\catamaran"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
