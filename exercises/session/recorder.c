/* Writing a recording: the tap on the input stream. The format stands in recording.h. */
#include "session/recording.h"

#include "session/recording_words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a crash of the program may cost at most; actions are flushed at once. */
#define FLUSH_INPUTS 256

/* A pose's line at its longest: 18 joints of "-160000 -160000 -8000 255 " and the time. */
#define LINE_SIZE 1024

struct recorder {
    FILE *stream;
    char *name; /* of the file, for messages; owned */
    uint64_t hash;
    int64_t count;       /* inputs taken */
    int64_t unflushed;   /* inputs since the last flush */
    int write_errno;     /* of the first failed write; 0: none */
    int64_t failed_from; /* inputs taken when it failed */
};

static void recorder_fail(struct recorder *recorder)
{
    if (recorder->write_errno)
        return;
    recorder->write_errno = errno ? errno : EIO;
    recorder->failed_from = recorder->count;
}

static void recorder_write(struct recorder *recorder, const char *text, size_t length)
{
    if (recorder->write_errno)
        return;
    errno = 0;
    if (fwrite(text, 1, length, recorder->stream) != length) {
        recorder_fail(recorder);
        return;
    }
    recorder->hash = hash_bytes(recorder->hash, text, length);
}

static void recorder_flush(struct recorder *recorder)
{
    errno = 0;
    if (!recorder->write_errno && fflush(recorder->stream) != 0)
        recorder_fail(recorder);
    recorder->unflushed = 0;
}

/* Decimal digits of value, to `to`; returns what follows them. Quicker than printf by far. */
static char *put_integer(char *to, int64_t value)
{
    char digit[24];
    int count = 0;
    if (value < 0) {
        *to++ = '-';
        value = -value;
    }
    do {
        digit[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (count > 0)
        *to++ = digit[--count];
    return to;
}

/* The grid number of a quantised coordinate; halves cannot occur, so this only undoes a division.
 */
static int64_t grid_number(float value, int grid)
{
    double scaled = (double)value * grid;
    return (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

static char *put_joint(char *to, const struct landmark *joint)
{
    *to++ = ' ';
    if (joint->confidence <= 0) {
        *to++ = '-';
        return to;
    }
    to = put_integer(to, grid_number(joint->x, POSE_GRID_XY));
    *to++ = ' ';
    to = put_integer(to, grid_number(joint->y, POSE_GRID_XY));
    *to++ = ' ';
    to = put_integer(to, grid_number(joint->z, POSE_GRID_Z));
    *to++ = ' ';
    return put_integer(to, grid_number(joint->confidence, POSE_GRID_CONFIDENCE));
}

static char *put_action(char *to, const struct action *action)
{
    const char *word = recording_action_word(action->type);
    *to++ = ' ';
    size_t length = strlen(word);
    memcpy(to, word, length);
    to += length;
    if (action_most(action->type) >= 0) {
        *to++ = ' ';
        to = put_integer(to, action->value);
    }
    return to;
}

static char *put_head(char *to, char letter, int64_t t_us)
{
    *to++ = letter;
    *to++ = ' ';
    return put_integer(to, t_us);
}

/* One input as its line with the newline; returns what follows it. */
static char *put_input(char *to, const struct input *input)
{
    switch (input->type) {
    case INPUT_POSE:
        if (!input->u.pose.present) {
            to = put_head(to, 'n', input->t_us);
            break;
        }
        to = put_head(to, 'p', input->t_us);
        for (int j = 0; j < JOINT_COUNT; j++)
            to = put_joint(to, &input->u.pose.joint[j]);
        break;
    case INPUT_TICK:
        to = put_head(to, 't', input->t_us);
        break;
    case INPUT_GAP:
        to = put_head(to, 'g', input->t_us);
        *to++ = ' ';
        to = put_integer(to, input->u.dropped);
        break;
    case INPUT_ACTION:
        to = put_head(to, 'a', input->t_us);
        to = put_action(to, &input->u.action);
        break;
    }
    *to++ = '\n';
    return to;
}

void recorder_put(struct recorder *recorder, const struct input *input)
{
    char line[LINE_SIZE];
    char *end = put_input(line, input);
    recorder_write(recorder, line, (size_t)(end - line));
    recorder->count++;
    recorder->unflushed++;
    if (input->type == INPUT_ACTION || recorder->unflushed >= FLUSH_INPUTS)
        recorder_flush(recorder);
}

/* A header's word: no blanks, no control characters, never empty. */
static void copy_word(char *to, size_t size, const char *from)
{
    text_copy(to, size, from[0] ? from : "-");
    for (char *c = to; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 127)
            *c = '_';
}

static int picture_width(const struct recording_header *header)
{
    float aspect = clamp_float(header->aspect, 0, POSE_LIMIT);
    return (int)(aspect * POSE_GRID_XY + 0.5f);
}

static bool write_header(struct recorder *recorder, const struct recording_header *header,
                         const struct plan *plan)
{
    char *text = plan_text(plan);
    if (!text) {
        errno = ENOMEM;
        recorder_fail(recorder);
        return false;
    }
    size_t size = strlen(text);
    int lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n';

    char core[sizeof header->core_version], tracker[sizeof header->tracker];
    char checksum[sizeof header->model_checksum], line[256];
    copy_word(core, sizeof core, header->core_version);
    copy_word(tracker, sizeof tracker, header->tracker);
    copy_word(checksum, sizeof checksum, header->model_checksum);
    int length =
        snprintf(line, sizeof line,
                 RECORDING_MAGIC " %d\ncore %s\ntracker %s %s\npicture %d\nplan %d %016llx\n",
                 RECORDING_FORMAT, core, tracker, checksum, picture_width(header), lines,
                 (unsigned long long)hash_bytes(HASH_START, text, size));
    recorder_write(recorder, line, (size_t)length);
    recorder_write(recorder, text, size);
    recorder_flush(recorder);
    free(text);
    return recorder->write_errno == 0;
}

static void recorder_free(struct recorder *recorder)
{
    if (recorder->stream)
        fclose(recorder->stream);
    free(recorder->name);
    free(recorder);
}

struct recorder *recorder_open_stream(FILE *stream, const char *name,
                                      const struct recording_header *header,
                                      const struct plan *plan, struct error *err)
{
    struct recorder *recorder = calloc(1, sizeof *recorder);
    char *copy = strdup(name);
    if (!recorder || !copy) {
        error_set(err, "out of memory; close other programs and try again");
        free(copy);
        free(recorder);
        fclose(stream);
        return NULL;
    }
    recorder->stream = stream;
    recorder->name = copy;
    recorder->hash = HASH_START;
    if (!write_header(recorder, header, plan)) {
        char shown[RECORDING_NAME_SHOWN];
        error_set(err,
                  "%s: the recording could not be written: %s; free some space or choose "
                  "another folder",
                  recording_name_shown(shown, name), strerror(recorder->write_errno));
        recorder_free(recorder);
        return NULL;
    }
    return recorder;
}

/* Never overwrites: a recording is the only copy of a session. */
static FILE *create_file(const char *path, struct error *err)
{
    char shown[RECORDING_NAME_SHOWN];
    recording_name_shown(shown, path);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0 && errno == EEXIST) {
        error_set(err,
                  "%s: this file exists and is not overwritten; choose another name or move "
                  "it away",
                  shown);
        return NULL;
    }
    if (file < 0) {
        error_set(err,
                  "%s: the recording could not be created: %s; choose a folder that you may "
                  "write to",
                  shown, strerror(errno));
        return NULL;
    }
    FILE *stream = fdopen(file, "w");
    if (!stream) {
        error_set(err, "%s: the recording could not be created: %s", shown, strerror(errno));
        close(file);
        unlink(path);
    }
    return stream;
}

struct recorder *recorder_open(const char *path, const struct recording_header *header,
                               const struct plan *plan, struct error *err)
{
    FILE *stream = create_file(path, err);
    if (!stream)
        return NULL;
    struct recorder *recorder = recorder_open_stream(stream, path, header, plan, err);
    if (!recorder)
        unlink(path); /* ours, and without its header nothing can be read from it */
    return recorder;
}

/* To the disk itself: a session is closed once, so the wait does not matter. What is no file (a
 * pipe, memory) has nothing to wait for. */
static void recorder_sync(struct recorder *recorder)
{
    int file = fileno(recorder->stream);
    errno = 0;
    if (file >= 0 && fsync(file) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
        recorder_fail(recorder);
}

bool recorder_close(struct recorder *recorder, struct error *err)
{
    if (!recorder)
        return true;
    char line[64];
    int length = snprintf(line, sizeof line, "end %lld %016llx\n", (long long)recorder->count,
                          (unsigned long long)recorder->hash);
    recorder_write(recorder, line, (size_t)length);
    recorder_flush(recorder);
    if (!recorder->write_errno)
        recorder_sync(recorder);
    errno = 0;
    if (fclose(recorder->stream) != 0)
        recorder_fail(recorder);
    recorder->stream = NULL;

    bool good = recorder->write_errno == 0;
    if (!good) {
        char shown[RECORDING_NAME_SHOWN];
        error_set(err,
                  "%s: the recording could not be finished: %s, after about %lld inputs; free "
                  "some space; what was written before can still be scored",
                  recording_name_shown(shown, recorder->name), strerror(recorder->write_errno),
                  (long long)recorder->failed_from);
    }
    recorder_free(recorder);
    return good;
}
