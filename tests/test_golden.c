/* What the coach says to recordings that are kept, word for word and to the last bit of its state.
 * A difference is a change of behaviour: tests/golden/README.md tells what to do about it. */
#include "sample.h"

#include <criterion/criterion.h>
#include <dirent.h>

#define FOLDER UNGUARD_SOURCE_DIR "/tests/golden"

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s: can't be opened; tests/golden/README.md tells how to make it",
                       path);
    char *text = calloc(1, 1 << 20);
    cr_assert_not_null(text);
    size_t size = fread(text, 1, (1 << 20) - 1, file);
    cr_assert_lt(size, (1 << 20) - 1);
    fclose(file);
    return text;
}

/* Shows the first line that differs, not two whole texts. */
static void compare(const char *name, const char *want, const char *got)
{
    for (int line = 1; *want || *got; line++) {
        size_t want_length = strcspn(want, "\n"), got_length = strcspn(got, "\n");
        cr_assert(want_length == got_length && memcmp(want, got, got_length) == 0,
                  "%s: line %d\n  expected: %.*s\n  got:      %.*s\n"
                  "If that is meant, tests/golden/README.md tells how to take it over.",
                  name, line, (int)want_length, want, (int)got_length, got);
        want += want_length + (want[want_length] == '\n');
        got += got_length + (got[got_length] == '\n');
    }
}

Test(golden, the_coach_says_what_it_said)
{
    DIR *folder = opendir(FOLDER);
    cr_assert_not_null(folder, FOLDER ": can't be opened");
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[1024];
        char *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".rec") != 0)
            continue;
        struct error err = {""};
        struct transcript transcript;
        snprintf(path, sizeof path, FOLDER "/%s", entry->d_name);
        cr_assert(transcript_of_file(path, &transcript, &err), "%s", err.text);
        *dot = '\0';
        snprintf(path, sizeof path, FOLDER "/%s.expect", entry->d_name);
        char *want = read_text(path);
        compare(path, want, transcript.text);
        free(want);
        free(transcript.text);
        count++;
    }
    closedir(folder);
    cr_assert_geq(count, 3, "golden recordings are missing from " FOLDER);
}
