; Per user, no administrator. Quietly: setup.exe /S [/D=C:\somewhere]   (/D last, without quotes)
; Exit codes when quiet: 3 not 64-bit, 4 Windows too old, 5 the program is running.
Unicode true
Target amd64-unicode
ManifestDPIAware true
!include "MUI2.nsh"
!include "x64.nsh"
!include "WinVer.nsh"

!define DISPLAY "年报填报"
!define PROGID "nianbao.draft"
!define CLASSES "Software\Classes"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao"
!define OLDEST 17763 ; Windows 10, version 1809

Name "${DISPLAY} ${VERSION}"
OutFile "${TARGET}"
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64
InstallDir "$LOCALAPPDATA\Programs\nianbao"
InstallDirRegKey HKCU "Software\nianbao" "InstallDir"
BrandingText "${DISPLAY} ${VERSION}"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEPAGE_TEXT "将为您（当前用户）安装${DISPLAY}，不需要管理员。$\r$\n$\r$\n以前装过的会换成新的，草稿和设置都保留。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\nianbao.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载程序。您的草稿、历史版本和设置都保留，不会删除。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${DISPLAY}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${DISPLAY}安装程序"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

; Windows refuses to write to a program that runs; half a new version beside half an old one would start no more
!macro WAIT_UNTIL_CLOSED PREFIX
Function ${PREFIX}WaitUntilClosed
  again:
  IfFileExists "$INSTDIR\nianbao.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\nianbao.exe" a
  IfErrors 0 free
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${DISPLAY}正开着。请先保存并关闭它，再点“重试”。" /SD IDCANCEL IDRETRY again
  SetErrorLevel 5
  Quit
  free:
  FileClose $0
  closed:
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "这台电脑的 Windows 是 32 位的，${DISPLAY}需要 64 位的 Windows 10（1809）或更新的版本。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST}
    MessageBox MB_ICONSTOP "这台电脑的 Windows 太旧，${DISPLAY}需要 Windows 10（1809）或更新的版本。电脑没有改动。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

Section "install"
  SetShellVarContext current
  Call WaitUntilClosed
  ; the older version knows best which files are its own
  IfFileExists "$INSTDIR\uninstall.exe" 0 fresh
  ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
  fresh:
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\${DISPLAY}"
  CreateShortcut "$SMPROGRAMS\${DISPLAY}\${DISPLAY}.lnk" "$INSTDIR\nianbao.exe"
  CreateShortcut "$SMPROGRAMS\${DISPLAY}\卸载.lnk" "$INSTDIR\uninstall.exe"
  CreateShortcut "$DESKTOP\${DISPLAY}.lnk" "$INSTDIR\nianbao.exe"
  WriteRegStr HKCU "Software\nianbao" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${CLASSES}\.nianbao" "" "${PROGID}"
  WriteRegStr HKCU "${CLASSES}\.nianbao\OpenWithProgids" "${PROGID}" ""
  WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "年报草稿"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\nianbao.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\nianbao.exe" "%1"'
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${DISPLAY}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\nianbao.exe"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; Explorer shows the icon at once
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  Call un.WaitUntilClosed
  SetOutPath "$TEMP" ; or the folder could not go
  !include "${REMOVE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${DISPLAY}\${DISPLAY}.lnk"
  Delete "$SMPROGRAMS\${DISPLAY}\卸载.lnk"
  RMDir "$SMPROGRAMS\${DISPLAY}"
  Delete "$DESKTOP\${DISPLAY}.lnk"
  ReadRegStr $0 HKCU "${CLASSES}\.nianbao" ""
  ${If} $0 == "${PROGID}"
    DeleteRegValue HKCU "${CLASSES}\.nianbao" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.nianbao\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.nianbao\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.nianbao"
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  DeleteRegKey HKCU "${ENTRY}"
  DeleteRegKey HKCU "Software\nianbao"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
