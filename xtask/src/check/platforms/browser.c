/* Stands for Chromium under Windows: it hears questions and gives answers through the two handles whose numbers it is
   told, as Chromium does. While there is a file `frozen` beside it, it is silent. It writes down each start. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static const char ANSWER[] = "{\"id\":2,\"result\":{\"result\":{\"value\":\"free\"}}}";

int main(int argc, char **argv) {
  unsigned long long questions = 0, answers = 0;
  char *folder = argv[0], *end = strrchr(folder, '\\');
  if (!end) end = strrchr(folder, '/');
  if (end) *end = 0;
  char record[1024], frozen[1024];
  snprintf(record, sizeof record, "%s/starts", folder);
  snprintf(frozen, sizeof frozen, "%s/frozen", folder);
  FILE *file = fopen(record, "a");
  for (int at = 1; at < argc; at++) {
    sscanf(argv[at], "--remote-debugging-io-pipes=%llu,%llu", &questions, &answers);
  }
  fprintf(file, "%s\n", argv[argc - 1]);
  fclose(file);
  char byte;
  DWORD num;
  while (ReadFile((HANDLE)(size_t)questions, &byte, 1, &num, NULL) && num == 1) {
    if (byte == 0 && GetFileAttributesA(frozen) == INVALID_FILE_ATTRIBUTES) {
      WriteFile((HANDLE)(size_t)answers, ANSWER, sizeof ANSWER, &num, NULL);
    }
  }
  return 0;
}
