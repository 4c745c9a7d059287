/* Random numbers for Rust's library, which asks bcryptprimitives.dll: every Windows since 8 has it, Wine before 9 has
   not. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
  return SystemFunction036(buffer, (ULONG)length);
}
