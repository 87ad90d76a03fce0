/* A recording's bytes off the disk, and its name in a message. */
#include "session/recording_words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Twelve hours at 30 poses a second are 0.5 GB; anything above is no session of anybody's. */
#define MAX_FILE_BYTES ((size_t)512 << 20)

const char *recording_name_shown(char shown[RECORDING_NAME_SHOWN], const char *path)
{
    size_t length = strlen(path);
    if (length < RECORDING_NAME_SHOWN) {
        memcpy(shown, path, length + 1);
        return shown;
    }
    size_t kept = RECORDING_NAME_SHOWN - 4;
    memcpy(shown, "...", 3);
    memcpy(shown + 3, path + length - kept, kept + 1);
    return shown;
}

static bool has_magic(const char *bytes, size_t size)
{
    size_t length = strlen(RECORDING_MAGIC);
    return memcmp(bytes, RECORDING_MAGIC, size < length ? size : length) == 0;
}

/* Everything the file holds, with room for a zero behind it; NULL with errno set. Stops early at
 * what cannot be a recording, so that an endless device or a film is not read to its end. */
static char *read_everything(int file, size_t *size)
{
    size_t room = (size_t)1 << 20;
    char *bytes = malloc(room + 1);
    *size = 0;
    while (bytes) {
        ssize_t got = read(file, bytes + *size, room - *size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        *size += (size_t)got;
        if (got == 0 || !has_magic(bytes, *size))
            return bytes;
        if (*size < room)
            continue;
        if (room >= MAX_FILE_BYTES) {
            errno = EFBIG;
            break;
        }
        char *more = realloc(bytes, 2 * room + 1);
        if (!more)
            break;
        bytes = more;
        room *= 2;
    }
    int cause = errno;
    free(bytes);
    errno = cause;
    return NULL;
}

char *recording_read_file(const char *path, size_t *size, struct error *err)
{
    char shown[RECORDING_NAME_SHOWN];
    recording_name_shown(shown, path);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        error_set(err, "%s: can't be opened: %s; check the name", shown, strerror(errno));
        return NULL;
    }
    char *bytes = read_everything(file, size);
    int cause = errno;
    close(file);
    if (!bytes && cause == EFBIG) {
        error_set(err, "%s: larger than %zu MiB, which no session is; check the name", shown,
                  MAX_FILE_BYTES >> 20);
        return NULL;
    }
    if (!bytes) {
        error_set(err, "%s: can't be read: %s; check the name and the disk", shown,
                  strerror(cause));
        return NULL;
    }
    return bytes;
}
