@echo off
rem Right-click, run as administrator. PowerShell refuses scripts by double click; here it is told to take this one.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1" %*
pause
