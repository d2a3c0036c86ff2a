; The Windows setup: for one user, without administrator rights, also silent (/S).
; Silent uninstalling keeps rooms and keys; /DELETEROOMS deletes them.
; A 64-bit setup, as the program is: it runs where no 32-bit part of Windows is, such as under wine64.
Target amd64-unicode
SetCompressor /SOLID lzma
SetDateSave off
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include MUI2.nsh

Name "StreamShield"
OutFile "${OUTFILE}"
InstallDir "$LOCALAPPDATA\Programs\StreamShield"
InstallDirRegKey HKCU "Software\StreamShield" "Folder"
BrandingText "StreamShield ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey ProductName "StreamShield"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${NUMBERS}"
VIAddVersionKey FileDescription "StreamShield setup"
VIAddVersionKey CompanyName "The StreamShield developers"
VIAddVersionKey LegalCopyright "MIT License"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\StreamShield"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define WINDOW_CLASS "StreamShieldTray"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\streamshieldw.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start StreamShield"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Files of a running program cannot be replaced. It is asked to end as its own menu does: viewers get the slate, never the room.
!macro EndProgram un
Function ${un}EndProgram
  StrCpy $0 0
  ${Do}
    FindWindow $1 "${WINDOW_CLASS}"
    ${If} $1 == 0
      Return
    ${EndIf}
    ; The window goes before the process does, and the process holds its files to its end.
    System::Call "user32::GetWindowThreadProcessId(p r1, *i .r2)"
    System::Call "kernel32::OpenProcess(i 0x100000, i 0, i r2) p .r3"
    SendMessage $1 16 0 0 /TIMEOUT=2000
    System::Call "kernel32::WaitForSingleObject(p r3, i 10000)"
    System::Call "kernel32::CloseHandle(p r3)"
    IntOp $0 $0 + 1
  ${LoopUntil} $0 > 20
  MessageBox MB_OK|MB_ICONSTOP "StreamShield is still running: quit it by its icon beside the clock, then try again." /SD IDOK
  SetErrorLevel 3
  Quit
FunctionEnd
!macroend
!insertmacro EndProgram ""
!insertmacro EndProgram "un."

Function .onInit
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "Numbers"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${NUMBERS}" $1
    ${If} $1 == 1
      ReadRegStr $2 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
      MessageBox MB_OK|MB_ICONSTOP "StreamShield $2 is installed, which is newer than ${VERSION}. Its rooms may hold what ${VERSION} does not know: uninstall it first, if you want the older one." /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "StreamShield"
  Call EndProgram
  ; What an older version brought along and this one does not.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR'
  ${EndIf}
  !include "${INSTALL}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\StreamShield.lnk" "$INSTDIR\streamshieldw.exe" "" "$INSTDIR\streamshieldw.exe" 0 SW_SHOWNORMAL "" "Show yourself and hide your room"
  WriteRegStr HKCU "Software\StreamShield" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "StreamShield"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Numbers" "${NUMBERS}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "The StreamShield developers"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\streamshieldw.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $R1
  ${IfNot} ${Errors}
    StrCpy $R9 "upgrade"
  ${EndIf}
  Call un.EndProgram
  !include "${UNINSTALL}"
  Delete "$INSTDIR\uninstall.exe"
  ${If} $R9 == "upgrade"
    Return
  ${EndIf}
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\StreamShield.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\StreamShield"
  DeleteRegValue HKCU "${RUN_KEY}" "StreamShield"
  Delete "$LOCALAPPDATA\streamshield\run-*.json"
  Delete "$LOCALAPPDATA\streamshield\desktop.lock"

  ClearErrors
  ${GetOptions} $R0 "/DELETEROOMS" $R1
  ${If} ${Errors}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Delete your rooms, their pictures and keys, and downloaded models as well? They cannot be brought back." /SD IDNO IDNO keep
  ${EndIf}
  ; Keys first: without them a stored picture of a room is noise.
  RMDir /r "$LOCALAPPDATA\streamshield"
  RMDir /r "$APPDATA\streamshield"
keep:
  RMDir "$LOCALAPPDATA\streamshield"
  RMDir "$APPDATA\streamshield"
SectionEnd
