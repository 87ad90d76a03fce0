/* Reading a recording: strict whole lines, so that a damaged byte is never taken for a movement.
 * The format stands in recording.h.
 *
 * The whole file is in memory with a zero byte behind it; the scanner walks forward and cannot pass
 * that zero, because no rule of the format accepts one. Numbers have one spelling only (no leading
 * zeros, no "-0", no "+"): what is read prints back as the same bytes. */
#include "session/recording.h"

#include "session/recording_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A plan of ROUTINE_MAX_STEPS exercises with all their faults and limits has some 6,000 lines. */
#define MAX_PLAN_LINES 100000

static const char *const action_words[ACTION_TYPE_COUNT] = {
    [ACTION_PAUSE] = "pause",
    [ACTION_GO_ON] = "go_on",
    [ACTION_SKIP] = "skip",
    [ACTION_QUIT] = "quit",
    [ACTION_THAT_HURT] = "that_hurt",
    [ACTION_PAIN_ANSWER] = "pain_answer",
    [ACTION_PAIN_PLACE] = "pain_place",
    [ACTION_PAIN_SHARP] = "pain_sharp",
    [ACTION_EFFORT_ANSWER] = "effort_answer",
    [ACTION_SCREENING_ANSWER] = "screening_answer",
};

enum tail { TAIL_OPEN, TAIL_WHOLE, TAIL_MISSING, TAIL_DAMAGED, TAIL_COUNT, TAIL_HASH, TAIL_MORE };

struct recording {
    char *name;  /* for messages; owned */
    char *bytes; /* the file and a zero behind it; owned */
    size_t size;
    const char *at; /* the next line's start */
    int64_t line;   /* its number, from 1 */
    uint64_t hash;  /* of every byte before it */
    struct recording_header header;
    struct plan plan;
    int64_t count;            /* inputs given */
    int64_t last_us, pose_us; /* of the last input, of the last pose; -1 before it */
    int64_t told_count;       /* by the closing line */
    enum tail tail;
};

const char *recording_action_word(enum action_type type)
{
    return (unsigned)type < ACTION_TYPE_COUNT ? action_words[type] : NULL;
}

/* ---- scanning: each returns what follows, or NULL when the text is not what it should be ---- */

static const char *scan_integer(const char *at, int64_t low, int64_t high, int64_t *value)
{
    bool negative = *at == '-';
    at += negative;
    unsigned digit = (unsigned)(unsigned char)*at - '0';
    if (digit > 9)
        return NULL;
    int64_t sum = digit;
    at++;
    if (digit == 0) {
        if (negative)
            return NULL;
    } else {
        /* 15 digits more cannot overflow; a longer number stops here and fails at its next digit */
        for (int i = 0; i < 15; i++, at++) {
            digit = (unsigned)(unsigned char)*at - '0';
            if (digit > 9)
                break;
            sum = sum * 10 + digit;
        }
    }
    if (negative)
        sum = -sum;
    if (sum < low || sum > high)
        return NULL;
    *value = sum;
    return at;
}

static const char *scan_char(const char *at, char c)
{
    return at && *at == c ? at + 1 : NULL;
}

static const char *scan_word(const char *at, const char *word)
{
    size_t length = strlen(word);
    return at && strncmp(at, word, length) == 0 ? at + length : NULL;
}

/* A space and an integer. */
static const char *scan_field(const char *at, int64_t low, int64_t high, int64_t *value)
{
    return at && *at == ' ' ? scan_integer(at + 1, low, high, value) : NULL;
}

/* Text up to a blank or the line's end: printable, neither empty nor longer than the buffer. */
static const char *scan_text(const char *at, char *to, size_t size)
{
    if (!at)
        return NULL;
    size_t length = 0;
    while ((unsigned char)at[length] > ' ' && at[length] != 127)
        length++;
    if (length == 0 || length >= size)
        return NULL;
    memcpy(to, at, length);
    to[length] = '\0';
    return at + length;
}

static const char *scan_hash(const char *at, uint64_t *hash)
{
    if (!at)
        return NULL;
    *hash = 0;
    for (int i = 0; i < 16; i++, at++) {
        char c = *at;
        if (c >= '0' && c <= '9')
            *hash = *hash << 4 | (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            *hash = *hash << 4 | (uint64_t)(c - 'a' + 10);
        else
            return NULL;
    }
    return at;
}

/* ---- one input ---- */

/* The divisions give the very floats of pose_quantize: an integer below 2^24 over a grid number,
 * rounded once. */
static const char *scan_joint(const char *at, struct landmark *joint)
{
    const int64_t limit_xy = (int64_t)POSE_LIMIT * POSE_GRID_XY;
    const int64_t limit_z = (int64_t)POSE_LIMIT * POSE_GRID_Z;
    int64_t x, y, z, confidence;
    if (at[0] == ' ' && at[1] == '-' && (at[2] == ' ' || at[2] == '\n')) {
        *joint = (struct landmark){0};
        return at + 2;
    }
    at = scan_field(at, -limit_xy, limit_xy, &x);
    at = scan_field(at, -limit_xy, limit_xy, &y);
    at = scan_field(at, -limit_z, limit_z, &z);
    at = scan_field(at, 1, POSE_GRID_CONFIDENCE, &confidence);
    if (!at)
        return NULL;
    joint->x = (float)x / POSE_GRID_XY;
    joint->y = (float)y / POSE_GRID_XY;
    joint->z = (float)z / POSE_GRID_Z;
    joint->confidence = (float)confidence / POSE_GRID_CONFIDENCE;
    return at;
}

static const char *scan_pose(const char *at, const struct recording *recording, struct input *input)
{
    input->type = INPUT_POSE;
    struct pose *pose = &input->u.pose;
    pose->t_us = input->t_us;
    if (input->t_us <= recording->pose_us)
        return NULL;
    if (!pose->present) {
        memset(pose->joint, 0, sizeof pose->joint);
        return at;
    }
    for (int j = 0; at && j < JOINT_COUNT; j++)
        at = scan_joint(at, &pose->joint[j]);
    return at;
}

static const char *scan_action(const char *at, struct input *input)
{
    input->type = INPUT_ACTION;
    at = scan_char(at, ' ');
    for (int i = 0; at && i < ACTION_TYPE_COUNT; i++) {
        const char *after = scan_word(at, action_words[i]);
        if (!after || (*after != ' ' && *after != '\n'))
            continue;
        int64_t value = 0;
        int32_t most = action_most((enum action_type)i);
        if (most >= 0)
            after = scan_field(after, 0, most, &value);
        input->u.action = (struct action){(enum action_type)i, (int32_t)value};
        return after;
    }
    return NULL;
}

/* A whole line of an input; NULL when it isn't one. */
static const char *scan_input(const struct recording *recording, struct input *input)
{
    const char *at = recording->at;
    char letter = *at;
    if (letter == '\0')
        return NULL;
    at = scan_field(at + 1, 0, RECORDING_MAX_US, &input->t_us);
    if (!at || input->t_us < recording->last_us)
        return NULL;
    int64_t value;
    switch (letter) {
    case 'p':
    case 'n':
        input->u.pose.present = letter == 'p';
        at = scan_pose(at, recording, input);
        break;
    case 't':
        input->type = INPUT_TICK;
        break;
    case 'g':
        input->type = INPUT_GAP;
        at = scan_field(at, 1, RECORDING_MAX_DROPPED, &value);
        if (at)
            input->u.dropped = (int32_t)value;
        break;
    case 'a':
        at = scan_action(at, input);
        break;
    default:
        return NULL;
    }
    return scan_char(at, '\n');
}

static enum tail read_tail(struct recording *recording)
{
    const char *end = recording->bytes + recording->size;
    if (!memchr(recording->at, '\n', (size_t)(end - recording->at)))
        return TAIL_MISSING; /* cut, within a line or between two */
    uint64_t hash;
    const char *at = scan_word(recording->at, "end");
    at = scan_field(at, 0, INT64_MAX, &recording->told_count);
    at = scan_hash(scan_char(at, ' '), &hash);
    at = scan_char(at, '\n');
    if (!at)
        return TAIL_DAMAGED;
    if (recording->told_count != recording->count)
        return TAIL_COUNT;
    if (hash != recording->hash)
        return TAIL_HASH;
    return at == end ? TAIL_WHOLE : TAIL_MORE;
}

enum pull recording_next(struct recording *recording, struct input *input)
{
    if (recording->tail != TAIL_OPEN)
        return PULL_END;
    const char *after = scan_input(recording, input);
    if (!after) {
        recording->tail = read_tail(recording);
        return PULL_END;
    }
    recording->hash = hash_bytes(recording->hash, recording->at, (size_t)(after - recording->at));
    recording->at = after;
    recording->line++;
    recording->count++;
    recording->last_us = input->t_us;
    if (input->type == INPUT_POSE)
        recording->pose_us = input->t_us;
    return PULL_INPUT;
}

bool recording_complete(const struct recording *recording, struct error *err)
{
    const char *what = "it has not been read to its end";
    switch (recording->tail) {
    case TAIL_WHOLE:
        return true;
    case TAIL_OPEN:
        break;
    case TAIL_MISSING:
        what = "the end is missing";
        break;
    case TAIL_DAMAGED:
        what = "this line is damaged, and what follows is left out";
        break;
    case TAIL_COUNT:
        what = "inputs are missing or too many, by the closing line's count";
        break;
    case TAIL_HASH:
        what = "something was changed after it was recorded, by the closing line's hash";
        break;
    case TAIL_MORE:
        what = "something follows the closing line and is left out";
        break;
    }
    char shown[RECORDING_NAME_SHOWN];
    int64_t tenths = recording->last_us < 0 ? 0 : (recording->last_us + 50000) / 100000;
    return error_set(err, "%s: line %lld: %s; read %lld inputs, up to %lld.%lld s",
                     recording_name_shown(shown, recording->name), (long long)recording->line, what,
                     (long long)recording->count, (long long)(tenths / 10),
                     (long long)(tenths % 10));
}

/* ---- the header ---- */

static bool header_fail(const struct recording *recording, const char *what, struct error *err)
{
    char shown[RECORDING_NAME_SHOWN];
    return error_set(err, "%s: line %lld: %s", recording_name_shown(shown, recording->name),
                     (long long)recording->line, what);
}

static bool fail_damaged(const struct recording *recording, struct error *err)
{
    return header_fail(recording,
                       "the recording's head is cut or damaged, so that its plan can't "
                       "be read; use an undamaged copy",
                       err);
}

/* Takes the line that ends before `after` as read. */
static bool take_line(struct recording *recording, const char *after)
{
    if (!after)
        return false;
    recording->hash = hash_bytes(recording->hash, recording->at, (size_t)(after - recording->at));
    recording->at = after;
    recording->line++;
    return true;
}

static bool read_format(struct recording *recording, struct error *err)
{
    int64_t format;
    const char *at = scan_word(recording->at, RECORDING_MAGIC);
    if (!at)
        return header_fail(recording,
                           "this is not an unguard recording; `unguard record` and "
                           "`unguard play --record` make them",
                           err);
    at = scan_char(scan_field(at, 0, 1000000, &format), '\n');
    if (at && format != RECORDING_FORMAT) {
        char what[160];
        snprintf(what, sizeof what,
                 "the recording has format %lld, this program reads format %d; use the version of "
                 "the program that made it, or a newer one",
                 (long long)format, RECORDING_FORMAT);
        return header_fail(recording, what, err);
    }
    return take_line(recording, at) || fail_damaged(recording, err);
}

/* The end of the line-th line from here; NULL when there are not as many. */
static const char *find_lines_end(const struct recording *recording, int64_t lines)
{
    const char *at = recording->at, *end = recording->bytes + recording->size;
    for (int64_t i = 0; at && i < lines; i++) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    return at;
}

static bool read_plan(struct recording *recording, int64_t lines, uint64_t hash, struct error *err)
{
    const char *start = recording->at;
    const char *after = find_lines_end(recording, lines);
    if (!after)
        return fail_damaged(recording, err);
    size_t size = (size_t)(after - start);
    if (hash_bytes(HASH_START, start, size) != hash || memchr(start, '\0', size))
        return header_fail(recording,
                           "the plan inside the recording is damaged: its hash does not "
                           "match; use an undamaged copy",
                           err);
    char *text = malloc(size + 1);
    if (!text)
        return header_fail(recording, "out of memory; close other programs and try again", err);
    memcpy(text, start, size);
    text[size] = '\0';
    char name[RECORDING_NAME_SHOWN], in_plan[RECORDING_NAME_SHOWN + 8];
    snprintf(in_plan, sizeof in_plan, "%s: plan", recording_name_shown(name, recording->name));
    bool good = plan_parse(text, in_plan, &recording->plan, err);
    free(text);
    if (!good)
        return false;
    recording->hash = hash_bytes(recording->hash, start, size);
    recording->at = after;
    recording->line += lines;
    return true;
}

static bool read_header(struct recording *recording, struct error *err)
{
    struct recording_header *header = &recording->header;
    if (!read_format(recording, err))
        return false;
    const char *at = scan_word(recording->at, "core ");
    at = scan_text(at, header->core_version, sizeof header->core_version);
    if (!take_line(recording, scan_char(at, '\n')))
        return fail_damaged(recording, err);

    at = scan_word(recording->at, "tracker ");
    at = scan_char(scan_text(at, header->tracker, sizeof header->tracker), ' ');
    at = scan_text(at, header->model_checksum, sizeof header->model_checksum);
    if (!take_line(recording, scan_char(at, '\n')))
        return fail_damaged(recording, err);

    int64_t lines, width;
    at = scan_field(scan_word(recording->at, "picture"), 0, POSE_LIMIT * POSE_GRID_XY, &width);
    if (!take_line(recording, scan_char(at, '\n')))
        return fail_damaged(recording, err);
    header->aspect = (float)width / POSE_GRID_XY;

    uint64_t hash;
    at = scan_field(scan_word(recording->at, "plan"), 1, MAX_PLAN_LINES, &lines);
    at = scan_hash(scan_char(at, ' '), &hash);
    if (!take_line(recording, scan_char(at, '\n')))
        return fail_damaged(recording, err);
    return read_plan(recording, lines, hash, err);
}

/* ---- the file ---- */

/* Takes over bytes (malloc'ed, with room for one more), also when it fails. */
static struct recording *recording_create(const char *name, char *bytes, size_t size,
                                          struct error *err)
{
    struct recording *recording = calloc(1, sizeof *recording);
    char *copy = strdup(name);
    if (!recording || !copy) {
        error_set(err, "out of memory; close other programs and try again");
        free(recording);
        free(copy);
        free(bytes);
        return NULL;
    }
    bytes[size] = '\0';
    recording->name = copy;
    recording->bytes = bytes;
    recording->size = size;
    recording->at = bytes;
    recording->line = 1;
    recording->hash = HASH_START;
    recording->last_us = recording->pose_us = -1;
    if (read_header(recording, err))
        return recording;
    recording_close(recording);
    return NULL;
}

struct recording *recording_open_bytes(const char *name, const void *bytes, size_t size,
                                       struct error *err)
{
    char *copy = malloc(size + 1);
    if (!copy) {
        error_set(err, "out of memory; close other programs and try again");
        return NULL;
    }
    if (size)
        memcpy(copy, bytes, size);
    return recording_create(name, copy, size, err);
}

struct recording *recording_open(const char *path, struct error *err)
{
    size_t size;
    char *bytes = recording_read_file(path, &size, err);
    return bytes ? recording_create(path, bytes, size, err) : NULL;
}

void recording_close(struct recording *recording)
{
    if (!recording)
        return;
    free(recording->name);
    free(recording->bytes);
    free(recording);
}

const struct recording_header *recording_header(const struct recording *recording)
{
    return &recording->header;
}

const struct plan *recording_plan(const struct recording *recording)
{
    return &recording->plan;
}
